import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { Uploads } from '../../../electron/serve/uploads.ts'
import { ask, openSession, site } from './site.ts'

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
}

test('a dropped file is stored for this user alone and forgotten when asked', async () => {
  const here = await site()
  const token = (await openSession(here)).token
  const batch = randomUUID()
  const headers = { origin: here.origin, authorization: `Bearer ${token}` }
  const path = encodeURIComponent('Maildir/cur/1.a:2,S')
  const { status, body } = await ask(here, `/upload?batch=${batch}&path=${path}`, { method: 'PUT', headers, body: 'From: ana@example.es' })
  expect(status).toBe(200)
  const stored: { path: string; top: string } = JSON.parse(body)
  expect(readFileSync(stored.path, 'utf8')).toBe('From: ana@example.es')
  expect(statSync(stored.path).mode & 0o077).toBe(0)
  expect(stored.path).toBe(join(stored.top, 'cur', '1.a:2,S'))
  expect((await ask(here, `/upload?batch=${batch}&path=${path}`, { method: 'PUT', headers, body: 'x' })).status).toBe(409)
  expect((await ask(here, `/upload?batch=${batch}`, { method: 'DELETE', headers })).status).toBe(204)
  expect(existsSync(stored.path)).toBe(false)
})

test('without a session, or from another page, nothing is stored', async () => {
  const here = await site()
  const token = (await openSession(here)).token
  const url = `/upload?batch=${randomUUID()}&path=a.mbox`
  const put = (headers: Record<string, string>) => ask(here, url, { method: 'PUT', headers, body: 'x' })
  expect((await put({ origin: here.origin })).status).toBe(401)
  expect((await put({ origin: here.origin, authorization: 'Bearer guess' })).status).toBe(401)
  expect((await put({ origin: 'http://evil.example', authorization: `Bearer ${token}` })).status).toBe(403)
  expect((await put({ authorization: `Bearer ${token}` })).status).toBe(403)
  expect(files(join(here.folder, 'uploads'))).toEqual([])
})

test('more than the disk holds is refused before it is sent', async () => {
  const here = await site()
  const token = (await openSession(here)).token
  const headers = { origin: here.origin, authorization: `Bearer ${token}`, 'content-length': String(2 ** 52) }
  const { status, body } = await ask(here, `/upload?batch=${randomUUID()}&path=a.mbox`, { method: 'PUT', headers })
  expect(status).toBe(507)
  expect(body).toBe('disk full\n')
})

function uploads(): { data: string; uploads: Uploads } {
  const data = mkdtempSync(join(tmpdir(), 'hilo-uploads-'))
  onTestFinished(() => rmSync(data, { recursive: true }))
  return { data, uploads: new Uploads(data) }
}

test('whatever a file is called, it stays in its batch', async () => {
  const { data, uploads: kept } = uploads()
  await kept.open()
  const part = fc.constantFrom('..', '.', '', 'a', 'C:', '%2e%2e', '..%2f', '\\..\\', 'é', 'a\0b', '~', 'con', 'x'.repeat(300))
  const name = fc.oneof(
    fc.array(part, { maxLength: 5 }).map(parts => parts.join('/')),
    fc.string(),
  )
  await fc.assert(
    fc.asyncProperty(name, async name => {
      const batch = randomUUID()
      const done = await kept.put(batch, name, 1, Readable.from(['x']))
      const stored = files(data)
      await kept.remove(batch)
      if ('refused' in done) expect(stored).toEqual([])
      else expect([stored, done.path.includes(`${batch}${sep}`)]).toEqual([[done.path], true])
    }),
  )
})

test('a batch that is none reaches no folder', async () => {
  const { data, uploads: kept } = uploads()
  await kept.open()
  expect(await kept.put('..', 'a', 1, Readable.from(['x']))).toEqual({ refused: 'bad-name' })
  await kept.remove('..')
  await kept.remove('')
  expect(readdirSync(join(data, 'uploads'))).toHaveLength(1)
})

test('a sender that goes away leaves nothing', async () => {
  const { data, uploads: kept } = uploads()
  await kept.open()
  const sender = Readable.from(
    (async function* () {
      yield 'half'
      throw new Error('gone')
    })(),
  )
  await expect(kept.put(randomUUID(), 'a.mbox', 0, sender)).rejects.toThrow('gone')
  expect(files(data)).toEqual([])
})

test('what an ended process left is cleared, what a running one has stays', async () => {
  const { data, uploads: kept } = uploads()
  for (const owner of ['999999999-x', `${process.ppid}-y`]) {
    mkdirSync(join(data, 'uploads', owner), { recursive: true })
    writeFileSync(join(data, 'uploads', owner, 'a.mbox'), 'x')
  }
  await kept.open()
  expect(files(data)).toEqual([join(data, 'uploads', `${process.ppid}-y`, 'a.mbox')])
  await kept.close()
  expect(readdirSync(join(data, 'uploads'))).toEqual([`${process.ppid}-y`])
})
