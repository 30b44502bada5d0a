import { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js'
import type { IdentityKind } from '#shared/model/interaction.ts'
import { currentCustomer } from '../customers/ops.ts'
import type { Db } from '../store/database.ts'
import { readInteractions } from '../timeline/rows.ts'
import { identitiesOf, walk } from '../timeline/walk.ts'
import { type Ours, readOurs } from './ours.ts'

export interface Mention {
  value: string
  kind: IdentityKind
  /** Where it was written last, and when (epoch ms). */
  interaction: number
  at: number
  /** Whose it is already. */
  customer?: { id: number; name: string }
}

/** So many of the latest interactions are looked through. */
const LATEST = 60
const MOST = 12
const ADDRESS = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu

/** Addresses and numbers that a customer wrote and that are not theirs yet, the latest first. */
export function mentionedBy(db: Db, { customer }: { customer: number }): Mention[] {
  const ours = readOurs(db)
  const id = currentCustomer(db, customer)
  const steps = walk(db, identitiesOf(db, id), 'older', { from: Number.MAX_SAFE_INTEGER, limit: LATEST })
  const owner = db.prepare<[string, string], { id: number; name: string }>(
    'SELECT c.id, c.name FROM identity i JOIN customer c ON c.id = i.customer_id WHERE i.kind = ? AND i.value = ?',
  )
  const found = new Map<string, Mention>()
  for (const { id: interaction, occurredAt: at, direction, text, quoted = '' } of readInteractions(
    db,
    steps.map(step => step.id),
  )) {
    if (direction === 'out') continue
    // What a mail repeats of others stands behind ">"; what is left of it is the signature.
    for (const { kind, value } of addressesIn(`${text}\n${quoted.replace(/^>.*$/gm, '')}`, ours)) {
      if (found.has(value)) continue
      const known = owner.get(kind, value)
      if (known?.id !== id) found.set(value, { value, kind, interaction, at, ...(known && { customer: known }) })
      if (found.size === MOST) return [...found.values()]
    }
  }
  return [...found.values()]
}

/** Mail addresses and valid phone numbers in a text, normalised, without our own. */
export function addressesIn(text: string, { own, region }: Ours): { kind: 'email' | 'phone'; value: string }[] {
  const mails = [...text.matchAll(ADDRESS)].map(([value]) => ({ kind: 'email' as const, value: value.toLowerCase() }))
  const country = isSupportedCountry(region) ? region : undefined
  const numbers = findPhoneNumbersInText(text, country).map(({ number }) => ({ kind: 'phone' as const, value: number.number as string }))
  return [...mails, ...numbers].filter(({ value }) => !own.has(value))
}
