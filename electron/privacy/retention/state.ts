import * as z from 'zod'
import type { Removed } from '#shared/contract/safety/retention.ts'
import { type Limits, limitsAt, RetentionRules } from '#shared/safety/retention.ts'
import { noteAudit } from '../../audit/audit.ts'
import type { Db } from '../../store/database.ts'

const Counted = z.object({ interactions: z.number(), notes: z.number(), attachments: z.number(), customers: z.number() })

/** `limits` are those of the last run: what is older is not taken in any more. `run`: what one that has not ended has removed so far. */
const State = z.object({
  rules: RetentionRules,
  limits: z.array(z.number().nullable()),
  run: Counted.optional(),
  last: Counted.extend({ at: z.number() }).optional(),
})
export type State = z.infer<typeof State>

const NAME = 'retention'

export function retentionState(db: Db): State {
  const value = db.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck().get(NAME)
  return value === undefined ? { rules: {}, limits: [] } : State.parse(JSON.parse(value))
}

function keep(db: Db, state: State): void {
  db.prepare('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(
    NAME,
    JSON.stringify(state),
  )
}

/** From now on these rules hold. */
export function saveRetention(db: Db, { rules, at, agent }: { rules: RetentionRules; at: number; agent?: string | undefined }): void {
  db.transaction(() => {
    keep(db, { ...retentionState(db), rules, limits: limitsAt(rules, at) })
    noteAudit(db, { at, agent, what: 'retention.changed', detail: rules })
  }).immediate()
}

/** Begins a run, or goes on with one that did not come to its end. */
export function beginRetention(db: Db, { at }: { at: number }): { limits: Limits } {
  return db
    .transaction(() => {
      const state = retentionState(db)
      const limits = limitsAt(state.rules, at)
      keep(db, { ...state, limits, run: state.run ?? { interactions: 0, notes: 0, attachments: 0, customers: 0 } })
      return { limits }
    })
    .immediate()
}

/** Adds to what the run removed, in the transaction that removes it. */
export function countRemoved(db: Db, more: Removed): void {
  const { run, ...state } = retentionState(db)
  if (!run) return
  const { interactions, notes, attachments, customers } = run
  keep(db, {
    ...state,
    run: {
      interactions: interactions + more.interactions,
      notes: notes + more.notes,
      attachments: attachments + more.attachments,
      customers: customers + more.customers,
    },
  })
}

/** Ends the run; what it removed is a line of the audit log. */
export function endRetention(db: Db, { at, agent }: { at: number; agent?: string | undefined }): Removed {
  return db
    .transaction(() => {
      const { run = { interactions: 0, notes: 0, attachments: 0, customers: 0 }, ...state } = retentionState(db)
      keep(db, { ...state, last: { ...run, at } })
      if (run.interactions + run.notes > 0) noteAudit(db, { at, agent, what: 'retention.ran', detail: { ...run } })
      return run
    })
    .immediate()
}
