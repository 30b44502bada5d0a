/** Lists in which people of one roof look like one person, and one person after a move or a wedding like two. */
import { createRandom, type Random } from '../../../electron/sample/random.ts'
import { csv, misheard, misread, pad, skewed, slip, stocks } from './words.ts'

const { en } = stocks

const short: Record<string, string> = {
  ...{ robert: 'bob', william: 'bill', michael: 'mike', joshua: 'josh', benjamin: 'ben', samuel: 'sam', daniel: 'dan', matthew: 'matt' },
  ...{ nicholas: 'nick', alexander: 'alex', edward: 'ted', elizabeth: 'liz', margaret: 'maggie', jessica: 'jess', isabella: 'bella' },
  ...{ rebecca: 'becky', stephanie: 'steph', mary: 'molly', dorothy: 'dot', frederick: 'fred', charles: 'charlie', james: 'jim' },
}

interface Person {
  given: string
  middle: string
  family: string
  sex: string
  year: number
  month: number
  day: number
  street: string
  town: string
  code: string
  phone: string
  mail: string
  card: string
}

/** People under one roof: partners, children, twins, a son named after his father. */
function household(random: Random, size: number): Person[] {
  const family = skewed(random, en.family)
  const at = random.int(0, en.towns.length - 1)
  const shared = {
    family,
    street: `${random.int(1, 180)} ${skewed(random, en.streets)}`,
    town: en.towns[at] ?? '',
    code: pad(20_000 + at * 7 + random.int(0, 3), 5),
    phone: `0${random.int(2, 9)} ${random.int(1000, 9999)} ${random.int(1000, 9999)}`,
  }
  const people: Person[] = []
  const elder = random.int(1930, 1980)
  for (let i = 0; i < size; i++) {
    const [parent, sibling] = [people[0], people.at(-1)]
    const child = i >= 2
    const twin = child && i > 2 && sibling !== undefined && random.chance(0.15)
    const named =
      child && !twin && parent !== undefined && random.chance(0.04) && !people.slice(2).some(({ given }) => given === parent.given)
    const given = named ? parent.given : distinct(random, people)
    const own = twin
      ? { year: sibling.year, month: sibling.month, day: sibling.day }
      : { year: child ? elder + random.int(22, 40) : elder + random.int(-4, 4), month: random.int(1, 12), day: random.int(1, 28) }
    people.push({
      ...shared,
      ...own,
      given,
      middle: random.chance(0.5) ? skewed(random, en.given) : '',
      family: i === 1 && random.chance(0.3) ? skewed(random, en.family) : family,
      sex: random.pick(['F', 'M']),
      phone: random.chance(0.45) ? shared.phone : `04${random.int(10, 99)} ${random.int(100, 999)} ${random.int(100, 999)}`,
      mail: `${given}.${family}${random.int(1, 999)}@${random.pick(['post', 'mail', 'inbox'])}.example`,
      card: cardOf(random.fork(`${shared.phone} ${shared.street} ${i}`)),
    })
  }
  return people
}

function distinct(random: Random, people: Person[]): string {
  const given = skewed(random, en.given)
  return people.some(other => other.given === given) ? distinct(random, people) : given
}

function everybody(random: Random, count: number): Person[] {
  const people: Person[] = []
  while (people.length < count) people.push(...household(random, random.int(1, 5)))
  return people.slice(0, count)
}

/** The same person some time later, or as somebody else wrote them down. */
function again(random: Random, person: Person, much: number): Person {
  const other = { ...person }
  if (random.chance(0.12 * much)) Object.assign(other, pickHome(random))
  if (person.sex === 'F' && random.chance(0.05 * much)) other.family = skewed(random, en.family)
  if (random.chance(0.15 * much)) other.given = short[person.given] ?? person.given.slice(0, 1)
  if (random.chance(0.06 * much)) [other.month, other.day] = other.day <= 12 ? [other.day, other.month] : [other.month, other.day]
  if (random.chance(0.04 * much)) other.year += random.pick([-1, 1, 1, -10])
  if (random.chance(0.03 * much)) [other.given, other.family] = [other.family, other.given]
  for (const field of ['given', 'family', 'street', 'town', 'code', 'phone', 'mail'] as const)
    if (random.chance(0.12 * much)) other[field] = random.pick([slip, slip, misheard, misread])(random, other[field])
  for (const field of ['middle', 'street', 'town', 'code', 'phone', 'mail'] as const) if (random.chance(0.14 * much)) other[field] = ''
  return other
}

function pickHome(random: Random): Partial<Person> {
  const [other] = household(random, 1)
  return other ? { street: other.street, town: other.town, code: other.code, ...(random.chance(0.5) && { phone: other.phone }) } : {}
}

const date = ({ year, month, day }: Person): string => `${year}-${pad(month)}-${pad(day)}`

function written(
  seed: number,
  count: number,
  much: number,
  header: string,
  row: (person: Person, id: number, random: Random) => string[],
): string {
  const random = createRandom(seed)
  const rows: string[][] = []
  for (const [entity, person] of everybody(random, count).entries()) {
    rows.push([...row(person, rows.length, random), String(entity)])
    for (let copies = random.pick([0, 0, 1, 1, 1, 2, 3]); copies > 0; copies--)
      rows.push([...row(again(random, person, much), rows.length, random), String(entity)])
  }
  return csv(header, rows, seed)
}

/** Customers as a shop keeps them. */
export const customers = (seed: number, count: number, much = 1): string =>
  written(seed, count, much, 'id first_name last_name dob street city postcode phone email entity', (person, id) => [
    `c${id}`,
    person.given,
    person.family,
    date(person),
    person.street,
    person.town,
    person.code,
    person.phone,
    person.mail,
  ])

/** Patients: no mail, no phone. */
export const patients = (seed: number, count: number, much = 1): string =>
  written(seed, count, much, 'Patienten-Nr Nachname Vorname Geb.-Datum Geschlecht Anschrift PLZ Ort entity', (person, id) => [
    String(1_000_000 + id),
    person.family,
    person.given,
    `${pad(person.day)}.${pad(person.month)}.${person.year}`,
    person.sex === 'F' ? 'w' : 'm',
    person.street,
    person.code,
    person.town,
  ])

/** A register of voters with all its columns: no birth date but a year and an age. */
export const register = (seed: number, count: number, much = 1): string =>
  written(
    seed,
    count,
    much,
    'voter_reg_num last_name first_name midl_name sex_code race_code age birth_year res_street_address res_city_desc state_cd zip_code full_phone_num entity',
    (person, id, random) => [
      String(100_000_000 + id * 17),
      person.family.toUpperCase(),
      person.given.toUpperCase(),
      random.chance(0.5) ? person.middle.slice(0, 1).toUpperCase() : person.middle.toUpperCase(),
      person.sex,
      random.pick(['W', 'W', 'W', 'B', 'A', 'U']),
      String(2016 - person.year),
      String(person.year),
      person.street.toUpperCase(),
      person.town.toUpperCase(),
      'NC',
      person.code,
      random.chance(0.4) ? person.phone.replace(/\D/g, '') : '',
    ],
  )

/** Made by a generator of personal data: a card number, a gender and what is measured of a person (K. N. Tran and others, GeCo, CIKM 2013). */
export const generated = (seed: number, count: number, much = 1): string =>
  written(
    seed,
    count,
    much,
    'rec-id gender given-name surname postcode city telephone-number credit-card-number income-normal age-uniform blood-pressure entity',
    (person, id, random) => [
      `rec-${id}-org`,
      person.sex === 'F' ? 'female' : 'male',
      person.given,
      person.family,
      person.code,
      person.town,
      person.phone,
      random.chance(0.9) ? person.card : slip(random, person.card),
      String(random.int(20_000, 90_000)),
      String(2014 - person.year),
      String(random.int(90, 180)),
    ],
  )

function cardOf(random: Random): string {
  return Array.from({ length: 4 }, () => pad(random.int(0, 9999), 4)).join(' ')
}
