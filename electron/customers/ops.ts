import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'
import { Refusal } from '../store/protocol.ts'
import { identitiesOf } from '../timeline/walk.ts'
import { summarise } from './summary.ts'

/** When an op is made (epoch ms), and by whom; nobody is named for what the app does by itself. */
export interface Made {
  at: number
  agent?: string
}

/** What an op did and whose timelines changed by it. */
export interface Done {
  op: string
  customers: number[]
}

/**
 * What an op moved: these identities, from one customer to another. Undoing moves exactly them back. `own`: what was added to our own
 * addresses by it.
 */
export const LinkPayload = z.object({
  from: z.number(),
  into: z.number(),
  identities: z.array(z.object({ kind: z.string(), value: z.string() })),
  own: z.string().optional(),
})
export type LinkPayload = z.infer<typeof LinkPayload>

/** The customer an id means today: whoever took it over, through any number of merges. Refuses `not-found`. */
export function currentCustomer(db: Db, id: number): number {
  const next = mergedInto(db)
  for (let at = id; ; ) {
    const row = next.get(at)
    if (!row || row.merged_into === at) throw new Refusal('not-found')
    if (row.merged_into === null) return at
    at = row.merged_into
  }
}

const mergedInto = oncePer(db => db.prepare<[number], { merged_into: number | null }>('SELECT merged_into FROM customer WHERE id = ?'))

/** Re-points every identity of `from` to `into` and records it. Refuses `not-found`, `same-customer`. */
export function mergeCustomers(db: Db, { from, into, ...made }: { from: number; into: number } & Made): Done {
  return db
    .transaction(() => {
      const source = currentCustomer(db, from)
      const target = currentCustomer(db, into)
      if (source === target) throw new Refusal('same-customer')
      const moved = identitiesOf(db, source)
      point(db, moved, target)
      db.prepare('UPDATE customer SET merged_into = ? WHERE id = ?').run(target, source)
      return link(db, 'merge', made, { from: source, into: target, identities: keysOf(db, moved) })
    })
    .immediate()
}

/** Moves some identities of a customer to a new one. Refuses `not-found`, `not-theirs`, `nothing-left` (that would move all). */
export function splitCustomer(
  db: Db,
  { customer, identities, ...made }: { customer: number; identities: number[] } & Made,
): Done & { customer: number } {
  return db
    .transaction(() => {
      const source = currentCustomer(db, customer)
      const theirs = identitiesOf(db, source)
      const moved = [...new Set(identities)]
      if (!moved.every(identity => theirs.includes(identity))) throw new Refusal('not-theirs')
      if (moved.length === theirs.length) throw new Refusal('nothing-left')
      const target = newCustomer(db)
      point(db, moved, target)
      return { ...link(db, 'split', made, { from: source, into: target, identities: keysOf(db, moved) }), customer: target }
    })
    .immediate()
}

/**
 * Moves one identity to another customer. When it is the last one of its customer, that is a merge, and recorded as one. Refuses
 * `not-found`, `same-customer`.
 */
export function moveIdentity(db: Db, { identity, into, ...made }: { identity: number; into: number } & Made): Done {
  return db
    .transaction(() => {
      const source = customerOf(db, identity)
      const target = currentCustomer(db, into)
      if (source === target) throw new Refusal('same-customer')
      if (identitiesOf(db, source).length === 1) return mergeCustomers(db, { from: source, into: target, ...made })
      point(db, [identity], target)
      return link(db, 'move', made, { from: source, into: target, identities: keysOf(db, [identity]) })
    })
    .immediate()
}

/** A customer without identities yet. */
export function newCustomer(db: Db): number {
  return Number(db.prepare('INSERT INTO customer DEFAULT VALUES').run().lastInsertRowid)
}

export function customerOf(db: Db, identity: number): number {
  const customer = db.prepare<[number], number>('SELECT customer_id FROM identity WHERE id = ?').pluck().get(identity)
  if (customer === undefined) throw new Refusal('not-found')
  return customer
}

/** Points identities to a customer. */
export function point(db: Db, identities: number[], customer: number): void {
  const update = db.prepare('UPDATE identity SET customer_id = ? WHERE id = ?')
  for (const identity of identities) update.run(customer, identity)
}

/** Identities as ops name them. */
export function keysOf(db: Db, identities: number[]): LinkPayload['identities'] {
  const find = db.prepare<[number], { kind: string; value: string }>('SELECT kind, value FROM identity WHERE id = ?')
  return identities.flatMap(identity => find.get(identity) ?? [])
}

/** Records what was moved between two customers and brings both up to date. */
export function link(db: Db, kind: string, made: Made, payload: LinkPayload): Done {
  const customers = [...new Set([payload.from, payload.into])]
  const op = record(db, kind, made, payload, customers)
  for (const customer of customers) summarise(db, customer)
  return { op, customers }
}

/** Writes an op that concerns these customers; returns its id. */
export function record(db: Db, kind: string, { at, agent }: Made, payload: unknown, customers: readonly number[]): string {
  const id = randomUUID()
  db.prepare('INSERT INTO op (id, at, kind, payload, agent) VALUES (?, ?, ?, ?, ?)').run(
    id,
    at,
    kind,
    JSON.stringify(payload),
    agent ?? null,
  )
  const concerns = db.prepare('INSERT INTO op_customer (customer_id, op_id) VALUES (?, ?)')
  for (const customer of customers) concerns.run(customer, id)
  return id
}

/** Merges the customers of identities an address book knows to be one person. Pairs that are unknown or one already are left alone. */
export function mergeLinked(db: Db, { links, ...made }: { links: { a: string; b: string }[] } & Made): void {
  const find = db.prepare<[string, string], number>('SELECT customer_id FROM identity WHERE kind = ? AND value = ?').pluck()
  const customerOf = (key: string) => {
    const colon = key.indexOf(':')
    return find.get(key.slice(0, colon), key.slice(colon + 1))
  }
  for (const { a, b } of links) {
    const into = customerOf(a)
    const from = customerOf(b)
    if (into !== undefined && from !== undefined && into !== from) mergeCustomers(db, { from, into, ...made })
  }
}
