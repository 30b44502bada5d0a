import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { parseWithLightBlobs } from '../../../../electron/connectors/email/light-blob.ts'
import { parseMessage } from '../../../../electron/connectors/email/message.ts'

const theirs = globalThis.Blob
afterEach(() => {
  globalThis.Blob = theirs
})

const context = { own: new Set<string>(), now: Date.UTC(2026, 0, 1) }
const folder = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'email')
const fixtures = readdirSync(folder).filter(name => name.endsWith('.eml'))

/** The same bytes read both ways. */
async function bothWays(bytes: Uint8Array) {
  globalThis.Blob = theirs
  const slow = await parseMessage(bytes.slice(), context)
  parseWithLightBlobs()
  return [slow, await parseMessage(bytes.slice(), context)]
}

test.each(fixtures)('%s reads the same', async name => {
  const [slow, light] = await bothWays(readFileSync(join(folder, name)))
  expect(light).toEqual(slow)
})

test('any bytes read the same', async () => {
  const header = Buffer.from('From: a@b.example\nDate: Wed, 1 Jan 2025 10:00:00 +0000\nContent-Type: ')
  const kinds = ['text/plain', 'text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable', 'multipart/mixed; boundary=b']
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...kinds), fc.uint8Array({ maxLength: 400 }), async (kind, body) => {
      const [slow, light] = await bothWays(Buffer.concat([header, Buffer.from(`${kind}\n\n`), body]))
      expect(light).toEqual(slow)
    }),
    { numRuns: 300 },
  )
})
