import { appendFileSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { eml } from '../../../../electron/connectors/email/eml.ts'
import { mbox } from '../../../../electron/connectors/email/mbox.ts'
import { type MboxEntry, splitMbox } from '../../../../electron/connectors/email/mbox-splitter.ts'
import { mail, NOW, readAll, SUPPORT, settings } from './support.ts'

const folder = mkdtempSync(join(tmpdir(), 'mbox-'))
afterAll(() => rmSync(folder, { recursive: true }))

const FROM = 'From ana@example.es Tue Mar  5 10:00:00 2024\n'

/** As mboxrd writes it: one ">" before every line that is "From " behind any number of ">". */
function asMbox(mails: string[]): string {
  return mails.map(one => `${FROM}${one.replace(/(^|\n)(>*From )/g, '$1>$2')}\n`).join('')
}

async function entries(content: Buffer, chunk: number, largest?: number): Promise<MboxEntry[]> {
  const found: MboxEntry[] = []
  const read = async (into: Buffer, position: number) => content.copy(into, 0, position, Math.min(position + chunk, content.length))
  for await (const run of splitMbox(read, { offset: 0, line: 1 }, largest)) {
    for (const entry of run) found.push(entry.bytes ? { ...entry, bytes: Buffer.from(entry.bytes) } : entry)
  }
  return found
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => mail({ 'Message-ID': `<m${i}@x>` }, `Body ${i}\n`))

describe('taking an mbox apart', () => {
  const line = fc.oneof(
    fc.constantFrom('', 'From here on', '>From me', '>>From us', 'words', '-- ', 'From a@b Tue Mar  5 10:00:00 2024', '\u00e9'),
    fc.string({ maxLength: 30, unit: 'binary-ascii' }).map(text => text.replace(/[\r\n]/g, '')),
  )
  const message = fc.array(line, { maxLength: 12 }).map(lines => mail({}, `${lines.join('\n')}\n`))

  it('gives back what was put in, whatever the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 700 }), async (mails, chunk) => {
        const found = await entries(Buffer.from(asMbox(mails)), chunk)
        expect(found.map(entry => entry.bytes?.toString())).toEqual(mails)
      }),
      { numRuns: 60 },
    )
  })

  it('gives the same with CRLF', async () => {
    const mails = numbered(5)
    const found = await entries(Buffer.from(asMbox(mails).replaceAll('\n', '\r\n')), 50)
    expect(found.map(entry => entry.bytes?.toString().replaceAll('\r\n', '\n'))).toEqual(mails)
  })

  it('does not depend on chunks for any bytes, and counts every line', async () => {
    const piece = fc.constantFrom('From ', FROM, '\n', '\r\n', '\n\n', 'From: a@b\n', '>From x\n', 'words', '\u0000', '\ufeff')
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 40 }), async (pieces, chunk) => {
        const content = Buffer.from(pieces.join(''))
        const whole = await entries(content, content.length + 1)
        expect(await entries(content, chunk)).toEqual(whole)
        for (const { offset, line: number } of whole) {
          expect(number).toBe(content.subarray(0, offset).toString('latin1').split('\n').length)
        }
      }),
    )
  })

  it('splits only after an empty line, at a line with a date or a header below', async () => {
    const body = 'words\nFrom a@b Tue Mar  5 10:00:00 2024\nSubject: no\n\nFrom here on, all is well.\n\nFrom - \nReceived: y\n'
    const found = await entries(Buffer.from(FROM + mail({}, body)), 1000)
    expect(found).toHaveLength(2)
    expect(found[1]?.line).toBe(14)
  })

  it('skips a mail over the limit and goes on after it', async () => {
    const mails = [...numbered(2), mail({}, `${'x'.repeat(3_000_000)}\n`), ...numbered(2)]
    const found = await entries(Buffer.from(asMbox(mails)), 5000, 1_000_000)
    expect(found.map(entry => entry.bytes === undefined)).toEqual([false, false, true, false, false])
    expect(found.map(entry => entry.line)).toEqual([1, 10, 19, 28, 37])
  })
})

describe('an mbox file', () => {
  it('brings every mail with its line, and the same ids the second time', async () => {
    const path = file('plain', asMbox(numbered(1200)))
    const first = await readAll(mbox, settings(path))
    expect(first.items).toHaveLength(1200)
    expect(first.problems).toEqual([])
    expect(first.items[2]).toMatchObject({ sourceId: 'm2@x', text: 'Body 2', file: path, line: 19, direction: 'in' })
    expect(first.batches.every(batch => batch.items.length <= 500)).toBe(true)
    expect(first.batches.at(-1)?.done).toBe(first.batches.at(-1)?.total)
    const second = await readAll(mbox, settings(path))
    expect(second.items.map(item => item.sourceId)).toEqual(first.items.map(item => item.sourceId))
  })

  it('goes on from the cursor of any batch, and from the end when the file grew', async () => {
    const path = file('cursor', asMbox(numbered(1200)))
    const { batches } = await readAll(mbox, settings(path))
    const rest = await readAll(mbox, settings(path), batches[0]?.cursor)
    expect(rest.items.map(item => item.sourceId)).toEqual(
      numbered(1200)
        .map((_, i) => `m${i}@x`)
        .slice(500),
    )
    expect(rest.items[0]?.line).toBe(500 * 9 + 1)
    appendFileSync(path, asMbox([mail({ 'Message-ID': '<new@x>' })]))
    const grown = await readAll(mbox, settings(path), batches.at(-1)?.cursor)
    expect(grown.items.map(item => item.sourceId)).toEqual(['new@x'])
  })

  it('begins again when another file took its place', async () => {
    const path = file('replaced', asMbox(numbered(3)))
    expect((await readAll(mbox, settings(path), { offset: 7, line: 2 })).items).toHaveLength(3)
    expect((await readAll(mbox, settings(path), 'nonsense')).items).toHaveLength(3)
  })

  it('loses one mail to a broken part, and says at which line', async () => {
    const [one = '', two = ''] = numbered(2)
    const path = file(
      'broken',
      asMbox([one, '\u0000\u0001 garbage\n\nmore\n', mail({ Date: 'never', 'Message-ID': '<x@y>', From: '' }), two]),
    )
    const { items, problems } = await readAll(mbox, settings(path))
    expect(items.map(item => item.sourceId)).toEqual(['m0@x', 'm1@x'])
    expect(problems).toEqual([
      { file: path, line: 10, code: 'broken-message' },
      { file: path, line: 15, code: 'no-address' },
    ])
  })

  it('leaves a mail that the end cuts off for later', async () => {
    const multipart = mail(
      { 'Message-ID': '<last@x>', 'Content-Type': 'multipart/mixed; boundary="b"' },
      '--b\n\nText\n--b\n\nmore\n--b--\n',
    )
    const whole = asMbox([...numbered(2), multipart])
    const path = file('cut', whole)
    truncateSync(path, whole.indexOf('more') + 2)
    const first = await readAll(mbox, settings(path))
    expect(first.items).toHaveLength(2)
    expect(first.problems).toEqual([{ file: path, line: 19, code: 'truncated' }])
    writeFileSync(path, whole)
    const later = await readAll(mbox, settings(path), first.batches.at(-1)?.cursor)
    expect(later.items.map(item => item.sourceId)).toEqual(['last@x'])
  })

  it('takes the date of the From_ line when the mail has none', async () => {
    const { items } = await readAll(mbox, settings(file('undated', asMbox([mail({ Date: '' })]))))
    expect(items[0]?.occurredAt).toBe(Date.UTC(2024, 2, 5, 10))
  })

  it('stands a line of 50 MB', async () => {
    const path = file('long', asMbox([...numbered(1), mail({ 'Message-ID': '<big@x>' }, `${'x'.repeat(50_000_000)}\n`), ...numbered(1)]))
    const { items, problems } = await readAll(mbox, settings(path))
    expect(problems).toEqual([])
    expect(items.map(item => item.sourceId)).toEqual(['m0@x', 'big@x', 'm0@x'])
    rmSync(path)
  })

  it('reports 10,000 nested parts once, and takes the rest', async () => {
    let nested = ''
    for (let i = 0; i < 10_000; i++) nested += `--b${i}\nContent-Type: multipart/mixed; boundary=b${i + 1}\n\n`
    const path = file(
      'deep',
      asMbox([...numbered(1), mail({ 'Content-Type': 'multipart/mixed; boundary=b0' }, `${nested}--b0--\n`), ...numbered(1)]),
    )
    const { items, problems } = await readAll(mbox, settings(path))
    expect(problems).toEqual([{ file: path, line: 10, code: 'too-deep' }])
    expect(items).toHaveLength(2)
  })

  it('refuses a mail of so many lines or parts that memory would not hold, and takes the rest', async () => {
    const parts = mail({ 'Content-Type': 'multipart/mixed; boundary=b' }, '--b\n'.repeat(200_000))
    const path = file('lines', asMbox([mail({}, '\n'.repeat(400_000)), parts, ...numbered(1)]))
    const { items, problems } = await readAll(mbox, settings(path))
    expect(problems.map(problem => problem.code)).toEqual(['too-large', 'too-large'])
    expect(items).toHaveLength(1)
  })

  it('stops when asked to', async () => {
    const path = file('cancel', asMbox(numbered(2000)))
    const cancel = new AbortController()
    let batches = 0
    for await (const batch of mbox.read(settings(path), undefined, cancel.signal)) {
      batches += batch.items.length > 0 ? 1 : 0
      cancel.abort()
    }
    expect(batches).toBe(1)
  })

  it('says what is wrong with the path', async () => {
    const missing = join(folder, 'missing')
    expect(await mbox.check(settings(missing), new AbortController().signal)).toEqual({
      ok: false,
      problem: { file: missing, code: 'not-found' },
    })
    expect((await readAll(mbox, settings(missing))).problems).toEqual([{ file: missing, code: 'not-found' }])
    expect((await mbox.check(settings(file('empty', '')), new AbortController().signal)).problem?.code).toBe('empty')
    expect((await readAll(eml, settings(missing))).problems).toEqual([{ file: missing, code: 'not-found' }])
  })

  it('takes a file named Sent as ours', async () => {
    mkdirSync(join(folder, 'Enviados.mbox'))
    for (const path of [file('Sent', asMbox(numbered(1))), file('Enviados.mbox/mbox', asMbox(numbered(1)))]) {
      expect((await readAll(mbox, settings(path, []))).items[0]?.direction).toBe('out')
    }
  })
})

describe('who we are', () => {
  it('is guessed from where mail was delivered, else from who takes part in most', async () => {
    const signal = new AbortController().signal
    const inbox = Array.from({ length: 6 }, (_, i) => mail({ From: `c${i}@example.com`, 'Message-ID': `<m${i}@x>` }))
    const byActivity = await mbox.preview(settings(file('guess', asMbox(inbox)), []), signal)
    expect(byActivity.ownGuess).toEqual([SUPPORT])
    expect(byActivity.participants[0]).toBe(SUPPORT)
    const delivered = inbox.map(one => `Delivered-To: me@shop.example\n${one}`)
    expect((await mbox.preview(settings(file('guess', asMbox(delivered)), []), signal)).ownGuess[0]).toBe('me@shop.example')
    const pair = await mbox.preview({ ...settings(file('guess', asMbox(numbered(5))), []), now: NOW }, signal)
    expect(pair.ownGuess).toEqual([])
  })
})
