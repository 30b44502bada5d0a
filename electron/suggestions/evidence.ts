import type { Interaction } from '#shared/contract/timeline.ts'
import { isContactHandle } from '#shared/model/interaction.ts'
import { ownWords } from '../connectors/email/content/quoted.ts'
import { mailAddress } from '../linkage/mail-address.ts'
import { namesDiffer } from '../linkage/names/compare.ts'
import { parseName } from '../linkage/names/parse.ts'
import type { Evidence, PersonRecord } from '../linkage/record.ts'
import { readSignature } from '../linkage/signature.ts'
import type { Db } from '../store/database.ts'
import { readInteractions } from '../timeline/rows.ts'
import { walk } from '../timeline/walk.ts'
import type { Gathered, Origin } from './found.ts'
import { forget } from './matcher.ts'
import { addressesIn } from './mentioned.ts'
import { isFrom, type Ours, readOurs } from './ours.ts'
import { referencesIn } from './references.ts'
import type { Stale } from './stale.ts'

/** Of each identity, its latest interactions are read. */
const LATEST = 24
/** Values of one field, at most: somebody who forwards everything is nobody in particular. */
const MOST = 12

interface Identity {
  id: number
  kind: string
  value: string
  name: string | null
}

/** Gathers what is known of these customers: what they are called, what they reach us by, and what they sign with and refer to. */
export function gatherRecords(db: Db, { stale }: { stale: Stale[] }): Gathered[] {
  const ours = readOurs(db)
  const identities = db.prepare<[number], Identity>('SELECT id, kind, value, name FROM identity WHERE customer_id = ? ORDER BY id')
  return stale.map(({ customer, seen }) => {
    const theirs = identities.all(customer)
    if (theirs.length > 0) return { customer, seen, known: gather(db, customer, theirs, ours) }
    forget(db, customer)
    return { customer, seen }
  })
}

function gather(db: Db, customer: number, identities: Identity[], ours: Ours): { record: string; origins: string } {
  const record = new Gathering()
  const given = db
    .prepare<[number], string>("SELECT value FROM attribute_now WHERE customer_id = ? AND field = 'name'")
    .pluck()
    .get(customer)
  if (given !== undefined) record.add('names', given)
  for (const { kind, value } of identities) {
    if (kind === 'email') record.add('mails', value)
    else if (kind === 'phone') record.add('phones', value)
    // Who a text message says it is from is what its sender put there: no name anybody goes by elsewhere.
    else if (!isContactHandle(value) && !value.startsWith('sms:')) record.add('handles', value)
  }
  for (const identity of identities) {
    const theirs = writtenFrom(db, identity, ours)
    const names = new Set([identity.name ?? '', ...theirs.map(({ from }) => from.name ?? '')].filter(name => name !== ''))
    // What is said there is said by nobody in particular.
    if (isShared(identity, [...names])) continue
    for (const name of names) record.add('names', name)
    for (const { id, channel, occurredAt, subject = '', text, quoted } of theirs) {
      const origin = { interaction: id, at: occurredAt }
      const written = channel === 'email' ? ownWords({ text, quoted }) : text
      if (channel === 'email') {
        const signature = readSignature(written, ours.region)
        for (const field of SIGNED) {
          for (const value of signature?.[field] ?? []) if (!ours.own.has(value)) record.signed(field, value, origin)
        }
        for (const { kind, value } of addressesIn(lastLines(written), ours))
          record.signed(kind === 'email' ? 'mails' : 'phones', value, origin)
      }
      for (const value of mentionsIn(written, ours)) record.read('mentions', value, origin)
      for (const reference of referencesIn(`${subject}\n${text}`)) record.read('references', reference, origin)
    }
  }
  return record.done(customer)
}

/** Their latest own words: not those of somebody who wrote with them in copy. */
function writtenFrom(db: Db, { id, kind, value }: Identity, ours: Ours): Interaction[] {
  const steps = walk(db, [id], 'older', { from: Number.MAX_SAFE_INTEGER, limit: LATEST })
  return readInteractions(
    db,
    steps.map(step => step.id),
  ).filter(({ direction, from }) => direction === 'in' && isFrom(from, { kind, value }, ours))
}

/** A role's mailbox, a mailing list, or one that people of different names write from. */
function isShared({ kind, value }: Identity, names: readonly string[]): boolean {
  if (kind === 'email' && mailAddress(value)?.role === true) return true
  // A nickname or a first name alone may be anybody's second name.
  const whole = names.filter(name => (parseName(name)?.family.length ?? 0) > 0)
  return (
    names.some(name => THROUGH.test(name)) || whole.some((name, index) => whole.some((other, at) => at > index && namesDiffer(name, other)))
  )
}

/** What list servers and services make of a sender's name, after RFC 7960, section 4.1.3.2 ("Ana Quiroga via Friends"). */
const THROUGH = /\S \(?(?:via|vía) \S/i

const SIGNED = ['names', 'mails', 'phones', 'streets', 'postcodes', 'towns'] as const

/** So much of a text is looked through for addresses and numbers. */
const LOOKED = 4000
/** What may be one: most texts hold none, and to ask whether a number is one takes long. */
const NUMBER = /\+?\d(?:[ ()./-]{0,2}\d){7,14}/g
const ADDRESS = /[^\s<>,;:]{1,64}@[^\s<>,;:]{1,250}/g

/** Addresses and numbers that stand in somebody's own words. */
function mentionsIn(text: string, ours: Ours): string[] {
  const words = text.slice(0, LOOKED)
  const found = [...words.matchAll(NUMBER), ...(words.includes('@') ? words.matchAll(ADDRESS) : [])].slice(0, MOST)
  return found.flatMap(([written]) => addressesIn(written, ours).map(({ value }) => value))
}

/** Short lines of little else at the very end: a number or an address there is the writer's, whatever the farewell was. A sentence may tell another's. */
function lastLines(text: string): string {
  const lines = text.trimEnd().split('\n').slice(-3)
  const words = (line: string) => line.replace(ADDRESS, ' ').match(/\p{L}+/gu) ?? []
  return lines.filter(line => line.length <= 40 && words(line).length <= 2).join('\n')
}

type Field = 'mentions' | 'names' | 'mails' | 'phones' | 'handles' | 'references' | 'streets' | 'postcodes' | 'towns' | 'numbers'

/** A record in the making: every value once, with where it was read first. */
class Gathering {
  private readonly fields = new Map<Field, Set<string>>()
  private readonly evidence: Evidence[] = []
  private readonly origins: Record<string, Origin> = {}

  add(field: Field, value: string): boolean {
    const values = this.fields.get(field) ?? new Set()
    this.fields.set(field, values)
    if (values.has(value) || values.size === MOST) return false
    values.add(value)
    return true
  }

  /** A value that was read in a text. */
  read(field: Field, value: string, origin: Origin): void {
    if (this.add(field, value)) this.origins[value] = origin
  }

  /** A value that was read in a signature. */
  signed(field: Field, value: string, origin: Origin): void {
    if (!this.add(field, value)) return
    this.origins[value] = origin
    this.evidence.push({ value, at: origin.at })
  }

  done(id: number): { record: string; origins: string } {
    // What is theirs for certain is no mention.
    for (const field of ['mails', 'phones'] as const)
      for (const own of this.fields.get(field) ?? []) this.fields.get('mentions')?.delete(own)
    const fields = Object.fromEntries([...this.fields].map(([field, values]) => [field, [...values]]))
    const { evidence, origins } = this
    const record: PersonRecord = { id, ...fields, ...(evidence.length > 0 && { evidence }) }
    return { record: JSON.stringify(record), origins: JSON.stringify(origins) }
  }
}
