import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { identitiesOf } from '../timeline/walk.ts'
import { summarise } from './summary.ts'

/** What an op moved: these identities, from one customer to another. Undoing moves exactly them back. */
export const LinkPayload = z.object({
  from: z.number(),
  into: z.number(),
  identities: z.array(z.object({ kind: z.string(), value: z.string() })),
})
export type LinkPayload = z.infer<typeof LinkPayload>

/** The customer an id means today: whoever took it over, through any number of merges. Refuses `not-found`. */
export function currentCustomer(db: Db, id: number): number {
  const next = db.prepare<[number], { merged_into: number | null }>('SELECT merged_into FROM customer WHERE id = ?')
  for (let at = id; ; ) {
    const row = next.get(at)
    if (!row) throw new Refusal('not-found')
    if (row.merged_into === null) return at
    at = row.merged_into
  }
}

/** Re-points every identity of `from` to `into` and records it. Refuses `not-found`, `same-customer`. */
export function mergeCustomers(
  db: Db,
  { from, into, at }: { from: number; into: number; at: number },
): { op: string; customers: number[] } {
  return db
    .transaction(() => {
      const source = currentCustomer(db, from)
      const target = currentCustomer(db, into)
      if (source === target) throw new Refusal('same-customer')
      const moved = identitiesOf(db, source)
      move(db, moved, target)
      db.prepare('UPDATE customer SET merged_into = ? WHERE id = ?').run(target, source)
      const op = record(db, 'merge', at, { from: source, into: target, identities: keysOf(db, moved) })
      summarise(db, source)
      summarise(db, target)
      return { op, customers: [source, target] }
    })
    .immediate()
}

/** Moves some identities of a customer to a new one. Refuses `not-found`, `not-theirs`, `nothing-left` (that would move all). */
export function splitCustomer(
  db: Db,
  { customer, identities, at }: { customer: number; identities: number[]; at: number },
): { op: string; customer: number; customers: number[] } {
  return db
    .transaction(() => {
      const source = currentCustomer(db, customer)
      const theirs = identitiesOf(db, source)
      const moved = [...new Set(identities)]
      if (!moved.every(identity => theirs.includes(identity))) throw new Refusal('not-theirs')
      if (moved.length === theirs.length) throw new Refusal('nothing-left')
      const target = Number(db.prepare('INSERT INTO customer DEFAULT VALUES').run().lastInsertRowid)
      move(db, moved, target)
      const op = record(db, 'split', at, { from: source, into: target, identities: keysOf(db, moved) })
      summarise(db, source)
      summarise(db, target)
      return { op, customer: target, customers: [source, target] }
    })
    .immediate()
}

/**
 * Moves what an op moved back to where it was. Identities that later ops moved elsewhere stay there. Refuses `not-found`, `already-undone`,
 * `nothing-left` (later ops moved all of them on: those must be undone first).
 */
export function undoOp(db: Db, { op, at }: { op: string; at: number }): { customer: number; customers: number[] } {
  return db
    .transaction(() => {
      const row = db
        .prepare<[string], { kind: string; payload: string; undone_at: number | null }>(
          'SELECT kind, payload, undone_at FROM op WHERE id = ?',
        )
        .get(op)
      if (!row) throw new Refusal('not-found')
      if (row.undone_at !== null) throw new Refusal('already-undone')
      const payload = LinkPayload.parse(JSON.parse(row.payload))
      const find = db.prepare<[string, string], { id: number; customer_id: number }>(
        'SELECT id, customer_id FROM identity WHERE kind = ? AND value = ?',
      )
      const there = currentCustomer(db, payload.into)
      const back = payload.identities.flatMap(({ kind, value }) => {
        const identity = find.get(kind, value)
        return identity && identity.customer_id === there ? [identity.id] : []
      })
      if (back.length === 0) throw new Refusal('nothing-left')
      if (row.kind === 'merge') db.prepare('UPDATE customer SET merged_into = NULL WHERE id = ?').run(payload.from)
      const home = currentCustomer(db, payload.from)
      move(db, back, home)
      // A split-off customer that has nobody left is the one it came from again.
      if (identitiesOf(db, there).length === 0) db.prepare('UPDATE customer SET merged_into = ? WHERE id = ?').run(home, there)
      db.prepare('UPDATE op SET undone_at = ? WHERE id = ?').run(at, op)
      summarise(db, home)
      summarise(db, there)
      return { customer: home, customers: [home, there] }
    })
    .immediate()
}

function move(db: Db, identities: number[], customer: number): void {
  const update = db.prepare('UPDATE identity SET customer_id = ? WHERE id = ?')
  for (const identity of identities) update.run(customer, identity)
}

function keysOf(db: Db, identities: number[]): LinkPayload['identities'] {
  const find = db.prepare<[number], { kind: string; value: string }>('SELECT kind, value FROM identity WHERE id = ?')
  return identities.flatMap(identity => find.get(identity) ?? [])
}

function record(db: Db, kind: 'merge' | 'split', at: number, payload: LinkPayload): string {
  const id = randomUUID()
  db.prepare('INSERT INTO op (id, at, kind, payload) VALUES (?, ?, ?, ?)').run(id, at, kind, JSON.stringify(payload))
  const link = db.prepare('INSERT INTO op_customer (customer_id, op_id) VALUES (?, ?)')
  link.run(payload.from, id)
  link.run(payload.into, id)
  return id
}

/** Merges the customers of identities an address book knows to be one person. Pairs that are unknown or one already are left alone. */
export function mergeLinked(db: Db, { links, at }: { links: { a: string; b: string }[]; at: number }): void {
  const find = db.prepare<[string, string], number>('SELECT customer_id FROM identity WHERE kind = ? AND value = ?').pluck()
  const customerOf = (key: string) => {
    const colon = key.indexOf(':')
    return find.get(key.slice(0, colon), key.slice(colon + 1))
  }
  for (const { a, b } of links) {
    const into = customerOf(a)
    const from = customerOf(b)
    if (into !== undefined && from !== undefined && into !== from) mergeCustomers(db, { from, into, at })
  }
}
