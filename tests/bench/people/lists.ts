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

/** Half men, half women; surnames as steep as the hundred commonest of Germany are, given names less so. */
const head = (random: Random, list: readonly string[], flat: number): string => {
  const at = Math.floor(flat * ((list.length / flat + 1) ** (random.int(0, 1e9) / 1e9) - 1))
  return (list[Math.min(at, list.length - 1)] ?? '').toUpperCase()
}

/**
 * German names and birth dates alone, a part in each column and `NA` where there is none; a tenth have a second record with mistakes in one field,
 * a few in two (M. Sariyar and A. Borg, RLdata). Nearly a thousand names that hundred surnames and sixty given names make: many namesakes, and those who
 * agree in all but one field are somebody else in one case of twelve.
 */
export function rldata(seed: number, records: number): string {
  const random = createRandom(seed)
  const given = [de.given.slice(0, 42), de.given.slice(43, 84)]
  const family = de.family.slice(0, 100)
  const people = Array.from({ length: Math.round(records * 0.9) }, () => {
    const names = given[random.int(0, 1)] ?? []
    return [
      head(random, names, 14),
      random.chance(0.08) ? head(random, names, 14) : 'NA',
      head(random, family, 6),
      random.chance(0.015) ? head(random, family, 6) : 'NA',
      String(random.int(1924, 2008)),
      String(random.int(1, 12)),
      String(random.int(1, 30)),
    ]
  })
  const rows = people.map((row, person) => [...row, String(person)])
  for (const [person, row] of people.slice(0, Math.round(records * 0.1)).entries()) {
    const copy = [...row]
    const fields = [0, 0, 0, 2, 2, 2, 4, 4, 5, 6, 6]
    const at = random.pick(fields)
    mistake(random, copy, at)
    if (random.chance(0.03)) mistake(random, copy, random.pick(fields.filter(field => field !== at)))
    rows.push([...copy, String(person)])
  }
  return csv('fname_c1 fname_c2 lname_c1 lname_c2 by bm bd entity', rows, seed)
}

/** A letter too many, sometimes a wrong or a missing one; a digit or the whole number wrong, so that months and days come about that are none. */
function mistake(random: Random, row: string[], at: number): void {
  const old = row[at] ?? ''
  const letter = String.fromCharCode(65 + random.int(0, 25))
  const spot = random.int(1, old.length - 1)
  if (at < 4)
    row[at] = random.pick([
      old.slice(0, spot) + letter + old.slice(spot),
      old.slice(0, spot + 1) + letter + old.slice(spot + 1),
      slip(random, old).toUpperCase(),
    ])
  else if (at === 4)
    row[at] = random.pick([
      String(random.int(1924, 2008)),
      old.slice(0, 3) + String(random.int(0, 9)),
      `${old.slice(0, 2)}${random.int(0, 9)}${old.slice(3)}`,
    ])
  else row[at] = String(Math.max(0, Number(old) + random.pick([-1, 1, 1, -2, 2, -9, 9, 7, -6, 10])))
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
