import * as z from 'zod'
import type { IdentityView, OpView, Profile } from '#shared/contract/customers.ts'
import { channels, IdentityKind } from '#shared/model/interaction.ts'
import { timeOfId } from '../ingest/ids.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { currentCustomer, LinkPayload } from './ops.ts'

/** Everything the right pane shows. Refuses `not-found`. */
export function getProfile(db: Db, { id }: { id: number }): Profile {
  const customer = currentCustomer(db, id)
  const row = db
    .prepare<[number], { name: string; waiting_since: number | null; interactions: number }>(
      'SELECT name, waiting_since, interactions FROM customer WHERE id = ?',
    )
    .get(customer)
  const { identities, counts } = identityViews(db, customer)
  if (identities.length === 0) throw new Refusal('not-found')
  const met = identities.filter(one => one.interactions > 0)
  const used = met.length > 0 ? met : identities
  // Where no interaction has two of their identities in it, and that is nearly everywhere, the sums are right as they are.
  const total = counts.reduce((sum, count) => sum + count, 0)
  const byChannel = total === row?.interactions ? counts : distinctCounts(db, customer)
  return {
    id: customer,
    name: row?.name ?? '',
    identities,
    byChannel: channels
      .map((channel, index) => ({ channel, count: byChannel[index] ?? 0 }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
    firstAt: Math.min(...used.map(one => one.firstSeen)),
    lastAt: Math.max(...used.map(one => one.lastSeen)),
    history: history(db, customer),
    ...(row && row.waiting_since !== null && { waitingSince: row.waiting_since }),
  }
}

/** How many interactions by channel, each once however many of the customer's identities are in it. */
function distinctCounts(db: Db, customer: number): number[] {
  const rows = db
    .prepare<[number], { channel: number; count: number }>(
      `SELECT p.channel, count(DISTINCT p.interaction_id) AS count FROM identity i JOIN participation p ON p.identity_id = i.id
       WHERE i.customer_id = ? GROUP BY p.channel`,
    )
    .all(customer)
  return channels.map((_, index) => rows.find(({ channel }) => channel === index)?.count ?? 0)
}

const byChannelSql = channels.map((_, index) => `count(*) FILTER (WHERE p.channel = ${index})`).join()

/** `counts`: how many interactions by channel, those with two of the identities twice. One walk along an index for both. */
function identityViews(db: Db, customer: number): { identities: IdentityView[]; counts: number[] } {
  const rows = db
    .prepare<
      [number],
      {
        id: number
        kind: string
        value: string
        name: string | null
        source: string
        first: number | null
        last: number | null
        count: number
        counts: string
      }
    >(
      `SELECT i.id, i.kind, i.value, i.name, c.key AS source, min(p.interaction_id) AS first, max(p.interaction_id) AS last, count(p.interaction_id) AS count,
         json_array(${byChannelSql}) AS counts
       FROM identity i JOIN connector c ON c.id = i.connector_id LEFT JOIN participation p ON p.identity_id = i.id
       WHERE i.customer_id = ? GROUP BY i.id ORDER BY last DESC`,
    )
    .all(customer)
  const counts = rows.map(row => z.array(z.number()).parse(JSON.parse(row.counts)))
  const identities = rows.map(({ id, kind, value, name, source, first, last, count }) => ({
    id,
    kind: IdentityKind.parse(kind),
    value,
    firstSeen: first === null ? addedAt(db, value) : timeOfId(first),
    lastSeen: last === null ? addedAt(db, value) : timeOfId(last),
    interactions: count,
    source,
    ...(name && { name }),
  }))
  return { identities, counts: channels.map((_, index) => counts.reduce((sum, one) => sum + (one[index] ?? 0), 0)) }
}

/** When an agent gave somebody this address that has not been used yet. */
function addedAt(db: Db, value: string): number {
  const at = db.prepare<[string], number>(`SELECT max(at) FROM op WHERE kind = 'add' AND payload ->> '$.identities[0].value' = ?`)
  return at.pluck().get(value) ?? 0
}

const Kind = z.enum(['merge', 'split', 'move', 'add', 'own'])

/** Ops that moved identities of this customer or one that was merged into it, newest first. */
function history(db: Db, customer: number): OpView[] {
  const rows = db
    .prepare<[number], { id: string; at: number; kind: string; payload: string; agent: string | null; undone_at: number | null }>(
      `WITH RECURSIVE them(id) AS (VALUES (?) UNION SELECT c.id FROM customer c JOIN them ON c.merged_into = them.id)
       SELECT DISTINCT o.id, o.at, o.kind, o.payload, o.agent, o.undone_at FROM op o JOIN op_customer oc ON oc.op_id = o.id
       WHERE oc.customer_id IN (SELECT id FROM them) AND o.kind IN (${Kind.options.map(kind => `'${kind}'`).join()}) ORDER BY o.at DESC, o.rowid DESC LIMIT 100`,
    )
    .all(customer)
  return rows.map(row => {
    const payload = LinkPayload.parse(JSON.parse(row.payload))
    return {
      id: row.id,
      kind: Kind.parse(row.kind),
      at: row.at,
      moved: payload.identities.map(one => one.value),
      from: payload.from,
      into: payload.into,
      undone: row.undone_at !== null,
      ...(row.agent && { by: row.agent }),
    }
  })
}

/** Names of these customers, in the order asked for. */
export function customerNames(db: Db, ids: number[]): { id: number; name: string }[] {
  const find = db.prepare<[number], { id: number; name: string }>('SELECT id, name FROM customer WHERE id = ? AND last_id IS NOT NULL')
  return ids.flatMap(id => find.get(id) ?? [])
}
