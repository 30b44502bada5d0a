import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkDerived } from '../../../electron/audit/derived.ts'
import { currentCustomer, mergeCustomers, moveIdentity, splitCustomer } from '../../../electron/customers/ops.ts'
import { addIdentity, makeOurs } from '../../../electron/customers/ops-identities.ts'
import { prepare } from '../../../electron/ingest/prepare.ts'
import { writeBatch } from '../../../electron/ingest/write-batch.ts'
import { getDraft, saveDraft } from '../../../electron/outbox/drafts.ts'
import { queueReply } from '../../../electron/outbox/queue.ts'
import { startReply } from '../../../electron/outbox/start.ts'
import { setField } from '../../../electron/profile/values.ts'
import { type Db, openDatabase } from '../../../electron/store/database.ts'
import { Refusal } from '../../../electron/store/protocol.ts'
import { undoOp } from '../../../electron/suggestions/undo.ts'
import { setSettings } from '../../../electron/workspace/queries.ts'

const OUR = 'us@alba.example'
const START = Date.UTC(2025, 0, 1)
/** So many people, each with two addresses that are one customer's from the start, by a merge that stays. */
const PEOPLE = 3
const IDENTITIES = PEOPLE * 2
const folder = mkdtempSync(join(tmpdir(), 'hilo-undo-'))
let db: Db

const address = (identity: number) => `p${Math.floor(identity / 2)}.${identity % 2}@x.example`
const idOf = (identity: number) =>
  db.prepare<[string], number>("SELECT id FROM identity WHERE kind = 'email' AND value = ?").pluck().get(address(identity)) ?? 0
const ownerOf = (identity: number) =>
  db.prepare<[number], number>('SELECT customer_id FROM identity WHERE id = ?').pluck().get(idOf(identity)) ?? 0
const draftTo = (to: string) => ({ to: [to], cc: [], bcc: [], subject: '', text: `to ${to}`, files: [], unquoted: false, unsigned: false })

beforeAll(() => {
  db = openDatabase({ folder, key: new Uint8Array(32).fill(7), readonly: false })
  const items = Array.from({ length: IDENTITIES * 2 }, (_, i) => {
    const them = { kind: 'email', address: address(i % IDENTITIES), name: `P ${i % IDENTITIES}` } as const
    const us = { kind: 'email', address: OUR } as const
    const out = i % 5 === 4
    const copy = { kind: 'email', address: address((i + 3) % IDENTITIES) } as const
    const ready = prepare(
      {
        sourceId: `m${i}`,
        channel: 'email',
        direction: out ? 'out' : 'in',
        occurredAt: START + i * 60_000,
        from: out ? us : them,
        to: [out ? them : us],
        ...(i % 3 === 1 && { cc: [copy] }),
        text: `word${i}`,
      },
      { region: 'ES', own: new Set([OUR]) },
    )
    return ready ? [ready] : []
  })
  setSettings(db, { own: [OUR] })
  writeBatch(db, { connector: 'test', items: items.flat() })
  for (let i = 0; i < IDENTITIES; i += 2) mergeCustomers(db, { from: ownerOf(i + 1), into: ownerOf(i), at: START })
  const about = db.prepare<[string], number>('SELECT id FROM interaction WHERE source_id = ?').pluck()
  for (let i = 0; i < IDENTITIES; i++) {
    const [identity, customer, at] = [idOf(i), ownerOf(i), START]
    const matter = db
      .prepare(`INSERT INTO "case" (key, identity_id, subject, state, state_at, opened_at, made_at) VALUES (?, ?, 'It', 'open', 1, 1, 1)`)
      .run(`case ${i}`, identity).lastInsertRowid
    db.prepare(`INSERT INTO case_interaction (interaction_id, case_id, reason) VALUES (?, ?, '{"why":"first"}')`).run(
      about.get(`m${i}`),
      matter,
    )
    db.prepare(
      `INSERT INTO survey (key, token, kind, language, case_id, identity_id, asked_at) VALUES (@key, @key, 'csat', 'en', @matter, @identity, @at)`,
    ).run({ key: `s${i}`, matter, identity, at })
    db.prepare(`INSERT INTO note (key, customer_id, made_at, changed_at, seq) VALUES (?, ?, ?, ?, 0)`).run(`note ${i}`, customer, at, at)
    setField(db, { customer, field: i % 2 === 0 ? 'name' : 'language', value: i % 2 === 0 ? `Name ${i}` : 'es', at })
    saveDraft(db, { customer, writer: `page ${i}`, draft: draftTo(address(i)), at })
    const message = { ...draftTo(address(i)), from: { address: OUR }, references: [] }
    const reply = { key: `reply ${i}`, account: 'a', channel: 'email', sourceId: `r${i}`, dueAt: at } as const
    queueReply(db, { ...reply, customer, message, files: [], at })
  }
})
afterAll(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

/** Customers that were there at the beginning: others were made on the way. */
const first = () => [...new Set(Array.from({ length: PEOPLE }, (_, i) => ownerOf(i * 2)))].join()
/** All that is kept of people, but for the record of what was done. */
function everything(customers: string) {
  const tables = [
    'identity',
    'participation',
    '"case"',
    'case_interaction',
    'note',
    'reply',
    'survey',
    'draft',
    'attribute_value',
    'setting',
  ]
  const rows = (sql: string) => db.prepare(sql).all()
  return {
    ...Object.fromEntries(tables.map(table => [table, rows(`SELECT * FROM ${table}`)])),
    customer: rows(`SELECT * FROM customer WHERE id IN (${customers})`),
    now: rows('SELECT * FROM attribute_now'),
    drafts: customers.split(',').map(customer => getDraft(db, { customer: Number(customer), writer: '' })),
    seen: rows(`SELECT customer_id FROM identity WHERE customer_id NOT IN (${customers})`),
  }
}

const nth = fc.nat(IDENTITIES - 1)
const steps = fc.array(fc.record({ kind: fc.constantFrom('merge', 'move', 'split', 'own', 'add'), a: nth, b: nth }), {
  minLength: 2,
  maxLength: 9,
})
type Step = typeof steps extends fc.Arbitrary<(infer T)[]> ? T : never

/** Does it where it can be done; answers its op. */
function does({ kind, a, b }: Step, at: number): string | undefined {
  return unlessRefused(() => {
    if (kind === 'merge') return mergeCustomers(db, { from: ownerOf(a), into: ownerOf(b), at }).op
    if (kind === 'move') return moveIdentity(db, { identity: idOf(a), into: ownerOf(b), at }).op
    if (kind === 'split') return splitCustomer(db, { customer: ownerOf(a), identities: [idOf(a)], at }).op
    if (kind === 'own') return makeOurs(db, { identity: idOf(a), at }).op
    return addIdentity(db, { customer: ownerOf(a), kind: 'email', value: a < b ? address(b) : `new${at}@x.example`, at }).op
  })
}

function unlessRefused<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** To whom each interaction of somebody's own is answered, whoever has it now. */
function answered() {
  const parts = db
    .prepare<[], { customer: number; interaction: number; value: string }>(
      `SELECT i.customer_id AS customer, p.interaction_id AS interaction, i.value FROM identity i JOIN participation p ON p.identity_id = i.id
       JOIN customer c ON c.id = i.customer_id JOIN interaction n ON n.id = p.interaction_id
       WHERE NOT c.ours AND instr(n.parties, '"cc","email","' || i.value) = 0`,
    )
    .all()
  return parts.map(({ customer, interaction, value }) => ({ to: startReply(db, { customer, answers: interaction, now: START }).to, value }))
}

test('whatever is merged, moved, split, added and called ours, undoing all of it in any order gives the beginning; replies go where they belong meanwhile', () => {
  const customers = first()
  const before = everything(customers)
  fc.assert(
    fc.property(steps, fc.array(fc.nat(), { minLength: 9, maxLength: 9 }), (list, order) => {
      // A run that fails leaves nothing behind for the next.
      db.exec('BEGIN')
      try {
        const ops = list.flatMap((step, index) => does(step, START + index) ?? [])
        for (const { to, value } of answered()) expect(to).toEqual([value])
        const left = ops.map((op, index) => ({ op, place: order[index] ?? 0 })).sort((a, b) => a.place - b.place)
        while (left.length > 0) {
          // What later ops hold fast waits for them.
          const next = left.findIndex(({ op }) => unlessRefused(() => undoOp(db, { op, at: START })) !== undefined)
          expect(next).not.toBe(-1)
          left.splice(next, 1)
          expect(checkDerived(db).filter(what => !what.startsWith('search'))).toEqual([])
          for (const { to, value } of answered()) expect(to).toEqual([value])
        }
        expect(everything(customers)).toEqual(before)
        for (const customer of customers.split(',')) expect(currentCustomer(db, Number(customer))).toBe(Number(customer))
      } finally {
        db.exec('ROLLBACK')
      }
    }),
    { numRuns: 30 },
  )
})

test('merging is commutative: any order and any direction gives the same customers', () => {
  const sides = () => {
    const groups = Map.groupBy(
      Array.from({ length: IDENTITIES }, (_, i) => i),
      ownerOf,
    )
    return [...groups.values()].map(group => group.join()).sort()
  }
  const joined = (list: readonly (readonly [number, number])[]) => {
    db.exec('BEGIN')
    try {
      for (const [a, b] of list) does({ kind: 'merge', a, b }, START)
      return sides()
    } finally {
      db.exec('ROLLBACK')
    }
  }
  fc.assert(
    fc.property(fc.array(fc.tuple(nth, nth), { maxLength: 4 }), fc.boolean(), (list, turned) => {
      expect(joined(list.toReversed().map(([a, b]): [number, number] => (turned ? [b, a] : [a, b])))).toEqual(joined(list))
    }),
    { numRuns: 40 },
  )
})

test('a merge that is undone before what was split off since takes that back to whom it had, not to whom it was merged with', () => {
  db.exec('BEGIN')
  try {
    const [owner, other] = [ownerOf(0), ownerOf(2)]
    const merge = mergeCustomers(db, { from: owner, into: other, at: START }).op
    const split = splitCustomer(db, { customer: other, identities: [idOf(0)], at: START }).op
    expect(undoOp(db, { op: merge, at: START }).customer).toBe(owner)
    expect([ownerOf(0), ownerOf(1)]).toEqual([expect.not.toBeOneOf([owner, other]), owner])
    undoOp(db, { op: split, at: START })
    expect([ownerOf(0), ownerOf(1), ownerOf(2)]).toEqual([owner, owner, other])
  } finally {
    db.exec('ROLLBACK')
  }
})

test('what moved on since is moved back by the later op first', () => {
  db.exec('BEGIN')
  try {
    const owner = ownerOf(0)
    const [first, second] = [ownerOf(2), ownerOf(4)].map(into => moveIdentity(db, { identity: idOf(0), into, at: START }).op)
    if (first === undefined || second === undefined) throw new Error('two ops')
    expect(() => undoOp(db, { op: first, at: START })).toThrow(new Refusal('moved-on'))
    for (const op of [second, first]) undoOp(db, { op, at: START })
    expect(ownerOf(0)).toBe(owner)
  } finally {
    db.exec('ROLLBACK')
  }
})
