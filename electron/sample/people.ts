import { isValidPhoneNumber } from 'libphonenumber-js'
import { names } from './names.ts'
import type { Random } from './random.ts'
import type { Language, Person } from './touch.ts'

/** Fixed people first: their stories are what a first visitor reads. */
export const flagships: readonly Person[] = [
  {
    key: 'lucia',
    language: 'es',
    name: 'Lucía Fernández',
    shownAs: 'Lucía Fernández',
    shortName: 'Lucía',
    email: 'lucia.fernandez@correo.example',
    phone: '+34600111222',
    calls: true,
    chat: 'whatsapp',
  },
  {
    key: 'jonas',
    language: 'de',
    name: 'Jonas Weber',
    shownAs: 'Jonas Weber',
    shortName: 'Jonas',
    email: 'jonas.weber@post.example',
    phone: '+4915112345670',
    calls: true,
    chat: 'telegram',
    telegramId: 440011,
  },
  {
    key: 'keiko',
    language: 'ja',
    name: '森恵子',
    shownAs: 'Keiko Mori',
    shortName: '森',
    email: 'keiko.mori@tegami.example',
    phone: '+819012345678',
    calls: true,
    chat: 'whatsapp',
  },
]

/** The business customer with about 600 interactions. */
export const regular: Person = {
  key: 'regular',
  language: 'es',
  name: 'Carmen Ibáñez',
  shownAs: 'Carmen Ibáñez',
  shortName: 'Carmen',
  email: 'carmen@talleres-ibanez.example',
  phone: '+34610200300',
  calls: true,
  chat: 'whatsapp',
}

const plain = (text: string): string =>
  text
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')

const numberPrefixes: Record<Language, readonly [prefix: string, digits: number][]> = {
  es: [
    ['+346', 8],
    ['+347', 8],
  ],
  en: [
    ['+4474', 8],
    ['+35385', 7],
    ['+346', 8],
  ],
  de: [
    ['+49151', 8],
    ['+49170', 7],
  ],
  ja: [
    ['+8190', 8],
    ['+8180', 8],
  ],
}

function newNumber(language: Language, taken: Set<string>, random: Random): string {
  for (;;) {
    const [prefix, digits] = random.pick(numberPrefixes[language])
    let number = prefix
    for (let i = 0; i < digits; i++) number += random.int(0, 9)
    if (taken.has(number) || !isValidPhoneNumber(number)) continue
    taken.add(number)
    return number
  }
}

type Reach = { mail: boolean; calls: boolean; chat: boolean }
/** How customers reach us, in hundredths. */
const reaches: readonly [share: number, reach: Reach][] = [
  [40, { mail: true, calls: true, chat: true }],
  [14, { mail: true, calls: true, chat: false }],
  [14, { mail: true, calls: false, chat: true }],
  [14, { mail: false, calls: true, chat: true }],
  [8, { mail: true, calls: false, chat: false }],
  [5, { mail: false, calls: false, chat: true }],
  [5, { mail: false, calls: true, chat: false }],
]

function pickReach(random: Random): Reach {
  let left = random.int(1, 100)
  for (const [share, reach] of reaches) {
    left -= share
    if (left <= 0) return reach
  }
  return { mail: true, calls: true, chat: true }
}

function pickLanguage(random: Random): Language {
  const n = random.int(1, 100)
  return n <= 35 ? 'es' : n <= 75 ? 'en' : n <= 90 ? 'de' : 'ja'
}

function newName(
  language: Language,
  taken: Set<string>,
  random: Random,
): { name: string; shownAs: string; shortName: string; local: string; shared: boolean } {
  for (let tries = 0; ; tries++) {
    const [given = '', givenLatin = plain(given)] = random.pick(names[language].given).split('/')
    const [family = '', familyLatin = plain(family)] = random.pick(names[language].family).split('/')
    const name = language === 'ja' ? family + given : `${given} ${family}`
    // There are only so many names: in a large sample some people share one, as they do outside.
    const shared = taken.has(name)
    if (shared && tries < 40) continue
    taken.add(name)
    const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
    const local = `${givenLatin}.${familyLatin}`.toLowerCase().replace(/[^a-z.]/g, '')
    return {
      name,
      shownAs: language === 'ja' && random.chance(0.5) ? `${capital(givenLatin)} ${capital(familyLatin)}` : name,
      shortName: language === 'ja' ? family : given,
      local,
      shared,
    }
  }
}

/** `count` people: the flagships, the regular, then `loyal` ones reachable on every channel, then all the others. */
export function createPeople(count: number, loyal: number, random: Random): Person[] {
  const people: Person[] = [...flagships, regular].slice(0, count)
  const takenNames = new Set(people.map(person => person.name))
  const takenNumbers = new Set(people.map(person => person.phone))
  const firstOther = people.length + loyal
  for (let i = people.length; i < count; i++) {
    const own = random.fork(`person ${i}`)
    const language = pickLanguage(own)
    const { local, shared, ...named } = newName(language, takenNames, own)
    const reach = i < firstOther ? { mail: true, calls: true, chat: true } : pickReach(own)
    const person: Person = { key: `c${i}`, language, ...named, phone: newNumber(language, takenNumbers, own), calls: reach.calls }
    if (reach.mail) person.email = `${local}${shared || own.chance(0.3) ? i : ''}@${own.pick(names[language].mailDomains)}`
    if (reach.chat) person.chat = own.chance(0.72) ? 'whatsapp' : own.chance(0.7) ? 'telegram' : 'whatsapp-named'
    if (person.chat === 'telegram') person.telegramId = 500000 + i * 37
    people.push(person)
  }
  return people
}
