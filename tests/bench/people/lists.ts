/** Lists of people in the shapes of public record-linkage sets, made up from a seed: their columns, their gaps and their kinds of mistakes, not their data. */
import { createRandom, type Random } from '../../../electron/sample/random.ts'
import { csv, misheard, misread, pad, skewed, slip, stocks } from './words.ts'

const { en, de } = stocks
const states = ['nsw', 'vic', 'qld', 'wa', 'sa', 'tas', 'act', 'nt']
const skew = (random: Random, from: number, to: number): number => from + Math.floor((random.int(0, 9999) / 10_000) ** 2 * (to - from + 1))

export interface FebrlOptions {
  originals: number
  duplicates: number
  /** Duplicates of one original, at most; 1 means everybody drawn has one. */
  most: number
  changes: number
}

/**
 * P. Christen, "Probabilistic Data Generation for Deduplication and Data Linkage" (IDEAL 2005): mistakes by typing, scanning and sound, words swapped
 * or split, values missing, new or in another's place; several in one record. Suburb, postcode and state are drawn apart from one another, as there.
 */
export function febrl(seed: number, { originals, duplicates, most, changes }: FebrlOptions): string {
  const random = createRandom(seed)
  const gap = (value: string, chance: number) => (random.chance(chance) ? '' : value)
  const make = [
    () => gap(skewed(random, en.given), 0.02),
    () => gap(skewed(random, en.family), 0.01),
    () => gap(String(skew(random, 1, 300)), 0.03),
    () => gap(skewed(random, en.streets), 0.02),
    () => gap(`${random.chance(0.3) ? 'flat ' : ''}${skewed(random, en.towns)}`, 0.35),
    () => gap(skewed(random, en.towns), 0.01),
    () => pad(random.int(800, 7999), 4),
    () => gap(skewed(random, states), 0.08),
    () => gap(`${random.int(1900, 1999)}${pad(random.int(1, 12))}${pad(random.int(1, 28))}`, 0.04),
    () => String(random.int(1_000_000, 9_999_999)),
  ]
  const people = Array.from({ length: originals }, () => make.map(value => value()))
  const rows = people.map((row, person) => [`rec-${person}-org`, ...row, String(person)])
  const copies = new Map<number, number>()
  for (let made = 0; made < duplicates; ) {
    const person = most === 1 ? made : random.int(0, originals - 1)
    // Few have many (Zipf).
    const count = Math.min(duplicates - made, skew(random, 1, most))
    if (copies.has(person)) continue
    copies.set(person, count)
    made += count
    for (let copy = 0; copy < count; copy++) {
      const row = [...(people[person] ?? [])]
      for (let change = random.int(1, changes); change > 0; change--) alter(random, row, make)
      rows.push([`rec-${person}-dup-${copy}`, ...row, String(person)])
    }
  }
  return csv(
    'rec_id given_name surname street_number address_1 address_2 suburb postcode state date_of_birth soc_sec_id entity',
    rows,
    seed,
  )
}

function alter(random: Random, row: string[], make: (() => string)[]): void {
  const at = random.pick([0, 0, 1, 1, 2, 3, 3, 4, 5, 5, 6, 7, 8, 8, 9])
  const kind = random.int(0, 99)
  const old = row[at] ?? ''
  if (kind < 6) {
    const [a, b] = random.pick<[number, number]>([
      [0, 1],
      [0, 1],
      [3, 4],
      [4, 5],
      [2, 6],
    ])
    ;[row[a], row[b]] = [row[b] ?? '', row[a] ?? '']
  } else if (kind < 18) row[at] = ''
  else if (kind < 22) row[at] = make[at]?.() ?? ''
  else if (kind < 26 && old.includes(' ')) row[at] = old.split(' ').reverse().join(' ')
  else if (kind < 30 && old.length > 4) row[at] = `${old.slice(0, 3)} ${old.slice(3)}`
  else if (kind < 34) row[at] = old.replace(' ', '')
  else if (kind < 44) row[at] = misread(random, old)
  else if (kind < 58) row[at] = misheard(random, old)
  else row[at] = slip(random, old)
}

/** German names and birth dates alone, a part in each column; a tenth have a second record with one mistake (M. Sariyar and A. Borg, RLdata). */
export function rldata(seed: number, records: number): string {
  const random = createRandom(seed)
  const upper = (text: string) => text.toUpperCase()
  const people = Array.from({ length: Math.round(records * 0.9) }, () => [
    upper(skewed(random, de.given)),
    random.chance(0.14) ? upper(skewed(random, de.given)) : '',
    upper(skewed(random, de.family)),
    random.chance(0.013) ? upper(skewed(random, de.family)) : '',
    String(random.int(1923, 2008)),
    String(random.int(1, 12)),
    String(random.int(1, 28)),
  ])
  const rows = people.map((row, person) => [...row, String(person)])
  for (const [person, row] of people.slice(0, Math.round(records * 0.1)).entries()) {
    const copy = [...row]
    const kind = random.int(0, 9)
    if (kind < 3) copy[0] = slip(random, copy[0] ?? '').toUpperCase()
    else if (kind < 6) copy[2] = slip(random, copy[2] ?? '').toUpperCase()
    else if (kind === 6) copy[4] = String(Number(copy[4]) + random.int(-10, 10))
    else if (kind === 7) copy[5] = String(random.int(1, 12))
    else if (kind === 8) copy[6] = String(random.int(1, 28))
    else copy[1] = copy[1] ? '' : upper(skewed(random, de.given))
    rows.push([...copy, String(person)])
  }
  return csv('fname_c1 fname_c2 lname_c1 lname_c2 by bm bd entity', rows, seed)
}

/** Four or so records of each of some hundred, badly mistyped and with a fifth of all values missing (R. Linacre, Splink's `fake_1000`). */
export function fake1000(seed: number, people: number): string {
  const random = createRandom(seed)
  const rows: string[][] = []
  const cities = [
    'London',
    'London',
    'London',
    'Birmingham',
    'Liverpool',
    'Leeds',
    'Sheffield',
    'Bristol',
    'Leicester',
    'Hull',
    'Derby',
    'Luton',
    'Stoke-on-Trent',
    'Southampton',
    'Wolverhampton',
  ]
  const big = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
  for (let person = 0; person < people; person++) {
    const [first, last] = [big(skewed(random, en.given)), big(skewed(random, en.family))]
    const email =
      `${random.pick([`${first}.${last}`, `${first[0]}.${last}`, first, `${first}${last}`])}${random.chance(0.6) ? random.int(1, 999) : ''}@${random.pick(['smith', 'jones', 'taylor', 'wilson', 'moore', 'evans'])}${random.pick(['', '-brown', '-hall', '-king'])}.${random.pick(['com', 'org', 'net', 'info', 'biz'])}`.toLowerCase()
    const born = `${random.int(1960, 2022)}-${pad(random.int(1, 12))}-${pad(random.int(1, 28))}`
    const home = random.pick(cities)
    for (let copy = random.int(1, 7); copy > 0; copy--) {
      const noisy = (text: string, chance: number) => (random.chance(0.17) ? '' : random.chance(chance) ? jumbled(random, text) : text)
      const names = [noisy(first, 0.2), noisy(last, 0.2)]
      if (random.chance(0.1)) names.reverse()
      const dob = random.chance(0.2) ? otherDate(random, born) : born
      rows.push([String(rows.length), ...names, dob, noisy(home, 0.15), noisy(email, 0.2), String(person)])
    }
  }
  return csv('unique_id first_name surname dob city email entity', rows, seed)
}

/** Some letters gone, moved or wrong. */
function jumbled(random: Random, text: string): string {
  const once = slip(random, text)
  return random.chance(0.4) ? slip(random, once) : once
}

function otherDate(random: Random, date: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return random.pick([
    `${year}-${pad(random.int(1, 12))}-${day}`,
    `${Number(year) + random.int(-2, 2)}-${month}-${day}`,
    `${year}-${month}-${pad(random.int(1, 28))}`,
    `${year}-${month}-${pad(Math.max(1, Math.min(28, Number(day) + random.int(-2, 2))))}`,
  ])
}

const trades =
  'politician,writer,painter,military personnel,cricketer,botanist,priest,architect,lawyer,judge,engraver,poet,composer,photographer,physician'.split(
    ',',
  )
const short: Record<string, string> = {
  thomas: 'tom',
  william: 'bill',
  robert: 'bob',
  john: 'jack',
  james: 'jim',
  charles: 'charlie',
  edward: 'ted',
  henry: 'harry',
  elizabeth: 'liz',
  margaret: 'maggie',
  frederick: 'fred',
  samuel: 'sam',
  george: 'geo',
}

/** Historical persons, ten or so records of each, many of whose fields are missing, by other names and with wrong dates (Splink's `historical_50k`). */
export function historical(seed: number, records: number): string {
  const random = createRandom(seed)
  const rows: string[][] = []
  const area = [
    'ab',
    'b',
    'bs',
    'cf',
    'ch',
    'dn',
    'eh',
    'ex',
    'g',
    'gl',
    'hp',
    'l',
    'ls',
    'm',
    'ne',
    'ng',
    'nr',
    'ox',
    'pe',
    'rg',
    'sa',
    'se',
    'sw',
    'tq',
    'tr',
    'yo',
  ]
  for (let person = 0; rows.length < records; person++) {
    const first = skewed(random, en.given.slice(0, 130))
    const middle = random.chance(0.35) ? skewed(random, en.given.slice(0, 130)) : ''
    const last = skewed(random, en.family)
    const title = random.chance(0.12) ? skewed(random, en.towns) : ''
    const born = `${skew(random, 0, 240) + 1640}-${pad(random.int(1, 12))}-${pad(random.int(1, 28))}`
    const place = skewed(random, en.towns)
    const code = `${random.pick(area)}${random.int(1, 30)} ${random.int(1, 9)}${random.pick('abdefghjlnpqrstuwxyz'.split(''))}${random.pick('abdefghjlnpqrstuwxyz'.split(''))}`
    const [gender, trade] = [random.chance(0.8) ? 'male' : 'female', random.pick(trades)]
    for (let copy = random.int(1, 19); copy > 0; copy--) {
      const gap = (value: string, chance: number) => (random.chance(chance) ? '' : value)
      const typed = (value: string, chance: number) => (random.chance(chance) ? slip(random, value) : value)
      const called = typed(random.chance(0.08) ? (short[first] ?? first) : first, 0.04)
      const family = typed(title && random.chance(0.4) ? title : last, 0.05)
      const whole = [called, random.chance(0.6) ? middle : '', family, title && random.chance(0.4) ? `, 1st baron ${title}` : '']
        .filter(Boolean)
        .join(' ')
        .replace(' ,', ',')
      const known = random.chance(0.94)
      const date = random.chance(0.08) ? otherDate(random, born) : random.chance(0.1) ? `${born.slice(0, 4)}-01-01` : born
      rows.push([
        `Q${person * 7919}-${copy}`,
        known ? whole : '',
        known ? `${called} ${family}` : '',
        known ? called : '',
        known && random.chance(0.97) ? family : '',
        gap(date, 0.18),
        gap(place, 0.2),
        gap(random.chance(0.15) ? `${code.slice(0, -3)}${random.int(1, 9)}ab` : code, 0.25),
        gap(gender, 0.15),
        gap(trade, 0.35),
        String(person),
      ])
    }
  }
  return csv('unique_id full_name first_and_surname first_name surname dob birth_place postcode_fake gender occupation entity', rows, seed)
}

/** Voters as in up to five copies of a register (A. Saeedi et al., 2017): nothing but names, suburb and postcode. */
export function voters(seed: number, people: number): string {
  const random = createRandom(seed)
  const rows: string[][] = []
  for (let person = 0; person < people; person++) {
    const at = skew(random, 0, 799)
    const row = [
      skewed(random, en.given),
      skewed(random, en.family),
      `${en.towns[at % en.towns.length]}${at < 280 ? '' : ` ${at % 3}`}`.replace(/ \d/, ' city'),
      pad(27_000 + at, 5),
    ]
    const copies = random.chance(0.35) ? 1 : random.int(2, 5)
    for (let copy = 0; copy < copies; copy++) {
      const other =
        copy === 0
          ? row
          : row.map((value, index) =>
              random.chance(index < 2 ? 0.22 : 0.12) ? random.pick([slip, slip, misheard, misread])(random, value) : value,
            )
      rows.push([String(random.int(1, 99_999_999)), ...other, String(person)])
    }
  }
  return csv('recid givenname surname suburb postcode entity', rows, seed)
}

/** The same list with columns in another order and headers that say nothing. */
export function disguised(text: string, seed: number): string {
  const random = createRandom(seed)
  const rows = text.split('\n').map(line => (line.match(/(?:"(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? []).map(cell => cell.replace(/,$/, '')))
  const header = (rows[0] ?? []).filter((name, index, all) => index < all.length - 1 || name !== '')
  const order = header.map((_, index) => ({ index, at: random.int(0, 1e9) })).sort((a, b) => a.at - b.at)
  return rows
    .map((row, line) =>
      order.map(({ index }, at) => (line > 0 || header[index] === 'entity' ? (row[index] ?? '') : String.fromCharCode(97 + at))).join(','),
    )
    .join('\n')
}
