import type { CallResult } from '#shared/model/call.ts'
import { type Made, newCustomer } from '../customers/ops.ts'
import { addIdentity } from '../customers/ops-identities.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { end } from './hear.ts'

interface Changed {
  customers: number[]
}

/** What the agent says of a call that the phone did not tell. Refuses `not-found`. */
export function sayCall(db: Db, { key, state, at }: { key: string; state: 'answered' | 'ended'; at: number }): Changed {
  const { number, was } = get(db, key)
  return db
    .transaction(() => {
      if (state === 'ended' && was !== 'ended') end(db, { key, number }, at)
      else if (was === 'ringing') db.prepare("UPDATE call SET state = 'answered', answered_at = ? WHERE key = ?").run(at, key)
      return { customers: ownerOf(db, number) }
    })
    .immediate()
}

/** Refuses `not-found`. */
export function saveCallNote(db: Db, { key, text, agent }: { key: string; text: string; agent?: string }): void {
  get(db, key)
  db.prepare('UPDATE call SET note = ?, agent = ifnull(?, agent) WHERE key = ?').run(text, agent ?? null, key)
}

/** Refuses `not-found`. */
export function closeCall(
  db: Db,
  { key, outcome, followUp, at, agent }: { key: string; outcome: CallResult; followUp?: string | undefined } & Made,
): Changed {
  const { number } = get(db, key)
  db.prepare(
    `UPDATE call SET state = 'ended', ended_at = ifnull(ended_at, @at), closed_at = @at, outcome = @outcome, follow_up = @followUp,
       agent = ifnull(@agent, agent) WHERE key = @key`,
  ).run({ key, at, outcome, followUp: outcome === 'follow-up' ? (followUp ?? null) : null, agent: agent ?? null })
  return { customers: ownerOf(db, number) }
}

/** Its follow-up is done, or not after all. Refuses `not-found`. */
export function followedCall(db: Db, { key, done, at }: { key: string; done: boolean; at: number }): Changed {
  const { number } = get(db, key)
  db.prepare('UPDATE call SET followed_at = ? WHERE key = ?').run(done ? at : null, key)
  return { customers: ownerOf(db, number) }
}

/** A customer of their own for an unknown number. Refuses `not-found`, `no-address` (hidden), `same-customer` (somebody has it), `ours`. */
export function createCaller(db: Db, { key, ...made }: { key: string } & Made): { op: string; customer: number; customers: number[] } {
  const { number } = get(db, key)
  if (number === null) throw new Refusal('no-address')
  if (ownerOf(db, number).length > 0) throw new Refusal('same-customer')
  return db
    .transaction(() => {
      const customer = newCustomer(db)
      return { customer, ...addIdentity(db, { customer, kind: 'phone', value: number, ...made }) }
    })
    .immediate()
}

function get(db: Db, key: string): { number: string | null; was: string } {
  const row = db.prepare<[string], { number: string | null; was: string }>('SELECT number, state AS was FROM call WHERE key = ?').get(key)
  if (!row) throw new Refusal('not-found')
  return row
}

function ownerOf(db: Db, number: string | null): number[] {
  return db.prepare<[string | null], number>("SELECT customer_id FROM identity WHERE kind = 'phone' AND value = ?").pluck().all(number)
}
