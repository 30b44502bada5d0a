import { currentCustomer, LinkPayload } from '../customers/ops.ts'
import { takeAway, undoOurs } from '../customers/ops-identities.ts'
import { moveBack } from '../customers/undo-moves.ts'
import type { Taken } from '../ingest/prepared.ts'
import { undoChange } from '../profile/changes.ts'
import { everyoneIn } from '../profile/settle.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { identitiesOf } from '../timeline/walk.ts'
import { suggestAgain, undecide } from './decide.ts'

/**
 * Undoes exactly that op, whatever kind it is: a change of customers, or an answer to a suggestion. Refuses `not-found`, `already-undone`,
 * `moved-on` (later ops moved all of it on: those must be undone first).
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
      // Marked first: what is derived from the ops that hold leaves it out.
      db.prepare('UPDATE op SET undone_at = ? WHERE id = ?').run(at, op)
      const done = takeBack(db, op, row)
      suggestAgain(db, op, at)
      return done
    })
    .immediate()
}

function takeBack(db: Db, op: string, { kind, payload }: { kind: string; payload: string }): { customer: number; customers: number[] } {
  if (kind === 'no' || kind === 'later') return undecide(db, op)
  const moved = LinkPayload.parse(JSON.parse(payload))
  if (kind === 'add') return takeAway(db, moved)
  if (kind === 'own') return undoOurs(db, op, moved)
  return moveBack(db, op, moved)
}

/**
 * Takes back all that an address book did, the last first. What was changed since stays, and so does the only address of somebody of whom an agent
 * has said something: it would be out of sight. `kept`: how much of it stays; what was taken back already does not count.
 */
export function undoImport(db: Db, { ops, changes, at }: Taken & { at: number }): { kept: number; customers: number[] } {
  let kept = 0
  const customers = new Set<number>()
  const attempt = (act: () => unknown): void => {
    try {
      act()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error.reason !== 'already-undone') kept++
    }
  }
  return db
    .transaction(() => {
      for (const change of changes.toReversed()) attempt(() => undoChange(db, { change, at }))
      for (const op of ops.toReversed()) {
        if (lastOfSomebody(db, op)) kept++
        else
          attempt(() => {
            for (const customer of undoOp(db, { op, at }).customers) customers.add(customer)
          })
      }
      return { kept, customers: [...customers] }
    })
    .immediate()
}

/** Whether undoing this op takes the only address of a customer of whom an agent wrote or set something. */
function lastOfSomebody(db: Db, op: string): boolean {
  const row = db
    .prepare<[string], { payload: string }>("SELECT payload FROM op WHERE id = ? AND kind = 'add' AND undone_at IS NULL")
    .get(op)
  if (!row) return false
  const customer = currentCustomer(db, LinkPayload.parse(JSON.parse(row.payload)).into)
  if (identitiesOf(db, customer).length > 1) return false
  const said = db.prepare<object>(
    `SELECT 1 FROM note WHERE customer_id IN (${everyoneIn}) AND deleted_at IS NULL
     UNION ALL SELECT 1 FROM attribute_value WHERE customer_id IN (${everyoneIn}) AND source = 'agent' LIMIT 1`,
  )
  return said.get({ customer }) !== undefined
}
