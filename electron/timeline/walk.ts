import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'

export interface Step {
  /** Interaction id. */
  id: number
  channel: number
  asks: 0 | 1 | null
}

export interface WalkOptions {
  /** Only ids on this side of it. */
  from: number
  /** Bit n set: channel n. */
  channels?: number
  limit: number
}

/** Every channel's bit. */
export const ALL_CHANNELS = 0xff

/**
 * Walks the interactions of these identities in time order away from `from`, which is left out. Each identity's own interactions lie in
 * order in one index, so this reads at most `limit` rows of each and merges them: the same cost at any depth. An interaction that several
 * of the identities took part in comes once: as what one of them wants an answer to, though others had a copy.
 */
export function walk(
  db: Db,
  identities: readonly number[],
  direction: 'older' | 'newer',
  { from, channels = ALL_CHANNELS, limit }: WalkOptions,
): Step[] {
  const statement = walking(db)[direction].steps
  const only = identities[0]
  if (identities.length === 1 && only !== undefined) return statement.all(only, from, channels, limit)
  const all = new Map<number, Step>()
  for (const identity of identities) {
    for (const step of statement.all(identity, from, channels, limit)) if (step.asks !== null || !all.has(step.id)) all.set(step.id, step)
  }
  return [...all.values()].sort((a, b) => (direction === 'older' ? b.id - a.id : a.id - b.id)).slice(0, limit)
}

/** The ids alone, which come in half the time. */
export function walkIds(
  db: Db,
  identities: readonly number[],
  direction: 'older' | 'newer',
  { from, channels = ALL_CHANNELS, limit }: WalkOptions,
): number[] {
  const statement = walking(db)[direction].ids
  const only = identities[0]
  if (identities.length === 1 && only !== undefined) return statement.all(only, from, channels, limit)
  const all = new Set(identities.flatMap(identity => statement.all(identity, from, channels, limit)))
  return [...all].sort((a, b) => (direction === 'older' ? b - a : a - b)).slice(0, limit)
}

/** The same through the interactions of one case, whoever took part in them. */
export function walkCase(
  db: Db,
  id: number,
  direction: 'older' | 'newer',
  { from, channels = ALL_CHANNELS, limit }: WalkOptions,
): number[] {
  return walkingCase(db)[direction].all(id, from, channels, limit)
}

export function identitiesOf(db: Db, customer: number): number[] {
  return walking(db).identities.all(customer)
}

const walking = oncePer(db => {
  const columns = (list: string, side: '<' | '>', order: 'ASC' | 'DESC') =>
    `SELECT ${list} FROM participation
     WHERE identity_id = ? AND interaction_id ${side} ? AND (1 << channel) & ? ORDER BY interaction_id ${order} LIMIT ?`
  const statements = (side: '<' | '>', order: 'ASC' | 'DESC') => ({
    steps: db.prepare<[number, number, number, number], Step>(columns('interaction_id AS id, channel, asks', side, order)),
    ids: db.prepare<[number, number, number, number], number>(columns('interaction_id', side, order)).pluck(),
  })
  return {
    older: statements('<', 'DESC'),
    newer: statements('>', 'ASC'),
    identities: db.prepare<[number], number>('SELECT id FROM identity WHERE customer_id = ? ORDER BY id').pluck(),
  }
})

const walkingCase = oncePer(db => {
  const steps = (side: '<' | '>', order: 'ASC' | 'DESC') =>
    db
      .prepare<[number, number, number, number], number>(
        `SELECT ci.interaction_id FROM case_interaction ci JOIN interaction i ON i.id = ci.interaction_id
         WHERE ci.case_id = ? AND ci.interaction_id ${side} ? AND (1 << i.channel) & ? ORDER BY ci.interaction_id ${order} LIMIT ?`,
      )
      .pluck()
  return { older: steps('<', 'DESC'), newer: steps('>', 'ASC') }
})
