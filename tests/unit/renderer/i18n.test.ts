import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { namespaces, resources } from '../../../renderer/i18n/resources.ts'

type Tree = { [key: string]: string | Tree }

function flat(tree: Tree, before = ''): Map<string, string> {
  const entries = Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[before + key, value]] : [...flat(value, `${before}${key}.`)],
  )
  return new Map(entries)
}

const plural = /_(zero|one|two|few|many|other)$/
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort()
const bases = (texts: Map<string, string>): string[] => [...new Set([...texts.keys()].map(key => key.replace(plural, '')))].sort()

/** Every string literal of the window's sources; `${…}` in a template stands for any part of a key. */
function literals(): { exact: Set<string>; patterns: RegExp[] } {
  const exact = new Set<string>()
  const patterns: RegExp[] = []
  for (const file of globSync('renderer/**/*.{ts,tsx}')) {
    const source = readFileSync(file, 'utf8')
    for (const [, text = ''] of source.matchAll(/'([\w.:-]+)'/g)) exact.add(text.replace(/^\w+:/, ''))
    // A template may lie inside another one, so every backtick is a possible beginning.
    for (const [, text = ''] of source.matchAll(/(?=`((?:[\w.:-]|\$\{[^}`]*\})+)`)/g)) {
      const parts = text.replace(/^\w+:/, '').split(/\$\{[^}]*\}/)
      if (parts.join('').includes('.')) patterns.push(new RegExp(`^${parts.map(part => part.replaceAll('.', '\\.')).join('[\\w-]+')}$`))
    }
  }
  return { exact, patterns }
}

describe.each(namespaces)('%s', name => {
  const english = flat(resources.en[name])
  const spanish = flat(resources.es[name])

  test('says the same things in both languages', () => {
    expect(bases(spanish)).toEqual(bases(english))
  })

  test('has every plural form that the language needs', () => {
    for (const [language, texts] of [
      ['en', english],
      ['es', spanish],
    ] as const) {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
      const counted = [...texts.keys()].filter(key => plural.test(key)).map(key => key.replace(plural, ''))
      for (const key of counted) for (const form of forms) expect([...texts.keys()], language).toContain(`${key}_${form}`)
    }
  })

  test('fills in the same values in both languages', () => {
    for (const [key, text] of english) {
      const other = spanish.get(key)
      if (other !== undefined) expect(placeholders(other), key).toEqual(placeholders(text))
    }
  })

  test('has no text that nobody shows', () => {
    const { exact, patterns } = literals()
    expect(bases(english).filter(key => !exact.has(key) && !patterns.some(pattern => pattern.test(key)))).toEqual([])
  })
})
