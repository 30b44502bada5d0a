import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseQuery, type Query } from '../../../shared/model/query.ts'

const parse = (text: string): Query => parseQuery(text, 'UTC')
const word = fc.constantFrom('modem', 'Ana', '"two words"', '請求書', 'c++', 'ab4471')
const values = {
  from: ['ana', 'luis', '"Ana Ruiz"'],
  to: ['ana', 'support'],
  channel: ['email', 'chat', 'phone'],
  after: ['2024', '2025-03'],
  before: ['2025-04-01', '2026'],
  has: ['attachment'],
  is: ['unanswered'],
  in: ['case'],
} as const
const kinds = fc.constantFrom(...(Object.keys(values) as (keyof typeof values)[]))
const filterOf = (kind: keyof typeof values) => fc.constantFrom(...values[kind]).map(value => `${kind}:${value}`)
const bare = (text: string) => text.replace(/^[a-z]+:|"/g, '')

test('OR between two filters of one kind is either', () => {
  expect(parse('from:ana OR from:"Luis Paz" contract')).toMatchObject({
    from: [['ana', 'Luis Paz']],
    words: [{ text: 'contract' }],
    ignored: [],
  })
  expect(parse('from:ana OR from:luis from:ruiz').from).toEqual([['ana', 'luis'], ['ruiz']])
  expect(parse('channel:email OR channel:Chat OR channel:email').channels).toEqual(['email', 'chat'])
  expect(parse('channel:email channel:chat').channels).toEqual(['chat'])
  expect(parse('after:2025 OR after:2024 before:2026 OR before:2027')).toMatchObject({
    after: Date.UTC(2024, 0),
    before: Date.UTC(2027, 0),
  })
  expect(parse('channel:fax OR channel:chat')).toMatchObject({ channels: ['chat'], ignored: ['channel:fax'] })
  expect(parse('from:ana OR')).toMatchObject({ from: [['ana']], words: [], ignored: [] })
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          kinds.chain(kind => fc.array(filterOf(kind), { minLength: 1, maxLength: 3 })),
          fc.array(word, { minLength: 1, maxLength: 3 }),
        ),
        { minLength: 1, maxLength: 5 },
      ),
      groups => {
        const found = parse(groups.map(group => group.join(' OR ')).join(' '))
        expect(found.ignored).toEqual([])
        for (const kind of ['from', 'to'] as const)
          expect(found[kind]).toEqual(groups.filter(([first]) => first?.startsWith(`${kind}:`)).map(group => group.map(bare)))
        const last = groups.findLast(([first]) => first?.startsWith('channel:')) ?? []
        expect(found.channels).toEqual([...new Set(last.map(bare))])
        const words = groups.filter(([first]) => !/^[a-z]+:/.test(first ?? '')).map(group => group.map(bare))
        const unlike = [...new Map(words.map(group => [group.join('|'), group])).values()]
        expect(found.words.map(({ text, or = [] }) => [text, ...or.map(other => other.text)])).toEqual(unlike)
      },
    ),
  )
})

test('OR between anything else is named, and says nothing', () => {
  for (const text of [
    'from:ana OR to:ana',
    'modem OR from:ana',
    'from:ana OR modem',
    'modem OR -router',
    '-router OR modem',
    'has:attachment OR is:unanswered',
  ])
    expect([text, parse(text).ignored]).toEqual([text, ['OR']])
  expect(parse('channel:email OR -channel:chat').ignored).toEqual(['-channel:chat'])
  expect(parse('OR 97201').words.map(({ text }) => text)).toEqual(['OR', '97201'])
  const term = fc.oneof(word, kinds.chain(filterOf))
  const kindOf = (text: string) => /^([a-z]+):/.exec(text)?.[1] ?? 'word'
  fc.assert(
    fc.property(fc.array(term, { maxLength: 3 }), term, term, fc.array(term, { maxLength: 3 }), (before, one, other, after) => {
      fc.pre(kindOf(one) !== kindOf(other))
      const joined = (by: string) => parse([...before, `${one}${by}${other}`, ...after].join(' '))
      expect(joined(' OR ')).toEqual({ ...joined(' '), ignored: ['OR'] })
    }),
  )
})

test('no text is too odd to be taken apart', () => {
  const token = fc.oneof(
    fc.constantFrom('OR', 'AND', '-', '"', ' ', 'from:', 'channel:x', '-to:a', 'after:2', '600 11 12 22', 'a'),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )
  fc.assert(
    fc.property(fc.array(token, { maxLength: 12 }), tokens => {
      const { from, to, words } = parse(tokens.join(' '))
      for (const group of [...from, ...to]) expect(group.length).toBeGreaterThan(0)
      for (const one of words) expect(one.text).not.toBe('')
    }),
  )
})
