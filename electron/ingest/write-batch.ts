import { channels } from '#shared/model/interaction.ts'
import { leavePlaces, putPlaces } from '../accounts/places.ts'
import type { Late } from '../connectors/live.ts'
import { type Growth, grow } from '../customers/summary.ts'
import type { Db } from '../store/database.ts'
import { idAllocator } from './ids.ts'
import type { Ingested, Prepared, PreparedBatch, PreparedParty } from './prepared.ts'
import { threadLinker } from './threads.ts'

/** Stands for every file in `arrival`. */
const FILES = ''

/**
 * Writes a batch in one transaction: interactions, identities, links and the connector's cursor, or nothing. What is there already (same
 * connector, same source id) is counted and left as it is.
 */
export function writeBatch(db: Db, batch: PreparedBatch): Ingested {
  return db.transaction(() => write(db, batch)).immediate()
}

function write(db: Db, batch: PreparedBatch): Ingested {
  db.prepare('INSERT INTO connector (key) VALUES (?) ON CONFLICT DO NOTHING').run(batch.connector)
  const connector = Number(db.prepare('SELECT id FROM connector WHERE key = ?').pluck().get(batch.connector))

  const arrive = arrivals(db, connector, batch.account)
  const writer = interactionWriter(db, connector)
  const growth = new Map<number, Growth>()
  let added = 0
  // Rows go in by time, so that the indexes grow at their end.
  const items = batch.items
    .map((item, index) => ({ item, index }))
    .sort((a, b) => a.item.occurredAt - b.item.occurredAt || a.index - b.index)
  for (const { item } of items) {
    const written = writer(item)
    if (!written) {
      arrive.again(item.sourceId)
      continue
    }
    arrive.first(written.id)
    added++
    for (const customer of written.customers) {
      const so = growth.get(customer) ?? { interactions: 0, channels: 0, lastId: written.id }
      so.interactions++
      so.channels |= 1 << channels.indexOf(item.channel)
      so.lastId = Math.max(so.lastId, written.id)
      growth.set(customer, so)
    }
  }
  for (const [customer, more] of growth) grow(db, customer, more)
  const marked = batch.late ? markLate(db, connector, batch.late) : []
  if (batch.account !== undefined) {
    const { account, places, left } = batch
    if (places) marked.push(...putPlaces(db, { account, connector, places }))
    if (left) leavePlaces(db, { account, left })
  }
  if (batch.account !== undefined && batch.cursor !== undefined) {
    db.prepare('UPDATE account SET cursor = ? WHERE id = ?').run(batch.cursor, batch.account)
  }
  return { added, duplicates: batch.items.length - added, customers: [...new Set([...growth.keys(), ...marked])] }
}

/** Keeps which accounts brought what: a removed account takes along only what came no other way. */
function arrivals(db: Db, connector: number, account: string | undefined) {
  const insert = db.prepare('INSERT OR IGNORE INTO arrival (interaction_id, account_id) VALUES (?, ?)')
  const find = db.prepare<[number, string], number>('SELECT id FROM interaction WHERE connector_id = ? AND source_id = ?').pluck()
  const known = db.prepare<[number], number>('SELECT 1 FROM arrival WHERE interaction_id = ? LIMIT 1').pluck()
  return {
    first(interaction: number) {
      if (account !== undefined) insert.run(interaction, account)
    },
    again(sourceId: string) {
      const interaction = find.get(connector, sourceId)
      if (interaction === undefined) return
      const fromFilesOnly = known.get(interaction) === undefined
      if (account === undefined ? !fromFilesOnly : fromFilesOnly) insert.run(interaction, FILES)
      if (account !== undefined) insert.run(interaction, account)
    },
  }
}

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

/** Writes one interaction; returns its id and the customers it belongs to, or undefined when it was there already. */
function interactionWriter(db: Db, connector: number): (item: Prepared) => { id: number; customers: Set<number> } | undefined {
  const nextId = idAllocator(db)
  const link = threadLinker(db)
  const identify = identifier(db, connector)
  const exists = db.prepare<[number, string]>('SELECT 1 FROM interaction WHERE connector_id = ? AND source_id = ?')
  const interaction = db.prepare(`
    INSERT INTO interaction (id, connector_id, source_id, channel, direction, occurred_at, ended_at, subject, thread_key, call, marks, parties, file_id, line)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const body = db.prepare('INSERT INTO body (interaction_id, text, quoted, html) VALUES (?, ?, ?, ?)')
  const words = db.prepare('INSERT INTO interaction_fts (rowid, subject, text, sender, recipients, files) VALUES (?, ?, ?, ?, ?, ?)')
  const participation = db.prepare('INSERT OR IGNORE INTO participation (identity_id, interaction_id, channel, asks) VALUES (?, ?, ?, ?)')
  const file = db.prepare('INSERT INTO file (path) VALUES (?) ON CONFLICT DO NOTHING')
  const fileId = db.prepare<[string], number>('SELECT id FROM file WHERE path = ?').pluck()
  const blob = db.prepare('INSERT INTO blob (hash, content) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const blobId = db.prepare<[Uint8Array], number>('SELECT id FROM blob WHERE hash = ?').pluck()
  const attachment = db.prepare(
    'INSERT INTO attachment (interaction_id, position, name, type, size, blob_id, content_id) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const files = new Map<string, number | null>()
  const fileOf = (path: string | undefined): number | null => {
    if (path === undefined) return null
    const known = files.get(path)
    if (known !== undefined) return known
    file.run(path)
    const id = fileId.get(path) ?? null
    files.set(path, id)
    return id
  }

  return item => {
    if (exists.get(connector, item.sourceId)) return undefined
    const id = nextId(item.occurredAt)
    const channel = channels.indexOf(item.channel)
    interaction.run(
      id,
      connector,
      item.sourceId,
      channel,
      item.direction,
      item.occurredAt,
      item.endedAt ?? null,
      item.subject ?? null,
      link(item.threadKeys),
      item.call ? JSON.stringify(item.call) : null,
      item.marks.length > 0 ? JSON.stringify(item.marks) : null,
      JSON.stringify(item.parties.map(partyRow)),
      fileOf(item.file),
      item.line ?? null,
    )
    body.run(id, item.text, item.quoted ?? null, item.html ?? null)
    words.run(id, item.words.subject, item.words.text, item.words.sender, item.words.recipients, item.words.files)
    for (const [position, one] of item.attachments.entries()) {
      if (one.hash && one.content) blob.run(one.hash, one.content)
      const blob_id = one.hash ? (blobId.get(one.hash) ?? null) : null
      attachment.run(id, position, one.name, one.type, one.size, blob_id, one.contentId ?? null)
    }
    const customers = new Set<number>()
    for (const party of item.parties) {
      if (party.own || party.value === undefined) continue
      const known = identify(party, party.value, item)
      participation.run(known.identity, id, channel, item.asks ?? null)
      customers.add(known.customer)
    }
    return { id, customers }
  }
}

/** How a party is kept with its interaction: [role, kind, address, name, own]. */
function partyRow({ role, kind, address, name, own }: PreparedParty) {
  return [role, kind, address, name ?? null, own ? 1 : 0]
}

interface Known {
  identity: number
  customer: number
}

/** Finds an identity or makes it, with a new customer of its own, and keeps the latest name its owner gave. */
function identifier(db: Db, connector: number): (party: PreparedParty, value: string, item: Prepared) => Known {
  const find = db.prepare<[string, string], { id: number; customer_id: number; name: string | null; name_at: number | null }>(
    'SELECT id, customer_id, name, name_at FROM identity WHERE kind = ? AND value = ?',
  )
  const customer = db.prepare('INSERT INTO customer DEFAULT VALUES')
  const insert = db.prepare('INSERT INTO identity (kind, value, name, name_at, customer_id, connector_id) VALUES (?, ?, ?, ?, ?, ?)')
  const rename = db.prepare('UPDATE identity SET name = ?, name_at = ? WHERE id = ?')
  const index = db.prepare('INSERT INTO identity_fts (rowid, name, value) VALUES (?, ?, ?)')
  const unindex = db.prepare('DELETE FROM identity_fts WHERE rowid = ?')
  return (party, value, item) => {
    const found = find.get(party.kind, value)
    // A name in To or Cc is what somebody else calls them: only better than nothing.
    const nameAt = party.role === 'from' ? item.occurredAt : 0
    if (!found) {
      const owner = Number(customer.run().lastInsertRowid)
      const identity = Number(insert.run(party.kind, value, party.name ?? null, nameAt, owner, connector).lastInsertRowid)
      index.run(identity, party.name ?? '', value)
      return { identity, customer: owner }
    }
    if (party.name && party.name !== found.name && (found.name === null || nameAt > (found.name_at ?? 0))) {
      rename.run(party.name, nameAt, found.id)
      unindex.run(found.id)
      index.run(found.id, party.name, value)
    }
    return { identity: found.id, customer: found.customer_id }
  }
}
