import { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js'
import type { MentionView } from '#shared/contract/suggestions.ts'
import { ownWords } from '../connectors/email/content/quoted.ts'
import { currentCustomer } from '../customers/ops.ts'
import { normaliseMail } from '../linkage/mail-address.ts'
import type { Db } from '../store/database.ts'
import { readInteractions } from '../timeline/rows.ts'
import { identitiesOf, walk } from '../timeline/walk.ts'
import { isFrom, type Ours, readOurs } from './ours.ts'

/** So many of the latest interactions are looked through. */
const LATEST = 60
/** And so many digits in them: each group of them may be a number, and a table of invoices copied into a letter holds thousands. */
const DIGITS = 10_000
const MOST = 12
const ADDRESS = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu

/** Addresses and numbers that a customer wrote and that are not theirs yet, the latest first. `interaction`: only those in its own words. */
export function mentionedBy(
  db: Db,
  { customer, interaction: only }: { customer: number; interaction?: number | undefined },
): MentionView[] {
  const ours = readOurs(db)
  const id = currentCustomer(db, customer)
  const read =
    only === undefined
      ? walk(db, identitiesOf(db, id), 'older', { from: Number.MAX_SAFE_INTEGER, limit: LATEST }).map(step => step.id)
      : [only]
  const owner = db.prepare<[string, string], { id: number; name: string }>(
    'SELECT c.id, c.name FROM identity i JOIN customer c ON c.id = i.customer_id WHERE i.kind = ? AND i.value = ?',
  )
  const identities = db.prepare<[number], { kind: string; value: string }>('SELECT kind, value FROM identity WHERE customer_id = ?').all(id)
  const found = new Map<string, MentionView>()
  let digits = 0
  for (const { id: interaction, occurredAt: at, channel, direction, from, text, quoted } of readInteractions(db, read)) {
    // In copy they read what others say of themselves.
    if (direction === 'out' || !identities.some(identity => isFrom(from, identity, ours))) continue
    const said = channel === 'email' ? ownWords(only === undefined ? { text, quoted } : { text }) : text
    if (digits > DIGITS) break
    digits += said.match(/\d/g)?.length ?? 0
    for (const { kind, value, written } of addressesIn(said, ours)) {
      if (found.has(value)) continue
      const known = owner.get(kind, value)
      if (known?.id !== id) found.set(value, { value, kind, written, interaction, at, ...(known && { customer: known }) })
      if (found.size === MOST) return [...found.values()]
    }
  }
  return [...found.values()]
}

/** Mail addresses and valid phone numbers in a text, normalised and as written, without our own. */
export function addressesIn(text: string, { own, region }: Ours): { kind: 'email' | 'phone'; value: string; written: string }[] {
  const mails = [...text.matchAll(ADDRESS)].flatMap(([written]) => {
    const value = normaliseMail(written)
    return value === undefined ? [] : [{ kind: 'email' as const, value, written }]
  })
  const country = isSupportedCountry(region) ? region : undefined
  const numbers = findPhoneNumbersInText(text, country).map(({ number, startsAt, endsAt }) => ({
    kind: 'phone' as const,
    value: number.number as string,
    written: text.slice(startsAt, endsAt),
  }))
  return [...mails, ...numbers].filter(({ value }) => !own.has(value))
}
