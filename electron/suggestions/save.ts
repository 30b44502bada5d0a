import type { Db } from '../store/database.ts'
import { type Compared, type Found, type Gathered, restsOn } from './found.ts'
import type { LearnedModel } from './matcher.ts'

/** Keeps what was gathered of some customers, to be compared anew. One short transaction. */
export function saveRecords(db: Db, gathered: Gathered[]): void {
  const forget = [
    db.prepare('DELETE FROM linkage_record WHERE customer_id = @customer'),
    db.prepare('DELETE FROM suggestion WHERE a = @customer OR b = @customer'),
  ]
  const keep = db.prepare(
    `INSERT INTO linkage_record (customer_id, seen, record, origins) VALUES (@customer, @seen, @record, @origins)
     ON CONFLICT (customer_id) DO UPDATE SET seen = excluded.seen, record = excluded.record, origins = excluded.origins, compared_by = NULL`,
  )
  db.transaction(() => {
    for (const { customer, seen, known } of gathered) {
      if (known) keep.run({ customer, seen, ...known })
      else for (const statement of forget) statement.run({ customer })
    }
  }).immediate()
}

/** Keeps a model; everybody is to be compared by it. */
export function saveModel(db: Db, { model, shared, at }: LearnedModel & { at: number }): void {
  const id = '(SELECT coalesce(max(compared_by), 0) + 1 FROM linkage_record)'
  const insert = db.prepare(`INSERT INTO linkage_model (id, model, shared, learned_at) VALUES (${id}, ?, ?, ?)`)
  db.transaction(() => {
    db.prepare('DELETE FROM linkage_model').run()
    insert.run(model, shared, at)
  }).immediate()
}

/** Keeps what comparing these customers brought, in the place of what it brought before. Answers whether anything to be seen changed. */
export function saveCompared(db: Db, { customers, model, found, shared, at }: Compared & { at: number }): boolean {
  const before = db.prepare<object, { a: number; b: number; score: number; reasons: string }>(
    'SELECT a, b, score, reasons FROM suggestion WHERE a = @customer OR b = @customer',
  )
  const drop = db.prepare('DELETE FROM suggestion WHERE a = ? AND b = ?')
  const waits = db.prepare<[number, number]>('SELECT 1 FROM linkage_record WHERE customer_id = ? AND compared_by IS NOT ?')
  const compared = db.prepare('UPDATE linkage_record SET compared_by = ? WHERE customer_id = ?')
  const keep = db.prepare(
    `INSERT INTO suggestion (a, b, score, reasons, differs, found_at) VALUES (@a, @b, @score, @reasons, @differs, @at)
     ON CONFLICT (a, b) DO UPDATE SET score = excluded.score, reasons = excluded.reasons, differs = excluded.differs,
       until = iif(@news, NULL, until)`,
  )
  const key = ({ a, b }: { a: number; b: number }) => `${a} ${b}`
  return db
    .transaction(() => {
      const old = new Map(customers.flatMap(customer => before.all({ customer })).map(row => [key(row), row]))
      const now = new Set(found.map(key))
      const these = new Set(customers)
      // A pair whose other side is still to be compared stays until it was: it would only come and go.
      const isOpen = (customer: number) => !these.has(customer) && waits.get(customer, model) !== undefined
      let changed = false
      for (const row of old.values()) {
        if (now.has(key(row)) || isOpen(row.a) || isOpen(row.b)) continue
        drop.run(row.a, row.b)
        changed = true
      }
      for (const pair of found) {
        const row = old.get(key(pair))
        const reasons = JSON.stringify(pair.reasons)
        if (row?.reasons === reasons && row.score === pair.score) continue
        const { a, b, score } = pair
        keep.run({ a, b, score, reasons, differs: JSON.stringify(pair.differs), at, news: row && saysMore(pair, row.reasons) ? 1 : 0 })
        changed = true
      }
      for (const customer of customers) compared.run(model, customer)
      // What turned out to be several people's is no reason any more, for those neither who were compared before.
      const again = db.prepare('UPDATE linkage_record SET compared_by = NULL WHERE customer_id = ?')
      for (const { value, customers: holders } of shared)
        for (const customer of holders)
          if (!these.has(customer) && before.all({ customer }).some(row => restsOn(value, JSON.parse(row.reasons)))) again.run(customer)
      return changed
    })
    .immediate()
}

/** Whether something agrees that did not before: what was put off is asked again. */
function saysMore({ reasons }: Found, before: string): boolean {
  const known: Found['reasons'] = JSON.parse(before)
  return reasons.some(({ code, a, b }) => !known.some(other => other.code === code && other.a === a && other.b === b))
}
