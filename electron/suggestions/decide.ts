import * as z from 'zod'
import type { Answer } from '#shared/contract/suggestions.ts'
import { currentCustomer, type Done, type Made, mergeCustomers, record } from '../customers/ops.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { identitiesOf } from '../timeline/walk.ts'
import { ordered, receiverOf } from './pair.ts'

/** How long "later" means when nothing new is learned, ms. */
const LATER = 7 * 24 * 3_600_000

/** What a "no" or a "later" was about, by identities: customers come and go with merges. */
const DecisionPayload = z.object({ a: z.array(z.string()), b: z.array(z.string()), until: z.number().optional() })

interface Suggested {
  score: number
  reasons: string
  differs: string
}

/**
 * Answers a suggestion. yes: merges the two. no: never suggests any two of their identities again, whoever they are merged with. later: not
 * before some days have passed or something new is known. Refuses `not-found` (no longer suggested), `same-customer`.
 */
export function decide(db: Db, { a, b, answer, ...made }: { a: number; b: number; answer: Answer } & Made): Done {
  return db
    .transaction(() => {
      const pair = ordered(currentCustomer(db, a), currentCustomer(db, b))
      const found = db
        .prepare<[number, number], Suggested>('SELECT score, reasons, differs FROM suggestion WHERE a = ? AND b = ?')
        .get(pair.a, pair.b)
      if (!found) throw new Refusal('not-found')
      const names = [pair.a, pair.b].map(id => db.prepare<[number], string>('SELECT name FROM customer WHERE id = ?').pluck().get(id) ?? '')
      const done = answer === 'yes' ? merge(db, pair, made) : setAside(db, pair, answer, made)
      db.prepare(
        'INSERT INTO decision (op_id, answer, a, b, a_name, b_name, score, reasons, differs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ).run(done.op, answer, pair.a, pair.b, ...names, found.score, found.reasons, found.differs)
      return done
    })
    .immediate()
}

function merge(db: Db, pair: { a: number; b: number }, made: Made): Done {
  const into = receiverOf(db, pair)
  return mergeCustomers(db, { from: into === pair.a ? pair.b : pair.a, into, ...made })
}

function setAside(db: Db, { a, b }: { a: number; b: number }, answer: 'no' | 'later', made: Made): Done {
  const [left, right] = [identitiesOf(db, a), identitiesOf(db, b)]
  const values = (ids: number[]) =>
    ids.flatMap(id => db.prepare<[number], string>("SELECT kind || ':' || value FROM identity WHERE id = ?").pluck().get(id) ?? [])
  const until = answer === 'later' ? made.at + LATER : undefined
  const payload = { a: values(left), b: values(right), ...(until !== undefined && { until }) } satisfies z.infer<typeof DecisionPayload>
  const op = record(db, answer, made, payload, [a, b])
  if (until !== undefined) db.prepare('UPDATE suggestion SET until = ? WHERE a = ? AND b = ?').run(until, a, b)
  else {
    const apart = db.prepare('INSERT INTO apart (a, b, op_id) VALUES (min(@one, @other), max(@one, @other), @op)')
    for (const one of left) for (const other of right) apart.run({ one, other, op })
    db.prepare('DELETE FROM suggestion WHERE a = ? AND b = ?').run(a, b)
  }
  return { op, customers: [] }
}

/** Takes a "no" or a "later" back. Within a transaction. */
export function undecide(db: Db, op: string): { customer: number; customers: number[] } {
  const row = db.prepare<[string], { a: number }>('SELECT a FROM decision WHERE op_id = ?').get(op)
  if (!row) throw new Refusal('not-found')
  db.prepare('DELETE FROM apart WHERE op_id = ?').run(op)
  return { customer: currentCustomer(db, row.a), customers: [] }
}

/** Suggests again what an op had answered, if it did answer something. Within a transaction, after the op was undone. */
export function suggestAgain(db: Db, op: string, at: number): void {
  const row = db
    .prepare<[string], { a: number; b: number } & Suggested>('SELECT a, b, score, reasons, differs FROM decision WHERE op_id = ?')
    .get(op)
  if (!row) return
  const pair = ordered(currentCustomer(db, row.a), currentCustomer(db, row.b))
  if (pair.a === pair.b || areApart(db, pair)) return
  db.prepare(
    `INSERT INTO suggestion (a, b, score, reasons, differs, found_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (a, b) DO UPDATE SET until = NULL`,
  ).run(pair.a, pair.b, row.score, row.reasons, row.differs, at)
}

/** Of any two identities of `i`'s and `j`'s customers. */
const APART = `FROM identity i JOIN apart p ON p.a = i.id OR p.b = i.id JOIN identity j ON j.id = iif(p.a = i.id, p.b, p.a)`

/** Whether somebody said of any two identities of these customers that they are different persons'. */
export function areApart(db: Db, { a, b }: { a: number; b: number }): boolean {
  const apart = db.prepare<[number, number]>(`SELECT 1 ${APART} WHERE i.customer_id = ? AND j.customer_id = ? LIMIT 1`)
  return apart.get(a, b) !== undefined
}

/** When (epoch ms) and by whom that was said last: of any identity of `a`, or of this one. */
export function saidApart(
  db: Db,
  { a, b, identity }: { a: number; b: number; identity?: number | undefined },
): { at: number; by?: string } | undefined {
  const said = db
    .prepare<[{ a: number; b: number; identity: number | null }], { at: number; agent: string | null }>(
      `SELECT o.at, o.agent ${APART} JOIN op o ON o.id = p.op_id
       WHERE i.customer_id = @a AND i.id = coalesce(@identity, i.id) AND j.customer_id = @b ORDER BY o.at DESC LIMIT 1`,
    )
    .get({ a: currentCustomer(db, a), b: currentCustomer(db, b), identity: identity ?? null })
  return said && { at: said.at, ...(said.agent !== null && { by: said.agent }) }
}
