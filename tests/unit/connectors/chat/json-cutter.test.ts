import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cut, Want } from '../../../../electron/connectors/chat/telegram/json-cutter.ts'
import { JsonCutter } from '../../../../electron/connectors/chat/telegram/json-cutter.ts'

const want = (path: string): Want => (path === 'messages' ? 'enter' : path === 'messages.*' || path === 'id' ? 'take' : 'skip')

function cut(bytes: Uint8Array, sizes = [1 << 20]): Cut[] {
  const cutter = new JsonCutter(want)
  const cuts: Cut[] = []
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % Math.max(1, sizes.length)] ?? 1)
    cuts.push(...cutter.push(bytes.subarray(at, at + size)))
    at += size
  }
  return [...cuts, ...cutter.end()]
}

const valuesOf = (cuts: Cut[]): unknown[] => cuts.flatMap(one => (one.kind === 'value' && one.path === 'messages.*' ? [one.text] : []))
const problemsOf = (cuts: Cut[]): string[] => cuts.flatMap(one => (one.kind === 'problem' ? [`${one.line} ${one.code}`] : []))
const ids = (text: string): unknown[] => valuesOf(cut(Buffer.from(text))).map(one => JSON.parse(String(one)).id)

describe('the JSON cutter', () => {
  it('cuts out every element whole, whatever the chunks are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.jsonValue(),
        fc.array(fc.nat(7)),
        fc.constantFrom(0, 1),
        (messages, other, sizes, indent) => {
          const text = JSON.stringify({ a: other, id: 7, messages, z: other }, null, indent)
          const cuts = cut(Buffer.from(text), sizes)
          expect(valuesOf(cuts).map(one => JSON.parse(String(one)))).toEqual(JSON.parse(JSON.stringify(messages)))
          expect(problemsOf(cuts)).toEqual([])
        },
      ),
    )
  })

  it('says the same of broken input whatever the chunks are, and never fails', () => {
    const junk = fc
      .array(fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', '\n', ' ', '"messages":[', '{"id":1}', 'x'))
      .map(all => all.join(''))
    fc.assert(
      fc.property(junk, fc.boolean(), fc.array(fc.nat(7)), (text, inside, sizes) => {
        const bytes = Buffer.from(inside ? `{"messages":[${text}` : text)
        expect(cut(bytes, sizes)).toEqual(cut(bytes))
      }),
    )
  })

  it('knows the line of each element', () => {
    const cuts = cut(Buffer.from('{\n"messages": [\n{"id":1},\n\n{"id":2,\n"x":3}]}'))
    expect(cuts.flatMap(one => (one.kind === 'value' ? [one.line] : []))).toEqual([3, 5])
  })

  it.each([
    ['a string that is not closed', '{"id":2,"text":"oops}'],
    ['a brace that is not closed', '{"id":2,"text":{"a":1}'],
    ['a bracket that is not closed', '{"id":2,"text":["a"}'],
    ['a bracket too many', '{"id":2,"text":"a"]}'],
  ])('loses only the element with %s', (_, broken) => {
    const text = `{"messages":[\n{"id":1},\n${broken},\n{"id":3},\n{"id":4}\n]}`
    expect(ids(text).filter(id => id !== 2)).toEqual([1, 3, 4])
    expect(problemsOf(cut(Buffer.from(text)))[0]).toMatch(/^3 broken-json/)
  })

  it('loses only the broken element of a document written over many lines, as Telegram writes it', () => {
    const one = (id: number, text: string): string => `  {\n   "id": ${id},\n   "text": ${text}\n  }`
    const text = `{\n "messages": [\n${one(1, '"a"')},\n${one(2, '"not closed')},\n${one(3, '"c"')}\n ]\n}\n`
    expect(ids(text)).toEqual([1, 3])
    expect(problemsOf(cut(Buffer.from(text)))).toEqual(['7 broken-json'])
  })

  it('counts stray signs between two elements as one problem', () => {
    const text = '{"messages":[{"id":1}}}}},}{"id":2}]}'
    expect(ids(text)).toEqual([1, 2])
    expect(problemsOf(cut(Buffer.from(text)))).toEqual(['1 broken-json'])
  })

  it('survives any depth', () => {
    const deep = '['.repeat(2_000_000)
    const closed = `{"messages":[{"id":1},{"id":2,"text":${deep}${']'.repeat(2_000_000)}},{"id":3}]}`
    expect(ids(closed)).toEqual([1, 3])
    expect(problemsOf(cut(Buffer.from(closed)))).toEqual(['1 too-deep'])
    expect(problemsOf(cut(Buffer.from(`{"messages":[{"id":1,"text":${deep}`)))).toEqual(['1 truncated'])
  })

  it('lets go of an element that is too large', () => {
    const text = `{"messages":[{"id":1,"text":"${'x'.repeat(9_000_000)}"},{"id":2}]}`
    expect(ids(text)).toEqual([2])
    expect(problemsOf(cut(Buffer.from(text)))).toEqual(['1 too-large'])
  })
})
