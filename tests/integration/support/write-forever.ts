/**
 * Writes to a workspace's store and backs it up at the same time, until it is killed or the disk is full: `folder`. Says on stdout what it has
 * acknowledged, a line of the audit log or a backup at a time, and on stderr why it ended.
 */
import { join } from 'node:path'
import type { noteAudit } from '../../../electron/audit/audit.ts'
import { makeBackup } from '../../../electron/backup/make.ts'
import { openStoreThread } from '../../../electron/store/client.ts'
import { StoreError } from '../../../electron/store/protocol.ts'

const folder = process.argv[2] ?? ''
const worker = new URL('safety-worker.ts', import.meta.url)
const key = new Uint8Array(32).fill(7)
const store = await openStoreThread<{ noteAudit: typeof noteAudit }>(worker, { folder, key, readonly: false })

async function write(): Promise<never> {
  for (;;) {
    const { id } = await store.call('noteAudit', { at: Date.now(), what: 'backup.settings', detail: { text: 'x'.repeat(2000) } })
    process.stdout.write(`written ${id}\n`)
  }
}

async function backUp(): Promise<never> {
  for (let made = 1; ; made++) {
    await makeBackup({ folder, key, into: join(folder, 'backups'), worker, at: Date.now() })
    process.stdout.write(`backups ${made}\n`)
  }
}

await Promise.race([write(), backUp()]).catch(error => {
  process.stderr.write(error instanceof StoreError ? error.code : String(error))
})
process.exit(1)
