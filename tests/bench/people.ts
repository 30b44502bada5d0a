/** A seeded population that is known by mail, chat and phone, written down with twenty kinds of noise: the truth for `linkage.ts`. */
import type { PersonRecord } from '../../electron/linkage/record.ts'
import { createRandom, type Random } from '../../electron/sample/random.ts'
import { type NameStock, stocks } from './people-names.ts'

type Language = keyof typeof stocks

interface Person {
  entity: number
  language: Language
  stock: NameStock
  given: string
  family: string[]
  birth: string
  home: [postcode: string, town: string]
  street: string
  phone: string
  /** The household's, which others have, too. */
  landline: string
  mail: string
  handle: string
  customerNumber: string
  references: string[]
}

export interface Population {
  records: PersonRecord[]
  /** By record id. */
  truth: string[]
}

const domains = ['gmail.com', 'outlook.com', 'correo.example', 'post.example', 'poczta.example', 'mail.example', 'inbox.example']
const nicknames: Record<string, string> = {
  ...{
    Francisco: 'Paco',
    José: 'Pepe',
    Dolores: 'Lola',
    Concepción: 'Concha',
    Rosario: 'Charo',
    Enrique: 'Quique',
    Eduardo: 'Edu',
    Alejandro: 'Álex',
  },
  ...{
    Ignacio: 'Nacho',
    Guadalupe: 'Lupe',
    Mercedes: 'Merche',
    Rafael: 'Rafa',
    Santiago: 'Santi',
    Beatriz: 'Bea',
    Guillermo: 'Guille',
    Javier: 'Javi',
  },
  ...{
    Katharina: 'Kathi',
    Michael: 'Micha',
    Andreas: 'Andi',
    Thomas: 'Tom',
    Klaus: 'Niklas',
    Johannes: 'Hannes',
    Friedrich: 'Fritz',
    Elisabeth: 'Lisa',
  },
  ...{
    Susanne: 'Susi',
    Ursula: 'Uschi',
    Alexander: 'Alex',
    Sebastian: 'Basti',
    Maximilian: 'Max',
    Magdalena: 'Leni',
    Gabriele: 'Gabi',
    Barbara: 'Basia',
  },
  ...{
    Piotr: 'Piotrek',
    Krzysztof: 'Krzysiek',
    Małgorzata: 'Gosia',
    Katarzyna: 'Kasia',
    Agnieszka: 'Aga',
    Tomasz: 'Tomek',
    Jakub: 'Kuba',
    Zofia: 'Zosia',
  },
  ...{
    Joanna: 'Asia',
    Elżbieta: 'Ela',
    Wojciech: 'Wojtek',
    Stanisław: 'Staszek',
    Aleksandra: 'Ola',
    Grzegorz: 'Grzesiek',
    Zbigniew: 'Zbyszek',
    Jerzy: 'Jurek',
  },
  ...{
    Mohamed: 'Muhammad',
    Ahmed: 'Ahmad',
    Hussein: 'Hossein',
    Youssef: 'Yusuf',
    Ibrahim: 'Brahim',
    Khaled: 'Khalid',
    Fatima: 'Fatma',
    Zainab: 'Zineb',
  },
}

const latin = (name: string) => name.split('/').at(-1) ?? name
const native = (name: string) => name.split('/')[0] ?? name
const ascii = (text: string) => text.replace(/ß/g, 'ss').replace(/ł/g, 'l').replace(/Ł/g, 'L').normalize('NFD').replace(/\p{M}/gu, '')
const two = (number: number) => String(number).padStart(2, '0')

/** `people` persons in families of one to four, some of them namesakes of others; each known by one to three of the channels. */
export function population(seed: number, people: number): Population {
  const random = createRandom(seed)
  const everybody: Person[] = []
  // Nobody gets an address that somebody has.
  const taken = new Set<string>()
  const free = (text: string): string => {
    const [local = '', domain] = text.split('@')
    let found = text
    // Some providers do not mind dots.
    for (let number = 2; taken.has(found.replace(/\.(?=.*@)/g, '')); number++)
      found = domain ? `${local}${number}@${domain}` : `${local}${number}`
    taken.add(found.replace(/\.(?=.*@)/g, ''))
    return found
  }
  while (everybody.length < people) {
    const family = household(random, everybody, Math.min(people - everybody.length, random.int(1, 4)))
    everybody.push(...family.map(person => ({ ...person, mail: free(person.mail), handle: free(person.handle) })))
  }
  const written = everybody.flatMap(person => {
    const kinds = [mailRecord, chatRecord, phoneRecord].filter(() => random.chance(0.72))
    return (kinds.length > 0 ? kinds : [mailRecord]).map(write => ({ entity: person.entity, record: write(random, person) }))
  })
  const shuffled = written.map(each => ({ ...each, at: random.int(0, 2 ** 30) })).sort((a, b) => a.at - b.at)
  return { records: shuffled.map(({ record }, id) => ({ ...record, id })), truth: shuffled.map(({ entity }) => `p${entity}`) }
}

function household(random: Random, before: Person[], size: number): Person[] {
  const language = random.pick<Language>(['es', 'es', 'es', 'de', 'de', 'pl', 'pl', 'ar', 'zh'])
  const stock = stocks[language]
  const home = random.pick(stock.towns)
  const street = `${random.pick(stock.streets)} ${random.int(1, 140)}`
  const landline = `+${stock.country}9${random.int(10_000_000, 99_999_999)}`
  const surname = random.pick(stock.family)
  const first = random.int(0, stock.given.length - 1)
  return Array.from({ length: size }, (_, index): Person => {
    const other = before.length > 0 && random.chance(0.03) ? random.pick(before) : undefined
    const namesake = other?.language === language && index === 0 ? other : undefined
    // Nobody calls two of their children the same.
    const own = stock.given[(first + index * 7) % stock.given.length] ?? ''
    const given = namesake?.given ?? own
    const family = namesake?.family ?? (language === 'es' ? [surname, random.pick(stock.family)] : [surname])
    const name = [latin(given), ...family.slice(0, 1).map(latin)].map(part => ascii(part).toLowerCase())
    const digits = random.chance(0.6) ? String(random.int(1, 99)) : ''
    const local = random.chance(0.75)
      ? name.join(random.pick(['.', '', '_'])) + digits
      : `${random.pick(['sol', 'luna', 'blue', 'zorro', 'kot', 'stern'])}${random.int(100, 99_999)}`
    return {
      entity: before.length + index,
      language,
      stock,
      given,
      family,
      birth: `${random.int(1940, 2006)}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`,
      home,
      street,
      phone: `+${stock.country}6${random.int(10_000_000, 99_999_999)}`,
      landline,
      mail: `${local}@${random.pick(domains)}`,
      handle: random.chance(0.5) ? local : `${name[0]}${random.int(10, 9999)}`,
      customerNumber: `K${random.int(1_000_000, 9_999_999)}`,
      references: Array.from({ length: random.int(1, 3) }, () => `A-${random.int(100_000, 999_999)}`),
    }
  })
}

/** A display name with what happens to names: kinds of noise 1 to 13. */
function nameOf(random: Random, { given, family, language }: Person): string[] {
  if (random.chance(0.03)) return []
  const script = (language === 'ar' || language === 'zh') && random.chance(0.3) ? native : latin
  let first = script(given)
  let last = family.map(script)
  if (script === latin && random.chance(0.1)) first = nicknames[first] ?? first
  if (script === latin && random.chance(0.04)) first = `${first.slice(0, 1)}.`
  if (last.length > 1 && random.chance(0.35)) last = last.slice(0, 1)
  else if (language !== 'es' && script === latin && random.chance(0.04))
    last = [`${random.pick(stocks[language].family.map(latin))}-${last[0]}`]
  if (language === 'pl' && random.chance(0.2)) last = last.map(name => name.replace(/ski$/, 'ska'))
  const slip = (text: string) => (script === latin && text.length > 4 && random.chance(0.05) ? mistyped(random, text) : text)
  const whole = [slip(first), last.map(slip).join(' ')]
  if (language === 'zh' && script === native) return [`${whole[1]}${whole[0]}`]
  let name = random.chance(0.06) ? `${whole[1]}, ${whole[0]}` : random.chance(0.05) ? `${whole[1]} ${whole[0]}` : whole.join(' ')
  if (random.chance(0.25)) name = ascii(name)
  else if (language === 'de' && random.chance(0.2))
    name = name.replace(/ü/g, 'ue').replace(/ö/g, 'oe').replace(/ä/g, 'ae').replace(/ß/g, 'ss')
  if (random.chance(0.08)) name = name.toUpperCase()
  return [random.chance(0.03) ? `${random.pick(['Dr.', 'Sra.', 'Herr', 'Pani'])} ${name}` : name]
}

function mistyped(random: Random, text: string): string {
  const at = random.int(1, text.length - 2)
  const letter = String.fromCharCode(97 + random.int(0, 25))
  const kinds = [
    text.slice(0, at) + letter + text.slice(at + 1),
    text.slice(0, at) + text.slice(at + 1),
    text.slice(0, at) + (text[at] ?? '') + text.slice(at),
    text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2),
  ]
  return random.pick(kinds)
}

/** Digits in one another's place, or one wrong. */
function misread(random: Random, text: string): string {
  const at = random.int(3, text.length - 2)
  return random.chance(0.5)
    ? text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2)
    : `${text.slice(0, at)}${random.int(0, 9)}${text.slice(at + 1)}`
}

/** Where they live: kinds 14 to 17. */
function homeOf(random: Random, person: Person, chance: number): Partial<PersonRecord> {
  if (!random.chance(chance)) return {}
  const [postcode, town] = random.chance(0.04) ? random.pick(person.stock.towns) : person.home
  const street = random.chance(0.15) ? person.street.replace('Calle', 'C/').replace('straße', 'str.').replace('ul. ', '') : person.street
  return {
    ...(random.chance(0.8) && { postcodes: [random.chance(0.03) ? misread(random, postcode) : postcode] }),
    ...(random.chance(0.9) && { towns: [random.chance(0.1) ? ascii(town) : town] }),
    ...(random.chance(0.5) && { streets: [street] }),
  }
}

/** Day and month swapped, or a digit wrong: kinds 18 and 19. */
function birthOf(random: Random, { birth }: Person, chance: number): Partial<PersonRecord> {
  if (!random.chance(chance)) return {}
  const [year = '', month = '', day = ''] = birth.split('-')
  if (random.chance(0.04) && Number(day) <= 12) return { birthDates: [`${year}-${day}-${month}`] }
  return { birthDates: [random.chance(0.03) ? `${Number(year) + random.int(-1, 1)}-${month}-${day}` : birth] }
}

function referencesOf(random: Random, { references, customerNumber }: Person): Partial<PersonRecord> {
  return {
    ...(random.chance(0.45) && { references: references.slice(0, random.int(1, 3)) }),
    ...(random.chance(0.25) && { numbers: [random.chance(0.04) ? misread(random, customerNumber) : customerNumber] }),
  }
}

/** Plus-addresses and dots where they mean nothing: kind 20. */
function spelt(random: Random, mail: string): string {
  const [local = '', domain = ''] = mail.split('@')
  if (domain === 'gmail.com' && random.chance(0.3))
    return random.chance(0.5) ? `${local}+compras@${domain}` : `${local.slice(0, 2)}.${local.slice(2)}@${domain}`
  return mail
}

function mailRecord(random: Random, person: Person): PersonRecord {
  const signed = random.chance(0.6)
  const phone = random.chance(0.2) ? person.landline : person.phone
  return {
    id: 0,
    names: nameOf(random, person),
    mails: random.chance(0.01) ? ['info@empresa.example'] : [spelt(random, person.mail)],
    ...(signed && { phones: [random.chance(0.03) ? misread(random, phone) : phone] }),
    ...homeOf(random, person, signed ? 0.9 : 0.6),
    ...birthOf(random, person, 0.65),
    ...referencesOf(random, person),
  }
}

function chatRecord(random: Random, person: Person): PersonRecord {
  return {
    id: 0,
    names: nameOf(random, person),
    handles: [`telegram:${person.handle}`],
    ...(random.chance(0.5) && { mails: [spelt(random, person.mail)] }),
    ...(random.chance(0.4) && { phones: [person.phone] }),
    ...homeOf(random, person, 0.8),
    ...birthOf(random, person, 0.7),
    ...referencesOf(random, person),
  }
}

function phoneRecord(random: Random, person: Person): PersonRecord {
  const shared = random.chance(0.25)
  const named = nameOf(random, person)
  return {
    id: 0,
    // Nobody knows who called from the family's phone unless they said so.
    names: shared && named.length === 0 ? [latin(person.given)] : named,
    phones: [shared ? person.landline : person.phone],
    ...(random.chance(0.45) && { mails: [spelt(random, person.mail)] }),
    ...homeOf(random, person, 0.9),
    ...birthOf(random, person, 0.75),
    ...referencesOf(random, person),
  }
}
