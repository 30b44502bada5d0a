import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { StoreProcedures } from '../../../electron/app/procedures.ts'
import { workers } from '../../../electron/app/workers.ts'
import { mergeLinked } from '../../../electron/customers/ops.ts'
import { prepare } from '../../../electron/ingest/prepare.ts'
import type { Prepared, PreparedBatch } from '../../../electron/ingest/prepared.ts'
import { writeBatch } from '../../../electron/ingest/write-batch.ts'
import { passphraseKeys } from '../../../electron/platform/passphrase-keys.ts'
import { preferences } from '../../../electron/serve/preferences.ts'
import { openStoreThread } from '../../../electron/store/client.ts'
import { type Db, openDatabase } from '../../../electron/store/database.ts'
import { history, LAST, shape } from './history.ts'
import { person } from './people.ts'

export interface Workspace {
  interactions: number
  folder: string
  passphrase: string
  key: Uint8Array
  /** Of the database file. */
  bytes: number
}

/** Changes whenever what is generated does: old folders are then not used any more. */
const VERSION = 2
const PASSPHRASE = 'bench'
const reading = { region: 'ES', own: new Set(['support@alba.example', '+34919000100', 'whatsapp:alba telecom']) }

/** Rows of a batch: as connectors bring them, and for more than an hour's worth. */
const BATCH = 500
const BULK = 20_000

/** Workspaces lie here from one run to the next: making a million takes minutes. */
export const benchFolder = process.env.HILO_BENCH_FOLDER ?? join(tmpdir(), 'hilo-bench')

/** The workspace of so many interactions, made unless an earlier run did. `bulk`: see `fillInBulk`. */
export async function openWorkspace(interactions: number, { bulk = false } = {}): Promise<Workspace> {
  const folder = join(benchFolder, `${interactions}-v${VERSION}`)
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`
    rmSync(draft, { recursive: true, force: true })
    await makeWorkspace(draft, interactions, bulk)
    renameSync(draft, folder)
  }
  const key = await passphraseKeys(PASSPHRASE).key(folder)
  // Brought up to date, when a migration came since.
  openDatabase({ folder, key, readonly: false }).close()
  return { interactions, folder, passphrase: PASSPHRASE, key, bytes: statSync(join(folder, 'hilo.db')).size }
}

/** Makes a workspace as `hilo serve` finds it: opened last, with a passphrase. */
export async function makeWorkspace(folder: string, interactions: number, bulk: boolean): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const key = await passphraseKeys(PASSPHRASE).key(folder)
  preferences(folder).set('workspace', 'own')
  if (bulk) await fillInBulk(folder, key, interactions)
  else await fill(folder, key, interactions)
}

/** Through the store's own thread, in batches of the size that connectors bring. */
async function fill(folder: string, key: Uint8Array, interactions: number): Promise<void> {
  const store = await openStoreThread<StoreProcedures>(workers.store, { folder, key, readonly: false })
  await store.call('setSettings', { own: [...reading.own], region: reading.region, timeZone: 'Europe/Madrid' })
  // One is written while the next is made.
  let writing: Promise<unknown> = Promise.resolve()
  for (const batch of batches(interactions, BATCH)) {
    await writing
    writing = store.call('writeBatch', batch)
  }
  await writing
  await store.call('mergeLinked', links(interactions))
  await store.close()
}

/**
 * By the same procedures, so that the rows are the same, but in this thread, in large transactions that need not survive a power cut and
 * with much of the file in memory: for ten million. `difference` proves it.
 */
async function fillInBulk(folder: string, key: Uint8Array, interactions: number): Promise<void> {
  const db = openDatabase({ folder, key, readonly: false })
  db.pragma('synchronous = OFF')
  db.pragma('cache_size = -1000000')
  db.pragma('wal_autocheckpoint = 40000')
  for (const batch of batches(interactions, BULK)) {
    writeBatch(db, batch)
    // What the database's objects hold outside the heap is only given back between two turns of the loop.
    await setImmediate()
  }
  db.transaction(() => mergeLinked(db, links(interactions)))()
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

/** What the connectors would bring, a batch of each whenever it is full. */
function* batches(interactions: number, size: number): Generator<PreparedBatch> {
  const full = new Map<string, Prepared[]>()
  for (const { connector, item } of history(interactions)) {
    const items = full.get(connector) ?? []
    full.set(connector, items)
    const prepared = prepare(item, reading)
    if (prepared) items.push(prepared)
    if (items.length < size) continue
    yield { connector, items }
    full.delete(connector)
  }
  for (const [connector, items] of full) yield { connector, items }
}

/** Two in three customers are known by all their addresses, as agents or an address book would have it. */
function links(interactions: number): { links: { a: string; b: string }[]; at: number } {
  const { customers } = shape(interactions)
  const all = Array.from({ length: customers }, (_, index) => index)
    .filter(index => index % 3 !== 2)
    .flatMap(index => {
      const { mail, phone, chat } = person(index)
      const a = `email:${mail.address}`
      return [phone, chat].map(other => ({ a, b: `${other.kind}:${other.address}` }))
    })
  return { links: all, at: LAST }
}

/** What two workspaces hold, told without the numbers of their rows, which depend on the order of writing. */
const contents = [
  `SELECT c.key, i.source_id, i.channel, i.direction, i.occurred_at, i.ended_at, i.subject, i.call, i.marks, i.parties, f.path, i.line, i.thread_key,
     b.text, b.quoted, b.html FROM interaction i JOIN connector c ON c.id = i.connector_id JOIN body b ON b.interaction_id = i.id
     LEFT JOIN file f ON f.id = i.file_id ORDER BY c.key, i.source_id`,
  `SELECT d.kind, d.value, i.source_id, p.channel, p.asks FROM participation p JOIN identity d ON d.id = p.identity_id
     JOIN interaction i ON i.id = p.interaction_id ORDER BY 1, 2, 3`,
  // Not name_at: of two sources that call one number the same, the one written first decides it.
  `SELECT d.kind, d.value, d.name, c.name, c.waiting_since, c.interactions, c.channels, i.source_id FROM identity d
     JOIN customer c ON c.id = d.customer_id JOIN interaction i ON i.id = c.last_id ORDER BY 1, 2`,
  `SELECT min(k.key), group_concat(k.key, ' ' ORDER BY k.key) FROM thread_key k GROUP BY k.thread_id ORDER BY 1`,
  `SELECT i.source_id, a.position, a.name, a.type, a.size FROM attachment a JOIN interaction i ON i.id = a.interaction_id ORDER BY 1, 2`,
  `SELECT term, doc, cnt FROM interaction_term ORDER BY 1`,
]

/** The first of the above in which they differ, or undefined. */
export function difference(a: Db, b: Db): string | undefined {
  return contents.find(sql => {
    const rows = b.prepare(sql).raw().iterate()
    for (const row of a.prepare(sql).raw().iterate()) {
      const beside = rows.next()
      if (beside.done || JSON.stringify(beside.value) !== JSON.stringify(row)) {
        rows.return?.()
        return true
      }
    }
    return !rows.next().done
  })
}
