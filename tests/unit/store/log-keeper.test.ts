import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { StoreProcedures } from '../../../electron/app/procedures.ts'
import { workers } from '../../../electron/app/workers.ts'
import type { Prepared } from '../../../electron/ingest/prepared.ts'
import { openStoreThread } from '../../../electron/store/client.ts'

const MEGABYTE = 1_048_576
/** Of a megabyte each. */
const MAILS = 60

test('what fills the log is taken over into the database while the writer goes on, and the log is empty in the end', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const store = await openStoreThread<StoreProcedures>(workers.store, { folder, key: new Uint8Array(32), readonly: false })
  const size = (name: string) => statSync(join(folder, name)).size
  // Less than the log may hold: the writer itself takes nothing over.
  for (let written = 0; written < MAILS; written += 4)
    await store.call('writeBatch', { connector: 'email', items: Array.from({ length: 4 }, (_, at) => large(written + at)) })
  await vi.waitFor(() => expect(size('hilo.db')).toBeGreaterThan(30 * MEGABYTE), { timeout: 50_000 })
  await store.close()
  expect(() => size('hilo.db-wal')).toThrow()
  const again = await openStoreThread<StoreProcedures>(workers.store, { folder, key: new Uint8Array(32), readonly: true })
  onTestFinished(() => again.close())
  expect(again.cutOff).toBe(0)
  expect(await again.call('counts')).toMatchObject({ interactions: MAILS })
  expect(await again.call('checkIntegrity')).toEqual([])
})

/** A mail with a megabyte of design. */
function large(number: number): Prepared {
  return {
    sourceId: `${number}@x.example`,
    channel: 'email',
    direction: 'in',
    occurredAt: 1_700_000_000_000 + number,
    text: `Number ${number}`,
    html: '<p>x</p>'.repeat(MEGABYTE / 8),
    threadKeys: [`mail:${number}@x.example`],
    marks: [],
    parties: [{ role: 'from', kind: 'email', address: 'ana@x.example', value: 'ana@x.example', own: false }],
    attachments: [],
    words: { subject: '', sender: 'ana@x.example', recipients: '', files: '' },
  }
}
