import { nicknameGroups } from './names/nicknames.ts'
import type { ParsedName } from './names/parse.ts'
import { consonants, skeleton, sound } from './names/scripts.ts'
import { Postings } from './postings.ts'
import { type NameKnowledge, noKnowledge, type Prepared, prepare } from './prepare.ts'
import type { PersonRecord } from './record.ts'

/**
 * Finds the few records worth comparing with one: those that share a key with it (blocking; H. B. Newcombe, Science 130, 1959). There are many kinds
 * of keys, so that a pair must differ in much to share none; keys that too many share are passed over, so that each costs little.
 */
export class Blocks {
  private readonly postings = new Postings()
  private readonly knowledge: NameKnowledge

  /** `knowledge`: what a model knows of names; the same for every record. */
  constructor(knowledge: NameKnowledge = noKnowledge) {
    this.knowledge = knowledge
  }

  /** Adds a record, or puts it in the place of the one with its id. */
  add(record: PersonRecord): void {
    this.put(record.id, prepare(record, this.knowledge))
  }

  remove(id: number): void {
    this.postings.remove(id)
  }

  /** Ids of the records that share a key with this one, without its own. */
  near(record: PersonRecord): number[] {
    return this.of(record.id, prepare(record, this.knowledge))
  }

  /** `add` for a record that was prepared with the same knowledge. */
  put(id: number, prepared: Prepared): void {
    this.postings.remove(id)
    this.postings.add(id, keysOf(prepared))
  }

  /** `near` for a record that was prepared with the same knowledge. */
  of(id: number, prepared: Prepared): number[] {
    const found = new Set<number>()
    for (const key of keysOf(prepared)) this.postings.collect(key, found)
    found.delete(id)
    return [...found]
  }
}

function keysOf(person: Prepared): Set<number> {
  const keys = new Set<number>()
  const key = (kind: string, ...parts: string[]) => {
    if (parts.every(part => part !== '')) keys.add(hash(`${kind}:${parts.join(':')}`))
  }
  for (const { key: mail, local, role } of person.mails) {
    key('mail', mail)
    if (!role && local.length >= 5) key('login', local.replace(/[._-]/g, ''))
  }
  for (const { key: handle } of person.handles) key('login', handle)
  for (const { key: phone } of person.phones) {
    key('phone', phone.slice(-7))
    // One wrong digit leaves one of two halves whole.
    if (phone.length >= 8) {
      key('head', phone.slice(0, -4))
      key('tail', phone.slice(-5))
    }
  }
  for (const { key: number } of person.numbers) {
    key('number', number)
    if (number.length >= 6) {
      key('front', number.slice(0, Math.ceil(number.length / 2)))
      key('back', number.slice(-Math.ceil(number.length / 2)))
    }
  }
  for (const { key: reference } of person.references) key('reference', reference)
  const births = person.births.map(({ year, month, day }) => ({ year, days: [month, day].sort().join('') }))
  const streets = person.streets.map(({ name, number }) => ({ name, number, long: longest(name) }))
  const places = [...person.postcodes, ...person.towns.map(({ key }) => ({ key: sound(key) }))]
  for (const { year, days } of births) key('birth', year, days)
  for (const { name, number, long } of streets) {
    key('street', skeleton(name).slice(0, 8), number)
    for (const place of places) key('home', sound(long), place.key)
    for (const { days } of births) key('street-birth', sound(long), days)
  }
  for (const word of nameKeys(person.names)) {
    key('word', word)
    for (const { year, days } of births) {
      key('word-year', word, year)
      key('word-day', word, days)
    }
    for (const place of places) key('word-place', word, place.key)
    for (const { long } of streets) key('word-street', word, sound(long))
    for (const { key: phone } of person.phones) key('word-phone', word, phone.slice(-4))
  }
  for (const pair of namePairs(person.names)) key('name', pair)
  const attributes = [...person.attributes].map(([name, { key }]) => `${name}=${key}`)
  for (const word of nameKeys(person.names)) for (const attribute of attributes.slice(0, 6)) key('word-attribute', word, attribute)
  return keys
}

function longest(text: string): string {
  return text.split(' ').reduce((best, word) => (word.length > best.length ? word : best), '')
}

/** How a name's words may sound, at most eight. */
function nameKeys(names: ParsedName[]): string[] {
  const all = names.flatMap(({ given, family }) => [...given, ...family]).filter(({ text }) => text.length > 1)
  return [...new Set(all.map(({ text }) => sound(text)))].slice(0, 8)
}

/** Given and family name together, whichever way round and whichever nickname. */
function namePairs(names: ParsedName[]): Set<string> {
  const pairs = new Set<string>()
  const both = (a: string, b: string) => pairs.add(a < b ? `${a} ${b}` : `${b} ${a}`)
  for (const { given, family } of names.slice(0, 4)) {
    if (given.length === 0 || family.length === 0) for (const { bones } of [...given, ...family]) pairs.add(bones)
    for (const first of given.slice(0, 3))
      for (const last of family.slice(0, 3)) {
        both(first.bones, last.bones)
        both(sound(first.text), sound(last.text))
        both(consonants(first.text), consonants(last.text))
        both(first.text.slice(0, 1), last.bones)
        both(first.bones, last.text.slice(0, 1))
        for (const group of nicknameGroups(first.text)) both(`#${group}`, sound(last.text))
      }
    const joined = given.map(({ text }) => text).join('')
    if (given.length > 1) for (const last of family.slice(0, 3)) both(skeleton(joined), last.bones)
  }
  return pairs
}

/** FNV-1a to 31 bits: keys that meet by accident cost one comparison. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value & 0x3fffffff
}
