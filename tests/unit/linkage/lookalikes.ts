import { createRandom, type Random } from '../../../electron/sample/random.ts'

/** Lists of people as public record-linkage sets have them, made up from a seed: the shape and the kinds of mistakes, not the data. */

const words = (text: string): string[] => text.trim().split(/\s+/)
export const given = words(
  'emma oliver grace jack sophie harry amelia george chloe liam zoe daniel holly patrick ruth samuel fiona kevin alice martin nora simon clara peter maeve callum priya omar helen declan joshua thomas emily lachlan isabella william jessica benjamin charlotte matthew hannah nicholas georgia ethan caitlin mitchell lauren connor mia riley lily cooper ella jayden sienna tyler ruby blake madison luke sarah dylan abby jake kayla aaron laura',
)
const stems = words(
  'ash bar col dun el far glen hart in kings lang mar nor oak pem rad sut thorn under wal west whit wood york brad clay den ever',
)
const ends = words('ton ham ley ford well wood by field man son ridge worth den stone ley ard ick er ing don')
export const family = stems.flatMap(stem => ends.map(end => stem + end))
const streets = stems
  .slice(0, 20)
  .flatMap(stem => ['street', 'road', 'place', 'crescent', 'avenue'].map(kind => `${stem}${ends[stem.length]} ${kind}`))
const towns = stems.flatMap(stem => [`${stem}ville`, `port ${stem}`, `${stem} creek`])
const states = words('nsw vic qld wa sa tas act nt')

/** Rare ones rare, common ones common. */
function skewed<T>(random: Random, list: readonly T[]): T {
  const at = Math.floor((random.int(0, 9999) / 10_000) ** 2 * list.length)
  return random.pick(list.slice(at, at + 1))
}

export function typo(random: Random, text: string): string {
  if (text.length < 2) return text
  const at = random.int(0, text.length - 2)
  const letter = /\d/.test(text[at] ?? '') ? String(random.int(0, 9)) : String.fromCharCode(97 + random.int(0, 25))
  const kind = random.int(0, 3)
  if (kind === 0) return text.slice(0, at) + letter + text.slice(at + 1)
  if (kind === 1) return text.slice(0, at) + text.slice(at + 1)
  if (kind === 2) return text.slice(0, at) + letter + text.slice(at)
  return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2)
}

function pad(number: number, length = 2): string {
  return String(number).padStart(length, '0')
}

/** Rows shuffled, as CSV; the first row is the header. */
export function csv(rows: string[][], random: Random, delimiter = ','): string {
  const [header = [], ...rest] = rows
  const shuffled = rest.map(row => ({ row, at: random.int(0, 1e9) })).sort((a, b) => a.at - b.at)
  const quote = (cell: string) => (/[",;\t\n|]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return [header, ...shuffled.map(({ row }) => row)].map(row => row.map(quote).join(delimiter)).join('\n')
}

/**
 * As Febrl's data set generator makes them: an original of each person and up to `most` duplicates with up to `changes` changed fields:
 * mistyped, left out, swapped.
 */
export function febrl(seed: number, { people, duplicates, changes }: { people: number; duplicates: number; changes: number }): string {
  const random = createRandom(seed)
  const header = words(
    'rec_id given_name surname street_number address_1 address_2 suburb postcode state date_of_birth age phone_number soc_sec_id entity',
  )
  const rows = [header]
  for (let person = 0; person < people; person++) {
    const town = random.int(0, towns.length - 1)
    const year = random.int(1910, 1999)
    const original = [
      '',
      skewed(random, given),
      skewed(random, family),
      String(random.int(1, 250)),
      skewed(random, streets),
      random.chance(0.4) ? `${random.pick(stems)} ${random.pick(ends)} park` : '',
      towns[town] ?? '',
      pad(2000 + town * 31, 4),
      states[town % 8] ?? '',
      `${year}${pad(random.int(1, 12))}${pad(random.int(1, 28))}`,
      random.chance(0.8) ? String(2001 - year) : '',
      `${pad(random.int(1, 9))} ${random.int(10_000_000, 99_999_999)}`,
      String(random.int(1_000_000, 9_999_999)),
    ]
    const add = (row: string[], name: string) => rows.push([`rec-${person}-${name}`, ...row.slice(1), `e${person}`])
    add(original, 'org')
    const count = random.int(0, 1) === 0 ? 0 : random.int(1, duplicates)
    for (let copy = 0; copy < count; copy++) {
      const row = [...original]
      for (let change = 0; change < random.int(1, changes); change++) {
        const at = random.int(1, 12)
        const kind = random.int(0, 9)
        if (kind < 6) row[at] = typo(random, row[at] ?? '')
        else if (kind < 8) row[at] = ''
        else if (at < 3) [row[1], row[2]] = [row[2] ?? '', row[1] ?? '']
        else if (at < 6) [row[4], row[5]] = [row[5] ?? '', row[4] ?? '']
        else row[1] = skewed(random, given)
      }
      add(row, `dup-${copy}`)
    }
  }
  return csv(rows, random)
}

/** As a register of voters, some years apart: people move and marry, nobody has a number; no birth date but an age or a birth year. */
export function voters(seed: number, people: number): string {
  const random = createRandom(seed)
  const rows = [words('recid givenname surname suburb postcode birth_year sex entity')]
  for (let person = 0; person < people; person++) {
    const home = random.int(0, towns.length - 1)
    const row = [
      skewed(random, given),
      skewed(random, family),
      towns[home] ?? '',
      pad(27_000 + home * 7, 5),
      String(random.int(1920, 2002)),
      random.pick(['f', 'm']),
    ]
    rows.push([`a${person}`, ...row, `v${person}`])
    if (random.chance(0.4)) continue
    const later = [...row]
    if (random.chance(0.15)) later[0] = typo(random, later[0] ?? '')
    if (random.chance(0.2)) later[1] = typo(random, later[1] ?? '')
    if (random.chance(0.1)) later[2] = typo(random, later[2] ?? '')
    if (random.chance(0.1)) later[3] = typo(random, later[3] ?? '')
    if (random.chance(0.05)) later[random.int(0, 5)] = ''
    rows.push([`b${person}`, ...later, `v${person}`])
  }
  return csv(rows, random, '\t')
}

/** As a list of historical persons gathered from sources: several records each, full names, many gaps, occupations. */
export function historical(seed: number, people: number): string {
  const random = createRandom(seed)
  const trades = words('baker smith tailor priest soldier lawyer merchant painter farmer politician writer composer physician engineer')
  const rows = [words('unique_id full_name first_name surname dob birth_place postcode_fake gender occupation entity')]
  let id = 0
  for (let person = 0; person < people; person++) {
    const base = {
      first: skewed(random, given),
      last: skewed(random, family),
      dob: `${random.int(1600, 1899)}-${pad(random.int(1, 12))}-${pad(random.int(1, 28))}`,
      place: random.pick(towns),
      code: `${random.pick(['AB', 'L', 'SW', 'NE'])}${random.int(1, 40)} ${random.int(1, 9)}${random.pick(['AA', 'QT', 'RS', 'HJ'])}`,
      sex: random.pick(['male', 'female']),
      trade: random.pick(trades),
    }
    const count = random.int(1, 6)
    for (let copy = 0; copy < count; copy++) {
      const gap = (value: string, chance = 0.12) => (random.chance(chance) ? '' : value)
      const slip = (value: string) => (random.chance(0.15) ? typo(random, value) : value)
      const [first, last] = [slip(base.first), slip(base.last)]
      rows.push([
        `Q${id++}`,
        `${first} ${last}`,
        first,
        last,
        gap(random.chance(0.1) ? `${base.dob.slice(0, 4)}-01-01` : slip(base.dob)),
        gap(base.place, 0.3),
        gap(slip(base.code), 0.3),
        gap(base.sex, 0.3),
        gap(base.trade, 0.4),
        `h${person}`,
      ])
    }
  }
  return csv(rows, random)
}

/** As two guides to restaurants: no persons, names of several words, cities written in two ways. */
export function restaurants(seed: number, places: number): string {
  const random = createRandom(seed)
  const kinds = words('american italian french mexican chinese seafood delis steakhouses')
  const rows = [words('name addr city phone type entity')]
  for (let place = 0; place < places; place++) {
    const name = [
      random.pick(stems) + random.pick(ends),
      random.pick(['grill', 'cafe', "'s kitchen", 'house', 'room', 'garden']),
      random.chance(0.4) ? random.pick(stems) : '',
    ]
      .join(' ')
      .trim()
    const city = random.pick(['new york', 'los angeles', 'atlanta', 'san francisco', 'chicago'])
    const row = [
      name,
      `${random.int(1, 999)} ${random.pick(streets)}`,
      city,
      `${random.int(200, 999)}/${random.int(200, 999)}-${random.int(1000, 9999)}`,
      random.pick(kinds),
    ]
    rows.push([...row, `r${place}`])
    if (!random.chance(0.2)) continue
    const other = [...row]
    if (random.chance(0.4)) other[0] = `${name} restaurant`
    if (random.chance(0.2)) other[0] = typo(random, name)
    if (random.chance(0.5)) other[1] = (row[1] ?? '').replace('street', 'st.').replace('avenue', 'ave.').replace('road', 'rd.')
    if (random.chance(0.3)) other[2] = city === 'new york' ? 'new york city' : (city.split(' ')[0] ?? city)
    other[3] = (row[3] ?? '').replace('/', '-')
    other[4] = random.chance(0.5) ? random.pick(kinds) : (row[4] ?? '')
    rows.push([...other, `r${place}`])
  }
  return csv(rows, random)
}
