import { LinkPayload, moveBack } from '../customers/ops.ts'
import { takeAway, undoOurs } from '../customers/ops-identities.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { suggestAgain, undecide } from './decide.ts'

/**
 * Undoes exactly that op, whatever kind it is: a change of customers, or an answer to a suggestion. Refuses `not-found`, `already-undone`,
 * `nothing-left` (later ops moved all of it on: those must be undone first).
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
