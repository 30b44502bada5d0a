import { nicknameGroups } from '../names/nicknames.ts'
import { once } from '../names/once.ts'
import type { ParsedName } from '../names/parse.ts'
import { skeleton, sound } from '../names/scripts.ts'
import type { Prepared } from '../prepare.ts'

/**
 * Keys that records of one person are likely to share (blocking; H. B. Newcombe, Science 130, 1959), as whole numbers from 0 to 2^30 - 1. There are many
 * kinds, so that a pair must differ in much to share none.
 */
export function keysOf(person: Prepared): Set<number> {
  const keys = new Set<number>()
  const key = (kind: string, one: string, other?: string) => {
    if (one !== '' && other !== '') keys.add(hash(other === undefined ? [kind, ':', one] : [kind, ':', one, ':', other]))
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
  for (const { key: mention } of person.mentions) {
    if (mention.includes('@')) key('mail', mention)
    else key('phone', mention.slice(-7))
  }
  const births = person.births.map(({ year, month, day }) => ({ year, days: [month, day].sort().join('') }))
  const streets = person.streets.map(({ name, number }) => ({ bones: bonesOf(name), number, long: soundOfLongest(name) }))
  const places = [...person.postcodes.map(({ key }) => key), ...person.towns.map(({ key }) => soundOf(key))]
  for (const { year, days } of births) key('birth', year, days)
  for (const { bones, number, long } of streets) {
    key('street', bones, number)
    for (const place of places) key('home', long, place)
    for (const { days } of births) key('street-birth', long, days)
  }
  const attributes = [...person.attributes].slice(0, 6).map(([name, { key }]) => `${name}=${key}`)
  for (const word of nameKeys(person.names)) {
    key('word', word)
    for (const { year, days } of births) {
      key('word-year', word, year)
      key('word-day', word, days)
    }
    for (const place of places) key('word-place', word, place)
    for (const { long } of streets) key('word-street', word, long)
    for (const { key: phone } of person.phones) key('word-phone', word, phone.slice(-4))
    for (const attribute of attributes) key('word-attribute', word, attribute)
  }
  addNames(keys, person.names)
  return keys
}

const soundOf = once(sound)
const bonesOf = once(name => skeleton(name).slice(0, 8))
const soundOfLongest = once(text => sound(text.split(' ').reduce((best, word) => (word.length > best.length ? word : best), '')))

/** How a name's words may sound, at most eight. */
function nameKeys(names: ParsedName[]): string[] {
  const all = names.flatMap(({ given, family }) => [...given, ...family]).filter(({ text }) => text.length > 1)
  return [...new Set(all.map(word => word.sound))].slice(0, 8)
}

/** Given and family name together, whichever way round and whichever nickname. */
function addNames(keys: Set<number>, names: ParsedName[]): void {
  const both = (a: string, b: string) => keys.add(hash(a < b ? ['name:', a, ' ', b] : ['name:', b, ' ', a]))
  for (const { given, family } of names.slice(0, 4)) {
    if (given.length === 0 || family.length === 0) for (const { bones } of [...given, ...family]) keys.add(hash(['name:', bones]))
    for (const first of given.slice(0, 3))
      for (const last of family.slice(0, 3)) {
        both(first.bones, last.bones)
        both(first.sound, last.sound)
        both(first.frame, last.frame)
        both(first.text.slice(0, 1), last.bones)
        both(first.bones, last.text.slice(0, 1))
        for (const group of nicknameGroups(first.text)) both(`#${group}`, last.sound)
      }
    const joined = given.map(({ text }) => text).join('')
    if (given.length > 1) for (const last of family.slice(0, 3)) both(skeleton(joined), last.bones)
  }
}

/** FNV-1a to 30 bits, of parts one behind another: keys that meet by accident cost one comparison. */
function hash(parts: readonly string[]): number {
  let value = 0x811c9dc5
  for (const part of parts) for (let i = 0; i < part.length; i++) value = Math.imul(value ^ part.charCodeAt(i), 0x01000193)
  return value & 0x3fffffff
}
