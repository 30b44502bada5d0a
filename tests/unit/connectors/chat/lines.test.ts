import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Line } from '../../../../electron/connectors/lines.ts'
import { readLines } from '../../../../electron/connectors/lines.ts'

async function* pieces(bytes: Uint8Array, sizes: number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % Math.max(1, sizes.length)] ?? 1)
    yield bytes.subarray(at, at + size)
    at += size
  }
}

async function linesOf(bytes: Uint8Array, sizes = [1 << 20], limit?: number): Promise<Line[]> {
  const all: Line[] = []
  for await (const { lines } of readLines(pieces(bytes, sizes), limit)) all.push(...lines)
  return all
}

const texts = async (bytes: Uint8Array): Promise<string[]> => (await linesOf(bytes)).map(line => line.text)

describe('lines', () => {
  it('come out the same whatever the chunks are, in every encoding', async () => {
    const line = fc.string({ unit: 'grapheme' }).map(text => text.replace(/[\r\n\ufeff]/g, '').toWellFormed())
    const encodings = fc.constantFrom<(text: string) => Buffer>(
      text => Buffer.from(text, 'utf8'),
      text => Buffer.from(`\ufeff${text}`, 'utf8'),
      text => Buffer.from(`\ufeff${text}`, 'utf16le'),
      text => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(line), encodings, fc.array(fc.nat(9)), fc.constantFrom('\n', '\r\n'), async (all, encode, sizes, end) => {
        const lines = await linesOf(encode(all.map(text => text + end).join('')), sizes)
        expect(lines).toEqual(all.map((text, i) => ({ line: i + 1, text })))
      }),
    )
  })

  it('never fail on arbitrary bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(9)), async (bytes, sizes) => {
        expect(await linesOf(bytes, sizes, 50)).toEqual(await linesOf(bytes, [bytes.length], 50))
      }),
    )
  })

  it('fall back to windows-1252 for the lines that are not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('mañana\n'), Buffer.from([0x6d, 0x61, 0xf1, 0x61, 0x6e, 0x61, 0x80, 0x0a])])
    expect(await texts(bytes)).toEqual(['mañana', 'mañana€'])
  })

  it('keep a last line without a line end, and make none of a final line end', async () => {
    expect(await texts(Buffer.from('a\n\nb'))).toEqual(['a', '', 'b'])
    expect(await texts(Buffer.from('a\n'))).toEqual(['a'])
    expect(await texts(Buffer.from(''))).toEqual([])
  })

  it('are let go beyond the limit while the others go on', async () => {
    const bytes = Buffer.from(`one\n${'x'.repeat(5000)}\nthree`)
    expect(await linesOf(bytes, [100], 1000)).toEqual([
      { line: 1, text: 'one' },
      { line: 2, text: '', tooLong: true },
      { line: 3, text: 'three' },
    ])
  })
})
