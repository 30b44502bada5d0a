import { isJustName, type MailAddress, mailAddress } from './mail-address.ts'
import { once } from './names/once.ts'
import { type GivenShare, nameInAddress, type ParsedName, parseName } from './names/parse.ts'
import { fold } from './names/scripts.ts'
import type { PersonRecord } from './record.ts'

export interface Mail extends MailAddress {
  written: string
  /** The part before the @ says no more than the name does. */
  plain: boolean
}

/** A value as it is compared, beside how it was written. */
export interface Value {
  key: string
  written: string
}

export interface Handle extends Value {
  /** It says no more than the name does. */
  plain: boolean
}

export interface Birth {
  written: string
  year: string
  /** `01` to `12`, or empty. */
  month: string
  day: string
  digits: string
  /** Days since 1970; a day that does not exist is counted on into the next month. */
  days: number
}

export interface Street extends Value {
  /** Words without the house number, one space between. */
  name: string
  number: string
}

/** A record in the forms it is compared by. */
export interface Prepared {
  /** Hash of what the record says, whatever its id. */
  print: number
  names: ParsedName[]
  mails: Mail[]
  handles: Handle[]
  /** Parts before an @ that say more than a name. */
  locals: Value[]
  phones: Value[]
  births: readonly Birth[]
  streets: readonly Street[]
  postcodes: readonly Value[]
  towns: readonly Value[]
  numbers: Value[]
  references: Value[]
  mentions: Value[]
  /** By the attribute's name. */
  attributes: ReadonlyMap<string, Value>
}

/** What is known of names beforehand: see `parseName`. */
export interface NameKnowledge {
  share: GivenShare
  familyKnown: (word: string) => boolean
}

export const noKnowledge: NameKnowledge = { share: () => undefined, familyKnown: () => false }

/** More values than this of one kind belong to no person; the rest is left out. */
const most = 12

/** A record's names alone: what is written, else what a mail address of theirs says. */
export function namesOf(record: Pick<PersonRecord, 'names' | 'mails'>, { share, familyKnown }: NameKnowledge): ParsedName[] {
  const names = list(record.names, written => parseName(written, share))
  if (names.length > 0) return names
  const inAddresses = list(record.mails, written => {
    const address = mailAddress(written)
    return address && !address.role ? nameInAddress(address.local, share, familyKnown) : undefined
  })
  return list(inAddresses, written => parseName(written, share))
}

export function prepare(record: PersonRecord, knowledge: NameKnowledge): Prepared {
  const addresses = list(record.mails, written => {
    const address = mailAddress(written)
    return address && { ...address, written }
  })
  const names = namesOf(record, knowledge)
  const nameWords = new Set(names.flatMap(({ given, family }) => [...given, ...family]).map(({ text }) => text))
  const mails = addresses.length === 0 ? nothing : addresses.map(address => ({ ...address, plain: isJustName(address.local, nameWords) }))
  return {
    print: hash(JSON.stringify({ ...record, id: 0 })),
    names,
    mails,
    handles: list(record.handles, login).map(handle => ({ ...handle, plain: isJustName(handle.key, nameWords) })),
    locals: mails.length === 0 ? nothing : mails.flatMap(mail => (mail.plain || mail.role ? [] : (login(mail.local) ?? []))),
    phones: list(record.phones, phone),
    births: lists(record.birthDates, births),
    streets: lists(record.streets, streets),
    postcodes: lists(record.postcodes, codes),
    towns: lists(record.towns, towns),
    numbers: list(record.numbers, code),
    references: list(record.references, code),
    mentions: list(record.mentions, mention),
    attributes: record.attributes ? attributes(JSON.stringify(record.attributes)) : noAttributes,
  }
}

// Most fields of most records are empty: one list and one map for all of them.
const nothing: never[] = []
const noAttributes: ReadonlyMap<string, Value> = new Map()

/** Of the attributes as JSON: few are of one person alone. */
const attributes = once((json): ReadonlyMap<string, Value> => {
  const written: Record<string, string> = JSON.parse(json)
  return new Map(
    Object.entries(written).flatMap(([name, value]) => {
      const [read] = towns(value)
      return read ? [[name, read]] : []
    }),
  )
})

function list<T>(values: string[] | undefined, read: (written: string) => T | undefined): T[] {
  if (!values || values.length === 0) return nothing
  const [only = ''] = values
  if (values.length > 1) return values.slice(0, most).flatMap(written => read(written) ?? [])
  // Most have one, and a list that grows takes room for sixteen more.
  const value = read(only)
  return value === undefined ? nothing : [value]
}

/** The same with what is read once and shared, list and all. */
function lists<T>(values: string[] | undefined, read: (written: string) => readonly T[]): readonly T[] {
  const [only] = values ?? []
  if (!values || only === undefined) return nothing
  return values.length > 1 ? values.slice(0, most).flatMap(read) : read(only)
}

/** Letters and digits, folded; words one space apart. */
function words(written: string): Value | undefined {
  const key = fold(written.normalize('NFKC'))
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 200)
  return key === '' ? undefined : { key, written }
}

function code(written: string): Value | undefined {
  const value = words(written)
  return value && { key: value.key.replaceAll(' ', '').replace(/^0+(?=.)/, ''), written }
}

function login(written: string): Value | undefined {
  const name = written.toLowerCase().replace(/^[a-z]+:/, '')
  const key = name.replace(/@.*$/s, '').replace(/[._-]/g, '')
  return key.length < 3 ? undefined : { key, written }
}

function phone(written: string): Value | undefined {
  const key = written.replace(/\D/g, '').replace(/^0+/, '')
  return key.length < 4 ? undefined : { key, written }
}

function mention(written: string): Value | undefined {
  if (!written.includes('@')) return phone(written)
  const address = mailAddress(written)
  return address && !address.role ? { key: address.key, written } : undefined
}

function birth(written: string): Birth | undefined {
  const [, year, month = '', day = ''] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(written) ?? []
  if (year === undefined) return undefined
  return {
    written,
    year,
    month,
    day,
    digits: year + month + day,
    days: Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000,
  }
}

function shared<T>(read: (written: string) => T | undefined): (written: string) => readonly T[] {
  return once(written => list([written], read))
}

const births = shared(birth)
const streets = shared(street)
const codes = shared(code)
const towns = shared(words)

/** What kind of street it is says little and is abbreviated differently by everyone. */
export const streetKinds = new Set(
  `street st road rd avenue ave av avda avenida lane ln drive dr place pl court ct crescent cres close cl terrace tce circuit cct parade pde
  boulevard blvd highway hwy way square sq calle c cl plaza pza paseo carrer rua rue via ulica ul aleja al strasse str platz weg allee gasse de del la el los las`
    .trim()
    .split(/\s+/),
)

function street(written: string): Street | undefined {
  const value = words(written.replace(/stra(?:ß|ss)e|str\./gi, ' str ').replace(/n[º°]\s*/g, ' '))
  if (!value) return undefined
  const parts = value.key.split(' ')
  const number = parts.find(part => /^\d+[a-z]?$/.test(part)) ?? ''
  const rest = parts.filter(part => part !== number)
  const bare = rest.filter(part => !streetKinds.has(part))
  const name = (bare.length > 0 ? bare : rest).join(' ')
  return { key: `${name} ${number}`.trim(), written, name, number }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return value
}
