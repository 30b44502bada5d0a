import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { auditLines, checkIntegrity, noteAudit } from '../../../electron/audit/audit.ts'
import { finishNext, nextOf } from '../../../electron/backup/next.ts'
import { opensBy, recover } from '../../../electron/backup/recovery.ts'
import { rekeyWorkspace } from '../../../electron/backup/rekey.ts'
import { CannotRestore, restoreBackup } from '../../../electron/backup/restore.ts'
import { createRandom } from '../../../electron/sample/random.ts'
import { openStoreThread } from '../../../electron/store/client.ts'
import { type Mail, writeMbox } from '../support/mail.ts'
import { importFiles, openTestApp, testFolder } from '../support/workspace.ts'
import { flip } from './accidents/damage.ts'

/** How often each accident happens; a hundred times when asked for. */
const CUTS = Number(process.env.HILO_CUTS ?? 4)
const worker = new URL('../support/safety-worker.ts', import.meta.url)
const key = new Uint8Array(32).fill(7)
const other = new Uint8Array(32).fill(8)

function mails(count: number): Mail[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `m${index}@x`,
    from: `P${index % 50} <p${index % 50}@x.example>`,
    to: 'support@us.example',
    at: new Date(Date.UTC(2025, 0, 1) + index * 60_000).toISOString(),
    text: `Hello ${index} ${'x'.repeat(300)}`,
  }))
}

test('a backup made while in use is whole, restores elsewhere under another key, and is refused once a byte of it changed', async () => {
  const { app, client, folder } = await openTestApp()
  const path = writeMbox(join(testFolder(), 'some.mbox'), mails(60))
  await importFiles(client, [path], ['support@us.example'])
  const made = await client.backups.make()
  expect(made.interactions).toBe(60)
  const listed = await client.backups.list()
  expect(listed).toMatchObject({ backups: [made], running: false, settings: { every: 'day', keep: 7 } })
  expect(listed.opensBy).toBe('nothing')
  await client.backups.protect({ passphrase: 'for the stick' })
  await client.backups.settings({ every: 'week', keep: 1 })
  const second = await client.backups.make()
  expect((await client.backups.list()).backups).toEqual([second])
  expect((await client.privacy.audit({})).lines.map(({ what }) => what)).toEqual([
    'backup.made',
    'backup.settings',
    'backup.protected',
    'backup.made',
  ])
  const before = await client.customers.list({ limit: 200 })

  // In the place of the workspace that is open, which is put aside as it is.
  await client.privacy.erase({ customer: before.rows[0]?.id ?? 0 })
  await client.backups.verify({ name: second.name })
  const { backups: found } = await client.backups.find({ path: listed.folder })
  expect(found).toEqual([{ ...second, path: join(listed.folder, second.name), opens: 'here' }])
  await expect(client.backups.restore({ from: { path: folder } })).rejects.toMatchObject({ data: { reason: 'not-a-backup' } })
  const { aside = '' } = await client.backups.restore({ from: { name: second.name } })
  expect((await client.customers.list({ limit: 200 })).rows).toEqual(before.rows)
  expect(await client.workspace.get()).toMatchObject({ edition: 1, interactions: 60 })
  expect((await client.privacy.audit({ limit: 1 })).lines).toMatchObject([{ what: 'workspace.restored' }])
  expect((await client.backups.list()).backups).toEqual([second])
  expect((await client.privacy.checkAudit()).problem).toBeUndefined()
  await app.close()
  expect((await lookInto(aside)).problems).toEqual([])
  const old = await openTestApp({ folder: aside })
  expect((await old.client.workspace.get()).interactions).toBeLessThan(60)
  await old.app.close()

  const from = join(listed.folder, second.name)
  expect(opensBy(from)).toBe('recovery')
  expect(await recover(from, 'for the stock')).toBeUndefined()
  expect(Buffer.from((await recover(from, 'for the stick')) ?? [])).toEqual(Buffer.from(key))
  const target = testFolder()
  const restored = { from, folder: target, key, fresh: { key: other, name: 'key.json' as const, file: Buffer.from('{}') }, worker, at: 1 }
  expect(await restoreBackup(restored)).toMatchObject({ interactions: 60 })
  await expect(restoreBackup(restored)).rejects.toThrow(new CannotRestore('taken'))
  const again = await openTestApp({ folder: target, key: other })
  expect((await again.client.customers.list({ limit: 200 })).rows).toEqual(before.rows)
  expect(await again.app.check()).toEqual([])
  await again.app.close()

  const empty = testFolder()
  await expect(restoreBackup({ ...restored, folder: empty, key: other })).rejects.toMatchObject({ code: 'wrong-key' })
  expect(readdirSync(empty)).toEqual([])
  const random = createRandom(1)
  for (let cut = 0; cut < CUTS; cut++) {
    const broken = testFolder()
    cpSync(from, broken, { recursive: true })
    flip(join(broken, 'hilo.db'), random)
    await expect(restoreBackup({ ...restored, folder: empty, from: broken })).rejects.toThrow(new CannotRestore('changed'))
  }
  await expect(restoreBackup({ ...restored, folder: empty, from: folder })).rejects.toThrow(new CannotRestore('not-a-backup'))
  expect(readdirSync(empty)).toEqual([])
})

test('a new key shuts out the old one, also when it was cut off half way; nobody else may be in', async () => {
  const folder = testFolder()
  const fresh = { key: other, name: 'key.json' as const, file: Buffer.from('{}') }
  const inside = await openStoreThread<{ noteAudit: typeof noteAudit }>(worker, { folder, key, readonly: false })
  for (let at = 1; at <= 100; at++) await inside.call('noteAudit', { at, what: 'backup.settings' })
  await expect(rekeyWorkspace({ folder, key, fresh, worker })).rejects.toMatchObject({ code: 'busy' })
  await inside.close()
  expect(await lookInto(folder)).toEqual({ lines: 100, problems: [] })

  await rekeyWorkspace({ folder, key, fresh, worker })
  await expect(lookInto(folder)).rejects.toMatchObject({ code: 'wrong-key' })
  // As if it had been cut off between the two files.
  const cut = nextOf(folder)
  for (const name of ['hilo.db', 'store.json']) cpSync(join(folder, name), join(cut, name))
  for (const name of ['key.json', 'ready']) writeFileSync(join(cut, name), '{}')
  await finishNext(folder)
  expect(existsSync(cut)).toBe(false)
  expect(await lookInto(folder, other)).toEqual({ lines: 100, problems: [] })
})

/** How many lines its audit log has, and what is wrong with it. */
async function lookInto(folder: string, by = key): Promise<{ lines: number; problems: string[] }> {
  const asked = await openStoreThread<{ auditLines: typeof auditLines; checkIntegrity: typeof checkIntegrity }>(worker, {
    folder,
    key: by,
    readonly: false,
  })
  try {
    const [last] = await asked.call('auditLines', { limit: 1 })
    return { lines: last?.id ?? 0, problems: await asked.call('checkIntegrity') }
  } finally {
    await asked.close()
  }
}
