import { compareNames } from './names/compare.ts'
import type { Birth, Mail, Prepared, Street, Value } from './prepare.ts'
import { type Field, levels } from './record.ts'
import { jaroWinkler, oneSlip, typos } from './similarity.ts'

/** One field of two records beside one another. */
export interface Agreement {
  /** The field, or `attribute:name`. */
  key: string
  field: Field
  /** Index into `levels[field]`. */
  level: number
  a: string
  b: string
  /** Where the frequency of what both share is kept, and the shared values, when it matters. */
  table?: string
  terms?: string[]
  /** Of a family name: the given name that agrees as well. Whole names are less rare than their parts make believe. */
  beside?: Agreement
}

/** What is known of values beforehand. */
export interface Known {
  /** Several people use it. */
  isShared: (value: string) => boolean
  /** Two words that differ little, but each is the name of several: neither need be the other mistyped. */
  areTwoNames: (word: string, other: string) => boolean
}

/** Fields that one of the two does not have say nothing and are left out. */
export function agreements(a: Prepared, b: Prepared, known: Known): Agreement[] {
  const found = agreementsOfTwo(a, b, known)
  return a.print > b.print ? found.map(each => ({ ...each, a: each.b, b: each.a })) : found
}

/** The same, where it does not matter which of the two a value is of: `a` may be of either. */
export function agreementsOfTwo(a: Prepared, b: Prepared, known: Known): Agreement[] {
  // Of several values that agree as well the first counts: always compared in one order, it is the same one both ways.
  return a.print > b.print ? inOrder(b, a, known) : inOrder(a, b, known)
}

function inOrder(a: Prepared, b: Prepared, { isShared, areTwoNames }: Known): Agreement[] {
  const found: Agreement[] = []
  const add = (field: Field, best: Best | undefined, key: string = field): void => {
    if (best) found.push({ key, field, ...best })
  }
  const name = compareNames(a.names, b.names, areTwoNames)
  if (name?.given) add('given', { ...at('given', name.given.level), a: name.a, b: name.b, table: 'given', terms: name.given.terms })
  const [beside] = found
  if (name?.family)
    add('family', {
      ...at('family', name.family.level),
      a: name.a,
      b: name.b,
      table: 'family',
      terms: name.family.terms,
      ...(beside && { beside }),
    })
  if (name?.swapped) add('order', { ...at('order', 'swapped'), a: name.a, b: name.b })
  const mail = bestOf(a.mails.filter(useful(isShared)), b.mails.filter(useful(isShared)), compareMails)
  add('mail', mail)
  if (mail?.level !== 0) add('login', logins(a, b))
  const open = (value: Value) => !isShared(value.key)
  add('phone', bestOf(a.phones.filter(open), b.phones.filter(open), comparePhones))
  add('birth', bestOf(a.births, b.births, compareBirths))
  const [street, place] = [bestOf(a.streets, b.streets, compareStreets), comparePlaces(a, b)]
  // Whoever moved to another town moved to another street: that is no second difference.
  if (!(isWorst('street', street) && isWorst('place', place))) add('street', street)
  add('place', place)
  add('number', bestOf(a.numbers, b.numbers, compareNumbers))
  add('reference', bestOf(a.references, b.references, compareReferences))
  add('mention', mentioned(a, b, isShared) ?? mentioned(b, a, isShared))
  for (const [attribute, value] of a.attributes) {
    const other = b.attributes.get(attribute)
    if (other) add('attribute', compareAttributes(value, other, attribute), `attribute:${attribute}`)
  }
  return found
}

type Best = Omit<Agreement, 'field' | 'key'>

/** The index of a level. */
export function at<F extends Field>(field: F, level: (typeof levels)[F][number]): { level: number } {
  const names: readonly string[] = levels[field]
  return { level: names.indexOf(level) }
}

function isWorst(field: Field, found: Best | undefined): boolean {
  return found?.level === levels[field].length - 1
}

/** The best agreement of any two values; undefined when nothing could be said. */
function bestOf<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => Best | undefined): Best | undefined {
  let best: Best | undefined
  for (const left of a)
    for (const right of b) {
      const found = compare(left, right)
      if (found && (best === undefined || found.level < best.level)) best = found
      if (best?.level === 0) return best
    }
  return best
}

function useful(isShared: Known['isShared']): (mail: Mail) => boolean {
  return mail => !mail.role && !isShared(mail.key)
}

function compareMails(a: Mail, b: Mail): Best | undefined {
  const both = { a: a.written, b: b.written }
  if (a.key === b.key) return { ...at('mail', 'same'), ...both, table: 'mail', terms: [a.key] }
  const digits = (mail: Mail) => mail.local.replace(/\D/g, '')
  const slip = (left: string, right: string, most: number) => left.length >= 6 && typos(left, right, most) <= most
  if (a.local === b.local && typos(a.domain, b.domain, 2) <= 2) return { ...at('mail', 'similar'), ...both }
  if (a.domain === b.domain && digits(a) === digits(b) && slip(a.local, b.local, 1)) return { ...at('mail', 'similar'), ...both }
  if (a.local === b.local || login(a) === login(b))
    return a.plain || b.plain ? undefined : { ...at('mail', 'local'), ...both, table: 'local', terms: [login(a)] }
  return { ...at('mail', 'differ'), ...both }
}

function login(mail: Mail): string {
  return mail.local.replace(/[._-]/g, '')
}

function logins(a: Prepared, b: Prepared): Best | undefined {
  // The very same handle; else what is more than a name.
  const own = bestOf(a.handles, b.handles, (left, right) => (left.written === right.written ? compareLogins(left, right) : undefined))
  if (own) return own
  const [left, right] = [a.handles.filter(({ plain }) => !plain), b.handles.filter(({ plain }) => !plain)]
  const across = [bestOf(left, right, compareLogins), bestOf(left, b.locals, compareLogins), bestOf(a.locals, right, compareLogins)]
  return across.reduce((best, each) => (each && (!best || each.level < best.level) ? each : best), undefined)
}

function compareLogins(a: Value, b: Value): Best {
  const both = { a: a.written, b: b.written }
  if (a.key === b.key) return { ...at('login', 'same'), ...both, table: 'local', terms: [a.key] }
  return { ...at('login', a.key.length >= 6 && typos(a.key, b.key, 1) <= 1 ? 'similar' : 'differ'), ...both }
}

function comparePhones(a: Value, b: Value): Best {
  const both = { a: a.written, b: b.written }
  if (a.key === b.key) return { ...at('phone', 'same'), ...both, table: 'phone', terms: [a.key] }
  const end = (value: Value) => value.key.slice(-7)
  if (a.key.length >= 7 && end(a) === end(b) && a.key.length !== b.key.length) return { ...at('phone', 'end'), ...both }
  return { ...at('phone', a.key.length >= 7 && typos(a.key, b.key, 1) <= 1 ? 'similar' : 'differ'), ...both }
}

function compareBirths(a: Birth, b: Birth): Best {
  const both = { a: a.written, b: b.written }
  if (a.written === b.written) return { ...at('birth', 'same'), ...both, table: 'birth', terms: [a.written] }
  const year = a.year === b.year
  if (a.day === '' || b.day === '') {
    const near = Math.abs(Number(a.year) - Number(b.year)) === 1 || (a.day === b.day && typos(a.year, b.year, 1) <= 1)
    return { ...at('birth', year ? 'year' : near ? 'similar' : 'differ'), ...both }
  }
  if (year && a.month === b.day && a.day === b.month) return { ...at('birth', 'swapped'), ...both }
  const days = Math.abs(a.days - b.days)
  if (days <= 2 || typos(a.digits, b.digits, 1) <= 1) return { ...at('birth', 'similar'), ...both }
  const [month, day] = [a.month === b.month, a.day === b.day]
  if (year && (month || day)) return { ...at('birth', day ? 'month' : 'parts'), ...both }
  if (month && day) return { ...at('birth', 'day'), ...both }
  return { ...at('birth', days <= 31 ? 'near' : digitsApart(a.digits, b.digits) <= 2 ? 'alike' : year ? 'year' : 'differ'), ...both }
}

function digitsApart(a: string, b: string): number {
  let apart = 0
  for (let at = 0; at < a.length; at++) if (a.charCodeAt(at) !== b.charCodeAt(at)) apart++
  return apart
}

function compareStreets(a: Street, b: Street): Best {
  const both = { a: a.written, b: b.written }
  if (a.key === b.key) return { ...at('street', 'same'), ...both, table: 'street', terms: [a.key] }
  const numbers = a.number === b.number
  if (a.name === b.name) return { ...at('street', 'name'), ...both }
  const slipped = numbers || typos(a.key, b.key, 2) <= 2
  const open = a.number === '' || b.number === ''
  const near = (slipped || open) && (oneSlip(a.name, b.name) || jaroWinkler(a.name, b.name) >= 0.9 || overlap(a.name, b.name) >= 0.6)
  if (near && slipped) return { ...at('street', 'similar'), ...both }
  return { ...at('street', near && open ? 'name' : 'differ'), ...both }
}

/** Shared words of all words, 0 to 1 (Jaccard). */
function overlap(a: string, b: string): number {
  if (!a.includes(' ') && !b.includes(' ')) return a === b ? 1 : 0
  const left = new Set(a.split(' '))
  const right = new Set(b.split(' '))
  const shared = [...left].filter(word => right.has(word)).length
  return shared / (left.size + right.size - shared)
}

function comparePlaces(a: Prepared, b: Prepared): Best | undefined {
  const [code, otherCode] = [a.postcodes[0], b.postcodes[0]]
  const [town, otherTown] = [a.towns[0], b.towns[0]]
  if (!(code && otherCode) && !(town && otherTown)) return undefined
  const both = { a: place(a), b: place(b) }
  const sharedCode = a.postcodes.find(({ key }) => b.postcodes.some(other => other.key === key))
  const sharedTown = a.towns.find(({ key }) => b.towns.some(other => other.key === key))
  const nearTown = sharedTown !== undefined || (town && otherTown && alike(town.key, otherTown.key))
  if (sharedCode) {
    const { level } = at('place', nearTown ? 'same' : 'postcode')
    return { level, ...both, table: 'postcode', terms: [sharedCode.key] }
  }
  if (sharedTown) return { ...at('place', 'town'), ...both, table: 'town', terms: [sharedTown.key] }
  const nearCode = code && otherCode && code.key.length >= 4 && typos(code.key, otherCode.key, 1) <= 1
  return { ...at('place', nearTown || nearCode ? 'near' : 'differ'), ...both }
}

function place({ postcodes, towns }: Prepared): string {
  return [postcodes[0]?.written, towns[0]?.written].filter(Boolean).join(' ')
}

function alike(a: string, b: string): boolean {
  return oneSlip(a, b) || jaroWinkler(a, b) >= 0.92
}

function compareNumbers(a: Value, b: Value): Best {
  const both = { a: a.written, b: b.written }
  if (a.key === b.key) return { ...at('number', 'same'), ...both, table: 'number', terms: [a.key] }
  return { ...at('number', a.key.length >= 5 && typos(a.key, b.key, 1) <= 1 ? 'similar' : 'differ'), ...both }
}

function compareReferences(a: Value, b: Value): Best {
  const { level } = at('reference', a.key === b.key ? 'same' : 'differ')
  return { level, a: a.written, b: b.written, ...(level === 0 && { table: 'reference', terms: [a.key] }) }
}

/** An address or a number of the one that the other wrote. */
function mentioned(writer: Prepared, owner: Prepared, isShared: Known['isShared']): Best | undefined {
  if (writer.mentions.length === 0) return undefined
  const own = [...owner.phones, ...owner.mails].find(({ key }) => !isShared(key) && writer.mentions.some(mention => mention.key === key))
  return own && { ...at('mention', 'same'), a: own.written, b: own.written }
}

function compareAttributes(a: Value, b: Value, attribute: string): Best {
  const both = { a: a.written, b: b.written }
  if (a.key === b.key) return { ...at('attribute', 'same'), ...both, table: `attribute:${attribute}`, terms: [a.key] }
  const near = nearNumbers(a.key, b.key) || alike(a.key, b.key) || overlap(a.key, b.key) >= 0.5
  return { ...at('attribute', near ? 'similar' : 'differ'), ...both }
}

/** As somebody's age is, asked for a year or two apart. */
function nearNumbers(a: string, b: string): boolean {
  return /^\d{1,3}$/.test(a) && /^\d{1,3}$/.test(b) && Math.abs(Number(a) - Number(b)) <= 2
}
