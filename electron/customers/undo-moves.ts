import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { currentCustomer, LinkPayload, point } from './ops.ts'
import { summarise } from './summary.ts'

/** An op that moved identities, as it was recorded. */
interface Move extends LinkPayload {
  id: string
  kind: string
  holds: boolean
}

/** Whose identities are by what holds of the log: by kind and value, and who was merged into whom. */
interface Standing {
  owners: Map<string, number>
  merged: Map<number, number>
}

type Key = LinkPayload['identities'][number]

const KINDS = ['merge', 'split', 'move', 'add', 'own']

/**
 * Moves back what an op moved that is marked undone already: everything is where it would be if that op had never been made and all others had,
 * so that undoing all of them, in whatever order, gives the beginning. Refuses `moved-on` (later ops that hold moved all of it on: those must be undone
 * first). Within a transaction.
 */
export function moveBack(db: Db, op: string, payload: LinkPayload): { customer: number; customers: number[] } {
  const log = related(db, payload)
  const before = standing(log.map(one => (one.id === op ? { ...one, holds: true } : one)))
  const after = standing(log)
  const there = currentCustomer(db, payload.into)
  const theirs = new Set(payload.identities.map(keyOf))
  const find = db.prepare<[string, string], { id: number; customer_id: number }>(
    'SELECT id, customer_id FROM identity WHERE kind = ? AND value = ?',
  )
  const touched = new Set([there])
  const homes: number[] = []
  for (const { kind, value } of identitiesIn(log)) {
    const key = keyOf({ kind, value })
    const identity = find.get(kind, value)
    const [was, now] = [before.owners.get(key), after.owners.get(key)]
    if (!identity || now === undefined || identity.customer_id === now) continue
    // One that went and came again is where this op put it, whatever the log says of the one before.
    const isHere = identity.customer_id === was ? was !== now : theirs.has(key) && identity.customer_id === there
    if (!isHere) continue
    point(db, [identity.id], now)
    touched.add(identity.customer_id).add(now)
    homes.push(now)
  }
  // What has no effect because of an op before it that was undone holds nothing fast.
  const later = log.slice(log.findIndex(({ id }) => id === op) + 1).filter(({ holds }) => holds)
  if (homes.length === 0 && identitiesIn(later).some(key => theirs.has(keyOf(key)))) throw new Refusal('moved-on')
  lead(db, log, after)
  for (const customer of touched) summarise(db, customer)
  const [home = currentCustomer(db, payload.from)] = homes
  return { customer: home, customers: [...new Set([home, ...touched])] }
}

/** The ops that moved identities of these customers, and of those they had to do with by such ops, in order. */
function related(db: Db, { from, into }: LinkPayload): Move[] {
  const kinds = KINDS.map(kind => `'${kind}'`).join()
  return db
    .prepare<{ from: number; into: number }, { id: string; kind: string; payload: string; holds: 0 | 1 }>(
      `WITH RECURSIVE met (customer) AS (VALUES (@from), (@into)
         UNION SELECT e.value FROM met m JOIN op_customer oc ON oc.customer_id = m.customer JOIN op o ON o.id = oc.op_id AND o.kind IN (${kinds}),
           json_each(json_array(o.payload ->> 'from', o.payload ->> 'into')) e)
       SELECT DISTINCT o.id, o.kind, o.payload, o.undone_at IS NULL AS holds FROM met m JOIN op_customer oc ON oc.customer_id = m.customer
         JOIN op o ON o.id = oc.op_id WHERE o.kind IN (${kinds}) ORDER BY o.rowid`,
    )
    .all({ from, into })
    .map(({ payload, holds, ...row }) => ({ ...row, ...LinkPayload.parse(JSON.parse(payload)), holds: holds === 1 }))
}

/** A merge takes all that its customer has by then; the others what they name. Who had an identity first is where the first op took it from. */
function standing(log: readonly Move[]): Standing {
  const owners = new Map<string, number>()
  const merged = new Map<number, number>()
  const current = (customer: number): number => {
    let at = customer
    for (let into = merged.get(at); into !== undefined; into = merged.get(at)) at = into
    return at
  }
  for (const { kind, from, identities } of log) {
    if (kind !== 'add') for (const key of identities) if (!owners.has(keyOf(key))) owners.set(keyOf(key), from)
  }
  for (const { kind, from, into, identities, holds } of log) {
    if (!holds) continue
    const target = current(into)
    if (kind === 'merge') {
      for (const [key, owner] of owners) if (owner === from) owners.set(key, target)
      if (target !== from) merged.set(from, target)
    } else for (const key of identities) owners.set(keyOf(key), target)
  }
  return { owners, merged }
}

/** An old link to somebody leads to who took them over, and to nobody else while they have an identity. */
function lead(db: Db, log: readonly Move[], { merged }: Standing): void {
  const set = db.prepare('UPDATE customer SET merged_into = @into WHERE id = @customer AND merged_into IS NOT @into')
  const next = db.prepare<[number], number | null>('SELECT merged_into FROM customer WHERE id = ?').pluck()
  const lives = db.prepare<[number]>('SELECT 1 FROM identity WHERE customer_id = ? LIMIT 1')
  const everyone = [...new Set(log.flatMap(({ from, into }) => [from, into]))]
  const empty = everyone.filter(customer => !merged.has(customer) && lives.get(customer) === undefined)
  for (const customer of everyone) set.run({ customer, into: merged.get(customer) ?? null })
  for (const customer of empty) {
    const into = heir(log, customer)
    let end: number | null | undefined = into
    while (typeof end === 'number' && end !== customer) end = next.get(end)
    if (into !== undefined && end !== customer) set.run({ customer, into })
  }
}

/** Who has what somebody had who has nothing left: who they were split from, else whom their last went to; nobody, when that was us. */
function heir(log: readonly Move[], customer: number): number | undefined {
  const made = log.find(({ kind, into, holds }) => !holds && into === customer && (kind === 'split' || kind === 'own'))
  if (made) return made.from
  const last = log.findLast(({ from, holds }) => holds && from === customer)
  return last?.kind === 'own' ? undefined : last?.into
}

function identitiesIn(log: readonly Move[]): Key[] {
  return [...new Map(log.flatMap(({ identities }) => identities.map(key => [keyOf(key), key] as const))).values()]
}

function keyOf({ kind, value }: Key): string {
  return `${kind}:${value}`
}
