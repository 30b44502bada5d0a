import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { parseMail } from '../../../../electron/connectors/email/light-parser.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'email')
const fixtures = readdirSync(folder).filter(name => name.endsWith('.eml'))
const options = { maxNestingDepth: 20, forceRfc822Attachments: true }

/** What the library makes of a mail by itself, line by line, and what it makes of it in blocks. */
async function bothWays(mail: Buffer) {
  return Promise.allSettled([PostalMime.parse(mail, options), parseMail(mail, options)])
}

test.each(fixtures)('%s reads the same in blocks, with either end of line', async name => {
  const mail = readFileSync(join(folder, name)).toString('latin1').replaceAll('\r\n', '\n')
  for (const written of [mail, mail.replaceAll('\n', '\r\n')]) {
    const [lines, blocks] = await bothWays(Buffer.from(written, 'latin1'))
    expect(blocks).toEqual(lines)
  }
})

test('whatever lines a mail is made of, it reads the same in blocks', async () => {
  const line = fc.constantFrom(
    ...['', 'text', ' y', '\u00e9 x', '-- ', '--', '--b', '--b ', '--b--', '--c', '--c--', 'a=3D=', 'aGVsbG8=', 'aGVsbG8', '\r', 'x\ry'],
    ...['Content-Type: text/plain', 'Content-Type: multipart/mixed; boundary=c', 'Content-Type: message/rfc822'],
    ...[
      'Content-Transfer-Encoding: base64',
      'Content-Transfer-Encoding: quoted-printable',
      'Content-Disposition: attachment; filename=x.txt',
    ],
  )
  const head = fc.constantFrom(
    ...['Content-Type: multipart/mixed; boundary=b', 'Content-Type: text/plain', 'Content-Transfer-Encoding: base64'],
    'Content-Type: text/html\nContent-Transfer-Encoding: x-quoted-printable',
  )
  const end = fc.constantFrom('\n', '\n', '\r\n', '\r\r\n')
  await fc.assert(
    fc.asyncProperty(head, fc.array(fc.tuple(line, end), { maxLength: 20 }), fc.boolean(), async (first, lines, tail) => {
      const body = lines.map(([written, ended]) => written + ended).join('')
      const [alone, blocks] = await bothWays(Buffer.from(`From: a@b.example\n${first}\n\n${body}${tail ? 'tail' : ''}`))
      expect(blocks).toEqual(alone)
    }),
    { numRuns: 2000 },
  )
})
