import { channels, foundBy } from '#shared/model/interaction.ts'
import { nameInParts } from '../search/words.ts'
import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'
import { idAllocator } from './ids.ts'
import type { Prepared, PreparedParty } from './prepared.ts'
import { threadLinker } from './threads.ts'

export interface Written {
  id: number
  /** Whom it belongs to. Absent when it was there already. */
  customers?: Map<number, Touched>
}

interface Touched {
  /** It changed what they are called. */
  renamed: boolean
  /** 1: they wait for an answer to it. 0: it is one. */
  asks: 0 | 1 | null
}

/**
 * Writes interactions of one connector (its row) within one transaction. Each comes back with its id, and new ones with the customers they
 * belong to.
 */
export function interactionWriter(db: Db, connector: number): (item: Prepared) => Written {
  const nextId = idAllocator(db)
  const link = threadLinker(db)
  const identify = identifier(db, connector)
  const { find, anywhere, interaction, body, words, participation, file, fileId, blob, blobId, attachment } = statements(db)
  const files = new Map<string, number>()
  const fileOf = (path: string): number => {
    const known = files.get(path)
    if (known !== undefined) return known
    const added = file.run(path)
    const id = added.changes > 0 ? Number(added.lastInsertRowid) : Number(fileId.get(path))
    files.set(path, id)
    return id
  }

  const foundAs = ({ sourceId, within }: Prepared): number | undefined => {
    const known = find.get(connector, storedId({ sourceId, within })) ?? (within === undefined ? undefined : find.get(connector, sourceId))
    return known ?? (within === null ? anywhere.get(connector, `${sourceId}@`, `${sourceId}A`) : undefined)
  }

  return item => {
    const known = foundAs(item)
    if (known !== undefined) return { id: known }
    const id = nextId(item.occurredAt)
    const channel = channels.indexOf(item.channel)
    const thread = link(item.threadKeys)
    interaction.run(
      id,
      connector,
      storedId(item),
      channel,
      item.direction,
      item.occurredAt,
      item.endedAt ?? null,
      item.subject ?? null,
      thread.key,
      item.call ? JSON.stringify(item.call) : null,
      item.marks.length > 0 ? JSON.stringify(item.marks) : null,
      JSON.stringify(item.parties.map(partyRow)),
      item.file === undefined ? null : fileOf(item.file),
      item.line ?? null,
    )
    body.run(id, item.text, item.quoted ?? null, item.html ?? null)
    // What a mail quotes is found where it was said; here too, when that has not been seen.
    const quoted = thread.met ? null : (item.words.quoted ?? item.quoted ?? null)
    words.run(id, item.words.subject, item.words.text ?? item.text, quoted, item.words.sender, item.words.recipients, item.words.files)
    for (const [position, one] of item.attachments.entries()) {
      if (one.hash && one.content) blob.run(one.hash, one.content)
      const blob_id = one.hash ? (blobId.get(one.hash) ?? null) : null
      attachment.run(id, position, one.name, one.type, one.size, blob_id, one.contentId ?? null)
    }
    const customers = new Map<number, Touched>()
    for (const party of item.parties) {
      if (party.own || party.value === undefined) continue
      const { identity, customer, renamed } = identify(party, party.value, item.occurredAt)
      const asks = asksOf(item, party)
      participation.run(identity, id, channel, asks)
      const known = customers.get(customer)
      customers.set(customer, { renamed: renamed || known?.renamed === true, asks: known?.asks ?? asks })
    }
    return { id, customers }
  }
}

const statements = oncePer(db => ({
  find: db.prepare<[number, string], number>('SELECT id FROM interaction WHERE connector_id = ? AND source_id = ?').pluck(),
  anywhere: db
    .prepare<[number, string, string], number>(
      'SELECT id FROM interaction WHERE connector_id = ? AND source_id >= ? AND source_id < ? LIMIT 1',
    )
    .pluck(),
  interaction: db.prepare(`
    INSERT INTO interaction (id, connector_id, source_id, channel, direction, occurred_at, ended_at, subject, thread_key, call, marks, parties, file_id, line)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  // Texts that come as bytes are bound as blobs: to be texts they must be called so.
  body: db.prepare('INSERT INTO body (interaction_id, text, quoted, html) VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT))'),
  words: db.prepare(`
    INSERT INTO interaction_fts (rowid, subject, text, sender, recipients, files)
    VALUES (?, ?, concat_ws(char(10), CAST(? AS TEXT), CAST(? AS TEXT)), ?, ?, ?)`),
  participation: db.prepare('INSERT OR IGNORE INTO participation (identity_id, interaction_id, channel, asks) VALUES (?, ?, ?, ?)'),
  file: db.prepare('INSERT INTO file (path) VALUES (?) ON CONFLICT DO NOTHING'),
  fileId: db.prepare<[string], number>('SELECT id FROM file WHERE path = ?').pluck(),
  blob: db.prepare('INSERT INTO blob (hash, content) VALUES (?, ?) ON CONFLICT DO NOTHING'),
  blobId: db.prepare<[Uint8Array], number>('SELECT id FROM blob WHERE hash = ?').pluck(),
  attachment: db.prepare(
    'INSERT INTO attachment (interaction_id, position, name, type, size, blob_id, content_id) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ),
}))

/** Who wrote a question waits for its answer; those it went to beside us take part in it and wait for nothing. What answers, answers all it went to. */
function asksOf({ asks }: Prepared, { role }: PreparedParty): 0 | 1 | null {
  return asks === 1 && role !== 'from' ? null : (asks ?? null)
}

/** An id that holds in a part of its source only is kept with that part: `id@part`, before which nothing but the id itself comes. */
function storedId({ sourceId, within }: Pick<Prepared, 'sourceId'> & { within?: string | null | undefined }): string {
  return typeof within === 'string' ? `${sourceId}@${within}` : sourceId
}

/** How a party is kept with its interaction: [role, kind, address, name, own]. */
function partyRow({ role, kind, address, name, own }: PreparedParty) {
  return [role, kind, address, name ?? null, own ? 1 : 0]
}

interface Identity {
  id: number
  customer_id: number
  name: string | null
  name_at: number | null
}

interface Identified {
  identity: number
  customer: number
  /** It is new, or goes by another name since. */
  renamed: boolean
}

/**
 * Finds an identity or makes it, with a new customer of its own, and keeps the latest name its owner gave. Good for one transaction: it
 * remembers whom it found.
 */
function identifier(db: Db, connector: number): (party: PreparedParty, value: string, at: number) => Identified {
  const { find, customer, insert, rename, index, unindex } = identities(db)
  const met = new Map<string, Identity>()
  return (party, value, at) => {
    const key = `${party.kind} ${value}`
    const known = met.get(key) ?? find.get(party.kind, value)
    // A name in To or Cc is what somebody else calls them: only better than nothing.
    const nameAt = party.role === 'from' ? at : 0
    if (!known) {
      const owner = Number(customer.run().lastInsertRowid)
      const id = Number(insert.run(party.kind, value, party.name ?? null, nameAt, owner, connector).lastInsertRowid)
      index.run(id, nameInParts(party.name ?? '', foundBy(value)), foundBy(value))
      met.set(key, { id, customer_id: owner, name: party.name ?? null, name_at: nameAt })
      return { identity: id, customer: owner, renamed: true }
    }
    met.set(key, known)
    const { id: identity, customer_id, name, name_at } = known
    const renamed = Boolean(party.name) && party.name !== name && (name === null || nameAt > (name_at ?? 0))
    if (renamed) {
      rename.run(party.name, nameAt, identity)
      unindex.run(identity)
      index.run(identity, nameInParts(party.name ?? '', foundBy(value)), foundBy(value))
      met.set(key, { ...known, name: party.name ?? null, name_at: nameAt })
    }
    return { identity, customer: customer_id, renamed }
  }
}

const identities = oncePer(db => ({
  find: db.prepare<[string, string], Identity>('SELECT id, customer_id, name, name_at FROM identity WHERE kind = ? AND value = ?'),
  customer: db.prepare('INSERT INTO customer DEFAULT VALUES'),
  insert: db.prepare('INSERT INTO identity (kind, value, name, name_at, customer_id, connector_id) VALUES (?, ?, ?, ?, ?, ?)'),
  rename: db.prepare('UPDATE identity SET name = ?, name_at = ? WHERE id = ?'),
  index: db.prepare('INSERT INTO identity_fts (rowid, name, value) VALUES (?, ?, ?)'),
  unindex: db.prepare('DELETE FROM identity_fts WHERE rowid = ?'),
}))
