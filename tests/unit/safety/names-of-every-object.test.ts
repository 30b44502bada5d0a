import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { formats, recognise } from '../../../electron/connectors/formats.ts'
import { previewFile } from '../../../electron/ingest/settings.ts'
import { readPeople } from '../../../electron/linkage/csv/people.ts'

/** What every object has without anybody giving it. */
const names = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty']
/** What no object has, as long as it is. */
const harmless = 'wordle'

afterEach(() => {
  expect([Object.keys(Object.prototype), Reflect.get({}, 'polluted')]).toEqual([[], undefined])
})

/** One file of each kind that says this word wherever a file can name something. */
function filesSaying(word: string): Record<string, string> {
  const mail = [
    `From: ${word} <ana@x.example>`,
    'To: us@b.example',
    'Date: Sat, 2 Mar 2024 10:00:00 +0100',
    'Message-ID: <1@x>',
    `Subject: ${word}`,
    `${word}: ${word}`,
    `Authentication-Results: mx.b.example; ${word}=${word}; spf=${word}`,
    `Content-Type: multipart/mixed; ${word}=${word}; boundary=b`,
    '',
    `--b\nContent-Type: text/plain; charset=${word}\n\n${word}`,
    `--b\nContent-Type: ${word}/${word}\nContent-Disposition: ${word}; filename=a.${word}\n\nfile\n--b--\n`,
  ].join('\n')
  const polluting = `"${word}":{"polluted":1,"prototype":{"polluted":1},"constructor":{"polluted":1}}`
  const telegram = `{${polluting},"name":"${word}","type":"personal_chat","id":1,"messages":[{${polluting},"id":1,"type":"message","date":"2024-01-01T00:00:00","from":"${word}","from_id":"user${word}","media_type":"${word}","file":"a.${word}","text":["${word}",{"type":"${word}","text":"${word}",${polluting}}]}]}`
  return {
    'a.mbox': `From - Sat Mar  2 10:00:00 2024\n${mail}`,
    'a.eml': mail,
    'a.vcf': `BEGIN:VCARD\nVERSION:3.0\nFN:${word}\n${word}:${word}\n${word}.TEL;TYPE=${word};${word}=${word}:+34600111222\nEMAIL:ana@x.example\nEND:VCARD\n`,
    'calls.csv': `date,from,to,duration,disposition,${word}\n2024-01-01 10:00:00,+34600111222,+34911222333,20,${word},${word}\n2024-01-02 10:00:00,+34600111222,+34911222333,20,ANSWERED,${word}\n`,
    'one.csv': `${word}\n2024-01-01 10:00\n`,
    'book.csv': `name,email,phone,${word}\n${word},ana@x.example,+34600111222,${word}\n`,
    'sms.xml': `<?xml version="1.0"?><smses count="1"><sms ${word}="${word}" protocol="0" address="+34600111222" date="1709370000000" type="1" body="${word}" contact_name="${word}" /></smses>`,
    'result.json': telegram,
    'chat.txt': `12/3/24, 10:00 - ${word}: Hola\n12/3/24, 10:01 - Ana: ${word}\n12/3/24, 10:02 - ${word}: ${word}.jpg (file attached)\n`,
    'Master.csv': `"${word}","600111222","600","from-trunk","""${word}"" <600111222>","PJSIP/${word}-00000001","PJSIP/201-00000002","${word}","support,t","2025-03-03 10:00:00","2025-03-03 10:00:20","2025-03-03 10:03:20",200,180,"${word}","DOCUMENTATION","1741000000.1","","","1741000000.1",1\n`,
  }
}

/** What an import would take in, with the word and what is made of its length or sum left out. */
async function read(name: string, content: string, word: string): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-names-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, name)
  writeFileSync(path, content)
  const { signal } = new AbortController()
  const reading = { own: ['us@b.example'], region: 'ES', timeZone: 'UTC', now: Date.UTC(2026, 0, 1), mappings: {} }
  const found: unknown[] = []
  for await (const { kind, problem } of recognise([path], signal)) {
    found.push(kind, problem?.code)
    if (!kind) continue
    const { settings, preview } = await previewFile(path, kind, reading, undefined, signal)
    found.push(preview.mapping, preview.contacts)
    for await (const { items, problems, cards } of formats[kind].read(settings, undefined, signal)) {
      found.push(
        items.map(({ sourceId: _id, thread: _thread, file: _file, ...item }) => item),
        problems.map(({ code }) => code),
        cards,
      )
    }
  }
  // As it crosses to another thread, and as a person would compare it: which phone's address book a contact is in is a sum of the chat.
  const told = JSON.stringify(structuredClone(found)).replaceAll(word, harmless).replaceAll(word.toLowerCase(), harmless)
  return JSON.parse(told.replace(/~[0-9a-f]{16}/g, '~phone'))
}

test.each(Object.keys(filesSaying('')))('%s says the same with a name that every object has as with any other', async name => {
  const outcome = (word: string) => read(name, filesSaying(word)[name] ?? '', word)
  const expected = await outcome(harmless)
  for (const word of names) expect([word, await outcome(word)]).toEqual([word, expected])
})

test('a list of people keeps a column whatever it is called', () => {
  const list = (word: string) => readPeople(Buffer.from(`name,mail,${word}\nAna,ana@x.example,red\nBea,bea@x.example,blue\n`)).records
  for (const word of names)
    expect(list(word).map(({ attributes }) => Object.entries(attributes ?? {}))).toEqual([[[word, 'red']], [[word, 'blue']]])
})
