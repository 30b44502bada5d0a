import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openReplica } from '../../../renderer/features/notes/editor/replica.ts'
import { textIn, write } from '../notes/documents.ts'
import { writeMbox } from '../support/mail.ts'
import { importFiles, openTestApp, testFolder } from '../support/workspace.ts'
import { smallDisk } from './accidents/damage.ts'

test('whoever writes on a full disk hears that it is not saved, writes on, and all of it is saved once there is room', async () => {
  const { app, client: before, folder } = await openTestApp()
  const mail = { id: 'm@x', from: 'Ana <ana@x.example>', to: 'support@us.example', at: new Date().toISOString() }
  await importFiles(before, [writeMbox(join(testFolder(), 'one.mbox'), [mail])], ['support@us.example'])
  const customer = (await before.customers.list({})).rows[0]?.id ?? 0
  await app.close()

  const disk = smallDisk(folder, 3000)
  const { client } = await openTestApp({ folder: disk.folder })
  const replica = openReplica({ sync: client.notes.sync, note: randomUUID(), begins: { customer }, rest: 20 })
  write(replica.doc, 'before ')
  await expect.poll(() => replica.state()).toBe('saved')
  const draft = (text: string) => ({ customer, writer: 'w', draft: { to: [], cc: [], bcc: [], subject: '', text } })
  await client.replies.saveDraft(draft('before'))

  const room = fill(disk)
  const long = 'x'.repeat(40_000)
  write(replica.doc, `meanwhile ${long}`, textIn(replica.doc).length)
  await expect.poll(() => replica.state()).toBe('failed')
  expect(replica.error()).toMatchObject({ code: 'PROBLEM', data: { code: 'disk-full' } })
  await expect(client.replies.saveDraft(draft(long))).rejects.toMatchObject({ code: 'PROBLEM', data: { code: 'disk-full' } })
  write(replica.doc, ' and on', textIn(replica.doc).length)
  expect(textIn(replica.doc)).toBe(`before meanwhile ${long} and on`)
  expect((await client.replies.draft({ customer, writer: 'w' })).draft?.text).toBe('before')

  room()
  await expect.poll(() => replica.state()).toBe('saved')
  await client.replies.saveDraft(draft('after'))
  await expect.poll(async () => (await client.notes.list({ customer })).notes[0]?.length).toBe(textIn(replica.doc).length)
  replica.close()
})

/** Leaves no room; answers with the way to make some. */
function fill({ folder, kind, widen }: ReturnType<typeof smallDisk>): () => void {
  if (kind === 'limit') {
    // What is written by this process ends where the log does.
    const limit = (bytes: number | string) => execFileSync('prlimit', ['--pid', `${process.pid}`, `--fsize=${bytes}:`])
    limit(statSync(join(folder, 'hilo.db-wal')).size)
    return () => limit('unlimited')
  }
  const big = join(folder, 'big')
  for (let size = 1024 * 1024; size >= 4096; size /= 2) {
    try {
      for (let file = 0; ; file++) writeFileSync(`${big}-${size}-${file}`, Buffer.alloc(size))
    } catch {
      // The next are smaller.
    }
  }
  return widen
}
