import { parseWithLightBlobs } from '../../../electron/connectors/email/light-blob.ts'
import { maildir } from '../../../electron/connectors/email/maildir.ts'
import type { Packed } from '../../../electron/connectors/live.ts'
import { Packer } from '../../../electron/ingest/pack.ts'
import { prepare } from '../../../electron/ingest/prepare.ts'
import { writeBatch } from '../../../electron/ingest/write-batch.ts'
import { openDatabase } from '../../../electron/store/database.ts'

const SOME = 10_000
const TOGETHER = 1500

/** What each stage of an import costs, one after the other in this thread, on the first mails: name and seconds of a core for one mail. */
export async function stages(scratch: string, path: string): Promise<[string, number][]> {
  parseWithLightBlobs()
  const costs: [string, number][] = []
  let before = process.cpuUsage()
  const stage = (name: string, count: number) => {
    const { user, system } = process.cpuUsage(before)
    costs.push([name, (user + system) / 1e6 / count])
    before = process.cpuUsage()
  }
  const settings = { path, own: ['support@alba.example'], region: 'ES', timeZone: 'UTC', now: Date.now() }
  const parsed = []
  for await (const batch of maildir.read(settings, undefined, new AbortController().signal)) {
    parsed.push(...batch.items)
    if (parsed.length >= SOME) break
  }
  stage('read and parsed', parsed.length)
  const own = new Set(settings.own)
  const items = parsed.map(item => prepare(item, { region: 'ES', own })).filter(item => item !== undefined)
  stage('prepared', items.length)
  const packer = new Packer()
  const batches: Packed[] = []
  for (const item of items) {
    packer.add(item)
    if (packer.count === TOGETHER) batches.push(packer.take())
  }
  batches.push(packer.take())
  stage('packed', items.length)

  const db = openDatabase({ folder: `${scratch}/stages`, key: new Uint8Array(32), readonly: false })
  for (const batch of batches) writeBatch(db, { connector: 'email', items: batch })
  db.pragma('wal_checkpoint(TRUNCATE)')
  stage('unpacked, written and indexed', items.length)
  db.close()

  const index = openDatabase({ folder: `${scratch}/index`, key: new Uint8Array(32), readonly: false })
  const insert = index.prepare('INSERT INTO interaction_fts (rowid, subject, text, sender, recipients, files) VALUES (?, ?, ?, ?, ?, ?)')
  const write = index.transaction((from: number) => {
    for (const [row, { words, text }] of items.slice(from, from + TOGETHER).entries()) {
      insert.run(from + row, words.subject, words.text ?? text, words.sender, words.recipients, words.files)
    }
  })
  for (let at = 0; at < items.length; at += TOGETHER) write(at)
  index.pragma('wal_checkpoint(TRUNCATE)')
  stage('of that the full-text index', items.length)
  index.close()
  return costs
}
