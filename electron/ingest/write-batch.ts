import { channels } from '#shared/model/interaction.ts'
import { noteEvent } from '../accounts/accounts.ts'
import { leavePlaces, putPlaces } from '../accounts/places.ts'
import type { Late } from '../connectors/live.ts'
import { type Growth, grow } from '../customers/summary.ts'
import { retentionState } from '../privacy/retention/state.ts'
import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'
import { discard, unpack } from './pack.ts'
import type { Ingested, Prepared, PreparedBatch } from './prepared.ts'
import { interactionWriter } from './write-interaction.ts'

const NO_GROWTH = { interactions: 0, channels: 0, lastId: 0, renamed: false, answered: false, asking: undefined }

/** Stands for every file in `arrival`. */
const FILES = ''

/**
 * Writes a batch in one transaction: interactions, identities, links and the connector's cursor, or nothing. What is there already (same
 * connector, same source id) is counted and left as it is; what is older than the workspace keeps is not taken in, so that no source brings back
 * what was removed. What came as bytes is given up.
 */
export function writeBatch(db: Db, batch: PreparedBatch): Ingested {
  const written = db.transaction(() => write(db, batch)).immediate()
  if (!Array.isArray(batch.items)) discard(batch.items.bytes)
  return written
}

function write(db: Db, batch: PreparedBatch): Ingested {
  db.prepare('INSERT INTO connector (key) VALUES (?) ON CONFLICT DO NOTHING').run(batch.connector)
  const connector = Number(db.prepare('SELECT id FROM connector WHERE key = ?').pluck().get(batch.connector))

  const arrive = arrivals(db, batch.account)
  const writer = interactionWriter(db, connector)
  const growth = new Map<number, Growth>()
  const comes = coming(db)
  const tally = new Map<number, number>()
  const ids: number[] = []
  // Rows go in by time, so that the indexes grow at their end.
  const items = Array.isArray(batch.items) ? batch.items.toSorted((a, b) => a.occurredAt - b.occurredAt) : unpack(batch.items)
  let met = 0
  let aged = 0
  const { limits } = retentionState(db)
  const bounces: Late[] = []
  for (const item of items) {
    met++
    const channel = channels.indexOf(item.channel)
    if (item.occurredAt < (limits[channel] ?? Number.NEGATIVE_INFINITY)) {
      aged++
      continue
    }
    if (item.marks.includes('bounce')) bounces.push(...bounceOf(item))
    const { id, customers } = writer(item)
    if (!customers) {
      arrive.again(id)
      continue
    }
    arrive.first(id)
    ids.push(id)
    tally.set(channel, (tally.get(channel) ?? 0) + 1)
    for (const [customer, { renamed, asks }] of customers) {
      const so = growth.get(customer) ?? { ...NO_GROWTH, firstId: id }
      so.interactions++
      so.channels |= 1 << channel
      so.lastId = id
      so.renamed ||= renamed
      if (asks === 0) {
        so.answered = true
        so.asking = undefined
      } else if (asks === 1) so.asking ??= item.occurredAt
      growth.set(customer, so)
    }
  }
  const added = ids.length
  comes.wantCase.run(JSON.stringify(ids))
  for (const [channel, more] of tally) comes.count.run(channel, more)
  for (const [customer, more] of growth) grow(db, customer, more)
  const marked = markLate(db, connector, [...(batch.late ?? []), ...bounces])
  if (batch.account !== undefined) {
    const { account, at, places, left } = batch
    if (places) marked.push(...putPlaces(db, { account, connector, places }))
    if (left) leavePlaces(db, { account, left })
    if (at !== undefined && added > 0) noteEvent(db, { id: account, event: { at, what: 'batch', count: added } })
  }
  if (batch.account !== undefined && batch.cursor !== undefined) {
    db.prepare('UPDATE account SET cursor = ? WHERE id = ?').run(batch.cursor, batch.account)
  }
  const duplicates = met - added - aged
  return { added, duplicates, ...(aged > 0 && { aged }), customers: [...new Set([...growth.keys(), ...marked])] }
}

/** What a report says of the mail that did not arrive: the last one it refers to. */
function bounceOf({ threadKeys, sourceId, occurredAt }: Prepared): Late[] {
  const about = threadKeys.slice(1).at(-1)
  return about === undefined ? [] : [{ sourceId: about.slice(about.indexOf(':') + 1), mark: 'bounced', at: occurredAt, by: sourceId }]
}

/** What every new interaction brings along; what goes with it again is the work of triggers. */
const coming = oncePer(db => ({
  // Several rows at once open a savepoint, at which the full-text index writes out what it gathered: as it is about to do anyway.
  wantCase: db.prepare('INSERT INTO case_todo (interaction_id) SELECT value FROM json_each(?)'),
  count: db.prepare(
    'INSERT INTO tally (channel, interactions) VALUES (?, ?) ON CONFLICT DO UPDATE SET interactions = interactions + excluded.interactions',
  ),
}))

/** Keeps which accounts brought what: a removed account takes along only what came no other way. */
function arrivals(db: Db, account: string | undefined) {
  const { insert, known } = arriving(db)
  return {
    first(interaction: number) {
      if (account !== undefined) insert.run(interaction, account)
    },
    again(interaction: number) {
      const fromFilesOnly = known.get(interaction) === undefined
      if (account === undefined ? !fromFilesOnly : fromFilesOnly) insert.run(interaction, FILES)
      if (account !== undefined) insert.run(interaction, account)
    },
  }
}

const arriving = oncePer(db => ({
  insert: db.prepare('INSERT OR IGNORE INTO arrival (interaction_id, account_id) VALUES (?, ?)'),
  known: db.prepare<[number], number>('SELECT 1 FROM arrival WHERE interaction_id = ? LIMIT 1').pluck(),
}))

/** Remembers what a source said later; returns the customers whose timelines show it. */
function markLate(db: Db, connector: number, late: readonly Late[]): number[] {
  const mark = db.prepare('INSERT OR IGNORE INTO late_mark (connector_id, source_id, mark, at, by_source_id) VALUES (?, ?, ?, ?, ?)')
  const customers = db
    .prepare<[number, string], number>(
      `SELECT d.customer_id FROM interaction i JOIN participation p ON p.interaction_id = i.id JOIN identity d ON d.id = p.identity_id
       WHERE i.connector_id = ? AND i.source_id = ?`,
    )
    .pluck()
  return late.flatMap(one => {
    const changed = mark.run(connector, one.sourceId, one.mark, one.at, one.by ?? null).changes > 0
    return changed ? customers.all(connector, one.sourceId) : []
  })
}
