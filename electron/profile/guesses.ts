import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Details, Guess } from '#shared/contract/profile.ts'
import { currentCustomer } from '../customers/ops.ts'
import { normaliseMail } from '../linkage/mail-address.ts'
import type { Db } from '../store/database.ts'
import { identitiesOf, walk } from '../timeline/walk.ts'
import { languageOf } from './language.ts'

declare global {
  namespace Intl {
    // ECMA-402, Intl Locale Info: Node has it, the compiler's library does not yet.
    interface Locale {
      getTimeZones?(): string[] | undefined
    }
  }
}

/** How many of the last interactions are read, and how much of each. */
const LAST = 60
const LENGTH = 1500

/** Countries with several zones of which one is nearly everybody's. Those that are truly spread out (US, CA, BR, RU, AU, …) are not guessed. */
const main: Record<string, string> = {
  AR: 'America/Argentina/Buenos_Aires',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  CY: 'Asia/Nicosia',
  DE: 'Europe/Berlin',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  MY: 'Asia/Kuala_Lumpur',
  NZ: 'Pacific/Auckland',
  PT: 'Europe/Lisbon',
  UA: 'Europe/Kyiv',
  UZ: 'Asia/Tashkent',
}

/** Time zone and language as far as numbers and texts tell. Refuses `not-found`. */
export function profileGuesses(db: Db, { customer: id }: { customer: number }): Details['guesses'] {
  const identities = identitiesOf(db, currentCustomer(db, id))
  const zone = zoneGuess(db, identities)
  const language = languageGuess(db, identities)
  return { ...(zone && { zone }), ...(language && { language }) }
}

function zoneGuess(db: Db, identities: readonly number[]): Guess | undefined {
  const find = db.prepare<[number], string>("SELECT value FROM identity WHERE id = ? AND kind = 'phone' AND value LIKE '+%'").pluck()
  const guesses = identities.flatMap(identity => {
    const number = find.get(identity)
    const region = number && parsePhoneNumberFromString(number)?.country
    return region ? [{ value: zoneOfRegion(region), reason: { by: 'number' as const, number, region } }] : []
  })
  const [first] = guesses
  // Numbers from places with different clocks say nothing, nor does one from a country with several.
  if (first?.value === undefined || guesses.some(({ value }) => value !== first.value)) return undefined
  return { ...first, value: first.value }
}

/** The IANA zone of nearly everybody in a country (two letters), by CLDR's list of its zones; undefined where there is no such zone. */
function zoneOfRegion(region: string): string | undefined {
  const zones = new Intl.Locale(`und-${region}`).getTimeZones?.() ?? []
  return main[region] ?? (zones.length === 1 ? zones[0] : undefined)
}

function languageGuess(db: Db, identities: readonly number[]): Guess | undefined {
  const read = db.prepare<[number], { text: string; kind: string; address: string }>(
    `SELECT substr(b.text, 1, ${LENGTH}) AS text, i.parties ->> '$[0][1]' AS kind, i.parties ->> '$[0][2]' AS address
     FROM interaction i JOIN body b ON b.interaction_id = i.id WHERE i.id = ? AND i.direction = 'in'`,
  )
  const find = db.prepare<[number], string>("SELECT value FROM identity WHERE id = ? AND kind = 'email'").pluck()
  const mails = new Set(identities.map(identity => find.get(identity)))
  const found = new Map<string, number>()
  for (const { id } of walk(db, identities, 'older', { from: Number.MAX_SAFE_INTEGER, limit: LAST })) {
    const { text = '', kind, address = '' } = read.get(id) ?? {}
    // Somebody else's mail that they had a copy of is in that one's language.
    if (kind === 'email' && !mails.has(normaliseMail(address))) continue
    const language = languageOf(text)
    if (language) found.set(language, (found.get(language) ?? 0) + 1)
  }
  const of = [...found.values()].reduce((sum, count) => sum + count, 0)
  const [best] = [...found].sort((a, b) => b[1] - a[1])
  if (!best || best[1] / of < 0.6) return undefined
  return { value: best[0], reason: { by: 'text', messages: best[1], of } }
}
