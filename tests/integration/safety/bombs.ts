import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { type Entry, zipOf } from '../../unit/connectors/chat/zip.ts'

const MB = 1024 * 1024
const chat = (lines: string[]) =>
  Buffer.from(lines.map((line, at) => `12/3/24, 10:${String(at % 60).padStart(2, '0')} - Ana: ${line}\n`).join(''))
const hello = chat(['Hola', 'Qué tal', 'Bien'])

/** WhatsApp exports that are meant to fill the memory, the disk or another folder. */
export function zips(folder: string): string[] {
  const zip = (name: string, entries: readonly Entry[]): string => {
    const path = join(folder, `${name}.zip`)
    writeFileSync(path, zipOf(entries))
    return path
  }
  const photo = Buffer.alloc(30 * MB)
  const names = [
    '../../escaped.txt',
    '/absolute.txt',
    'C:\\windows.txt',
    '..\\..\\x.txt',
    'CON',
    'AUX.txt',
    'a\0b.txt',
    'x'.repeat(60_000),
    '\u202egpj.exe',
    '',
  ]
  return [
    zip('a text of 600 MB', [{ name: '_chat.txt', content: hello, claim: 600 * MB }]),
    zip('a text that says it is short', [{ name: '_chat.txt', content: Buffer.alloc(60 * MB, 'a'), claim: 100 }]),
    zip('one line of 60 MB', [{ name: '_chat.txt', content: Buffer.concat([hello, Buffer.alloc(60 * MB, 'a')]) }]),
    zip('a photo that is huge and sent often', [
      { name: '_chat.txt', content: chat(Array.from({ length: 6 }, () => 'IMG-1.jpg (file attached)')) },
      { name: 'IMG-1.jpg', content: photo },
    ]),
    zip('a photo that says it is small', [
      { name: '_chat.txt', content: chat(['IMG-1.jpg (file attached)']) },
      { name: 'IMG-1.jpg', content: photo, claim: 10 },
    ]),
    zip('a zip in a zip', [
      { name: '_chat.txt', content: chat(['a.zip (file attached)']) },
      { name: 'a.zip', content: deflateRawSync(deflateRawSync(Buffer.alloc(8 * MB))) },
    ]),
    zip(
      'more files than there are',
      Array.from({ length: 8000 }, (_, n) => ({ name: n === 0 ? '_chat.txt' : `${n}/`, content: n === 0 ? hello : Buffer.of() })),
    ),
    zip(
      'one name many times',
      Array.from({ length: 4000 }, () => ({ name: '_chat.txt', content: hello })),
    ),
    zip('names that lead elsewhere', [
      { name: '_chat.txt', content: chat(names.map(name => `${name} (file attached)`)) },
      ...names.map(name => ({ name, content: Buffer.from('planted') })),
      { name: 'link.jpg', content: Buffer.from('/etc/passwd'), mode: 0o120777 },
    ]),
  ]
}

/** Mails, address books, lists and backups of phones likewise. */
export function others(folder: string): string[] {
  const write = (name: string, ...parts: (string | Buffer)[]): string => {
    const path = join(folder, name)
    writeFileSync(path, Buffer.concat(parts.map(part => Buffer.from(part))))
    return path
  }
  const head = 'From: ana@a.example\nTo: us@b.example\nDate: Sat, 2 Mar 2024 10:00:00 +0100\nMessage-ID: <a@a>\nMIME-Version: 1.0\n'
  const part = (type: string, more = '') => `Content-Type: ${type}\n${more}\n`
  const nested = Array.from({ length: 10_000 }, (_, n) => `${part(`multipart/mixed; boundary=b${n}`)}--b${n}\n`)
  const mails = {
    'parts in parts': [head, nested.join('')],
    'mails in mails': [head, `${part('message/rfc822')}${head}`.repeat(10_000)],
    'a million headers': [head, 'X-A: b\n'.repeat(1_000_000), '\nHello\n'],
    'a header of 16 MB': [head, 'X-A: ', Buffer.alloc(16 * MB, 'a'), '\n\nHello\n'],
    'a subject of 2 MB in words': [head, 'Subject: ', '=?utf-8?q?a?= '.repeat(140_000), '\n\nHello\n'],
    'a hundred thousand recipients': [head, 'Cc: ', 'a@b.example, '.repeat(100_000), '\n\nHello\n'],
    'base64 that is none': [head, part('image/png', 'Content-Transfer-Encoding: base64\n'), Buffer.alloc(8 * MB, '!A')],
    'base64 that is all padding': [head, part('image/png', 'Content-Transfer-Encoding: base64\n'), Buffer.alloc(8 * MB, 'AAA=AAA=\n')],
    'a part of 2 GB, it says': [
      head,
      part('image/gif', 'Content-Transfer-Encoding: base64\nContent-Length: 2147483648\n'),
      'R0lGODlh//////8A',
    ],
    'tags in tags': [head, part('text/html'), '<div><table><td>'.repeat(300_000)],
    'attributes without end': [head, part('text/html'), `<a ${'b="c" '.repeat(2_000_000)}`],
    entities: [head, part('text/html'), '&amp;&#x41;&lt'.repeat(1_000_000)],
    'soft line ends': [
      head,
      part('text/plain', 'Content-Transfer-Encoding: quoted-printable\n'),
      '=C3=A9=\n'.repeat(200_000),
      '=3D'.repeat(4_000_000),
    ],
    'one line of 16 MB': [head, part('text/plain'), Buffer.alloc(16 * MB, 'On wrote: ')],
    flowed: [head, part('text/plain; format=flowed'), '> > > a \n'.repeat(50_000)],
  }
  const card = 'BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nTEL:+34600111222\n'
  const xml = '<?xml version="1.0"?>'
  const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')
  return [
    ...Object.entries(mails).map(([name, parts]) => write(`${name}.eml`, ...parts)),
    write('a photo of 32 MB.vcf', card, 'PHOTO;ENCODING=b;TYPE=PNG:', Buffer.alloc(32 * MB, 'A'), '\nEND:VCARD\n'),
    write('a line in 300,000 pieces.vcf', card, 'NOTE:a', '\n b'.repeat(300_000), '\nEND:VCARD\n'),
    write('lists in lists.json', '{"name":"Ana","type":"personal_chat","id":1,"messages":', '['.repeat(2_000_000)),
    write(
      'a word of 32 MB.json',
      '{"name":"Ana","type":"personal_chat","id":1,"messages":[{"id":1,"type":"message","date":"2024-01-01T00:00:00","text":"',
      Buffer.alloc(32 * MB, 'a'),
      '"}]}',
    ),
    write(
      'a billion laughs.xml',
      `${xml}<!DOCTYPE s [<!ENTITY l0 "lol">${laughs}]><smses count="1"><sms protocol="0" address="&l9;" date="1709370000000" type="1" body="&l9;" /></smses>`,
    ),
    write(
      'elements in elements.xml',
      `${xml}<smses count="1"><sms protocol="0" address="1" date="1" type="1" body="a" />`,
      '<a>'.repeat(300_000),
    ),
    write('a cell of 32 MB.csv', 'date,from,to,duration\n2024-01-01 10:00,"', Buffer.alloc(32 * MB, 'a'), '",2,3\n'),
    write('100,000 columns.csv', `${'date,'.repeat(100_000)}\n${'1,'.repeat(100_000)}\n`),
  ]
}
