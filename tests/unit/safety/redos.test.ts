import { expect, test } from 'vitest'
import { tooSlow } from './growth.ts'
import { filesThatMakePatterns, made, madePatterns, type Pattern, writtenPatterns } from './patterns.ts'
import { repeats } from './pumps.ts'

/** Where no text is longer than this many characters, whoever wrote it: the pattern may take its square. */
const shortInput = new Map([['electron/linkage/csv/columns.ts', 80]])

test('the search for slow patterns finds those that are known to be slow', () => {
  const slow = ['\\s+$', '^(\\w+\\s?)*$']
  const fast = ['^\\s+', '^[a-z]+$', 'a{1,3}b', '<[^<>]*>', '^\\d+(?:,\\d+)*$']
  const pattern = (source: string) => ({ where: 'here', source, flags: 'u' })
  expect(slow.filter(source => !tooSlow(pattern(source)))).toEqual([])
  expect(fast.filter(source => tooSlow(pattern(source)))).toEqual([])
})

test('no pattern that text meets takes longer than the text grows', async () => {
  const all = [...writtenPatterns(), ...(await madePatterns())]
  const unique = new Map(all.map(pattern => [`${pattern.source}/${pattern.flags}`, pattern]))
  const tried = [...unique.values()].filter(({ source, flags }) => repeats(source, flags))
  const isShort = ({ where }: Pattern) => shortInput.has(where.replace(/:\d+$/, ''))
  const slow = tried.flatMap(pattern => {
    const by = isShort(pattern) ? undefined : tooSlow(pattern)
    return by ? [`${pattern.where} /${pattern.source.slice(0, 200)}/${pattern.flags} by ${JSON.stringify(by)}`] : []
  })
  expect(slow).toEqual([])
  expect(tried.length).toBeGreaterThan(300)
})

test('every file that puts a pattern together is known', () => {
  expect(filesThatMakePatterns().sort()).toEqual(
    [...made, 'electron/brief/rules/compile.ts'].filter(file => file !== 'electron/brief/read.ts').sort(),
  )
})
