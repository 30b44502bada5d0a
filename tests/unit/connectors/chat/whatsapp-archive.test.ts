import { readdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { whatsapp } from '../../../../electron/connectors/chat/whatsapp.ts'
import { fileOf, probeOf, readAll, settingsFor } from './reading.ts'
import { zipOf } from './zip.ts'

const text = [
  '[13/01/24, 18:05:00] Ana: hi',
  '[13/01/24, 18:06:00] Shop: \u200e<attached: 00000002-PHOTO.jpg>',
  '[13/01/24, 18:07:00] Ana: \u200e<attached: 00000003-PHOTO.jpg>',
].join('\r\n')
const photo = { name: '00000002-PHOTO.jpg', content: new Uint8Array([0xff, 0xd8, 0xff]) }
const chat = { name: '_chat.txt', content: text }
const NAME = 'WhatsApp Chat - Ana.zip'

const read = async (bytes: Uint8Array) => readAll(whatsapp, settingsFor(await fileOf(bytes, NAME)))

describe('an archive', () => {
  it('brings its media along and takes the sides from its name', async () => {
    const { items, problems } = await read(zipOf([photo, chat]))
    expect(problems).toEqual([])
    expect(items.map(item => [item.direction, item.marks ?? []])).toEqual([
      ['in', []],
      ['out', []],
      ['in', ['missing-media']],
    ])
    expect(items[1]?.attachments).toEqual([{ name: photo.name, type: 'image/jpeg', size: 3, content: Buffer.from(photo.content) }])
  })

  it('from Android names the chat in the text inside', async () => {
    const inner = { name: 'Chat de WhatsApp con Ana.txt', content: '13/01/2024, 18:05 - Ana: hola\n13/01/2024, 18:05 - Tienda: buenas' }
    const notes = { name: 'notes.txt', content: 'a document sent in the chat' }
    const path = await fileOf(zipOf([notes, inner]), 'export.zip')
    const { items } = await readAll(whatsapp, settingsFor(path))
    expect(items.map(item => item.direction)).toEqual(['in', 'out'])
  })

  it('with names that lead out of it is read like any other, and nothing is written', async () => {
    const evil = { name: '../../00000003-PHOTO.jpg', content: 'x' }
    const path = await fileOf(zipOf([evil, chat]), NAME)
    const { items, problems } = await readAll(whatsapp, settingsFor(path))
    expect([items.length, problems]).toEqual([3, []])
    expect(await readdir(dirname(path))).toEqual([NAME])
  })

  it('that is cut off is one problem', async () => {
    const whole = zipOf([chat, photo])
    const { items, problems } = await read(whole.subarray(0, whole.length - 40))
    expect([items, problems.map(problem => problem.code)]).toEqual([[], ['broken-zip']])
  })

  it('without a chat in it is not recognised', async () => {
    expect((await read(zipOf([photo]))).problems.map(problem => problem.code)).toEqual(['not-recognised'])
  })

  it('that holds more than it says is stopped', async () => {
    const long = `${text}\r\n${'x'.repeat(500_000)}`
    const { problems } = await read(zipOf([{ ...chat, content: long, claim: 100 }]))
    expect(problems.map(problem => problem.code)).toEqual(['broken-zip'])
  })

  it('whose text is larger than the limit is not unpacked', async () => {
    const { problems } = await read(zipOf([{ ...chat, claim: 600 * 1024 * 1024 }]))
    expect(problems.map(problem => problem.code)).toEqual(['too-large'])
  })

  it('does not bring a file larger than the limit', async () => {
    const { items } = await read(zipOf([{ ...photo, claim: 65 * 1024 * 1024 }, chat]))
    expect(items[1]).toMatchObject({ marks: ['missing-media'], attachments: [{ size: 65 * 1024 * 1024 }] })
    expect(items[1]?.attachments?.[0]?.content).toBeUndefined()
  })

  it('never makes it fail, wherever a byte is wrong', async () => {
    const whole = zipOf([photo, chat])
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const broken = Buffer.from(whole)
        broken[at] = byte
        const { items, problems } = await read(broken)
        expect(items.length + problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 100 },
    )
  })
})

describe('recognising an archive', () => {
  const probe = (zipEntries: string[], name: string): number => whatsapp.recognise(probeOf(zipOf([chat]), { zipEntries, name }))

  it('goes by the names inside', () => {
    expect(probe(['_chat.txt', '00000002-PHOTO.jpg'], 'x.zip')).toBeGreaterThan(0.9)
    expect(probe(['WhatsApp Chat with Ana.txt'], 'x.zip')).toBeGreaterThan(0.9)
    expect(probe(['00000002-PHOTO-2024-02-03-18-06-01.jpg'], 'x.zip')).toBeGreaterThan(0.7)
    expect(probe(['readme.txt', 'data.csv'], 'x.zip')).toBe(0)
    expect(probe(['[Content_Types].xml', 'word/document.xml'], 'WhatsApp Chat with Ana.docx')).toBe(0)
  })

  it('still knows one that is cut off by its first name', () => {
    expect(probe([], 'x.zip')).toBeGreaterThan(0.9)
  })
})
