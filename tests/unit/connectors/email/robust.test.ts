import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProblemCode } from '#shared/model/problem.ts'
import { eml } from '../../../../electron/connectors/email/eml.ts'
import { mbox } from '../../../../electron/connectors/email/mbox.ts'
import { worked } from '../../worked.ts'
import { fixture, mail, probe, problemOrMail } from './support.ts'

const names = ['nested.eml', 'bounce.eml', 'iso-2022-jp.eml', 'windows-1252-as-utf-8.eml', 'html-reply.eml', 'flowed.eml', 'koi8-r.eml']

async function standsIt(bytes: Uint8Array): Promise<void> {
  const result = await problemOrMail(bytes)
  if (typeof result === 'string') expect(ProblemCode.options).toContain(result)
  else expect(result.sourceId).not.toBe('')
}

describe('no mail makes the parser throw or hang', () => {
  it('arbitrary bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), standsIt))
  })

  it('arbitrary header values', async () => {
    const value = fc.string({ unit: 'binary', maxLength: 60 })
    const pieces = fc.array(fc.constantFrom('<', '>', '@', '"', '(', ':', ';', ',', '=?utf-8?Q?', '?=', 'a', 'charset=', '\n '), {
      maxLength: 30,
    })
    const field = fc.oneof(
      value,
      pieces.map(list => list.join('')),
    )
    await fc.assert(
      fc.asyncProperty(field, field, field, field, (from, subject, type, id) =>
        standsIt(
          Buffer.from(
            mail({ From: `${from} <a@b.es>`, Subject: subject, 'Content-Type': type, 'Message-ID': id, 'Reply-To': from, References: id }),
          ),
        ),
      ),
    )
  })

  it('real mails with bytes changed, cut out and doubled', async () => {
    const change = fc.record({ at: fc.nat(), length: fc.nat({ max: 40 }), put: fc.uint8Array({ maxLength: 8 }) })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.array(change, { minLength: 1, maxLength: 6 }), async (name, changes) => {
        let bytes = fixture(name)
        for (const { at, length, put } of changes) {
          const start = at % (bytes.length + 1)
          bytes = Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + length)])
        }
        await standsIt(bytes)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['empty lines', '\n'.repeat(3_000_000)],
    ['delimiters', '--b\n'.repeat(1_000_000)],
    ['address operators', ''],
  ])('millions of %s', async (what, body) => {
    const fields = {
      'Content-Type': 'multipart/mixed; boundary=b',
      ...(what.startsWith('address') ? { To: '<,:;"('.repeat(250_000) } : {}),
    }
    const started = process.cpuUsage()
    await standsIt(Buffer.from(mail(fields, body)))
    expect(worked(started)).toBeLessThan(10_000)
  })
})

describe('recognising', () => {
  const box = `From a@b Tue Mar  5 10:00:00 2024\n${mail()}`

  it('tells mbox and eml by content', () => {
    expect(mbox.recognise(probe(box))).toBe(1)
    expect(mbox.recognise(probe(box.replaceAll('\n', '\r\n')))).toBe(1)
    expect(eml.recognise(probe(box))).toBe(0)
    for (const name of names) expect(eml.recognise(probe(fixture(name)))).toBeGreaterThan(0.9)
    expect(mbox.recognise(probe(mail()))).toBe(0)
  })

  it.each([
    ['CSV', 'Date,From,To\n2024-03-05,600111222,900\n'],
    ['CSV with colons', 'start: time,from: number\n2024,1\n'],
    ['WhatsApp', '12/3/24, 10:00 - Ana: hola\n12/3/24, 10:01 - Shop: From: here\n'],
    ['JSON', '{"from": "a", "date": "b"}'],
    ['XML', '<?xml version="1.0"?><smses><sms date="1"/></smses>'],
    ['prose', 'From here on, everything is text.\n\nDate: today\n'],
    ['HTTP', 'HTTP/1.1 200 OK\nDate: today\nContent-Type: text/html\n\n'],
    ['nothing', ''],
  ])('leaves %s to others', (_, content) => {
    expect(mbox.recognise(probe(content))).toBe(0)
    expect(eml.recognise(probe(content))).toBe(0)
  })
})
