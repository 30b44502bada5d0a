import type { Evidence, PersonRecord } from '../linkage/record.ts'
import { readSignature } from '../linkage/signature.ts'
import type { Db } from '../store/database.ts'
import { readInteractions } from '../timeline/rows.ts'
import { walk } from '../timeline/walk.ts'
import type { Gathered, Origin } from './found.ts'
import { forget } from './matcher.ts'
import { addressesIn } from './mentioned.ts'
import { type Ours, readOurs } from './ours.ts'
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
  for (const { kind, value, name } of identities) {
    if (kind === 'email') record.add('mails', value)
    else if (kind === 'phone') record.add('phones', value)
    else record.add('handles', value)
    if (name) record.add('names', name)
  }
  for (const identity of identities) {
    const steps = walk(db, [identity.id], 'older', { from: Number.MAX_SAFE_INTEGER, limit: LATEST })
    for (const { id, channel, direction, occurredAt, from, subject = '', text, quoted = '' } of readInteractions(
      db,
      steps.map(step => step.id),
    )) {
      if (direction !== 'in') continue
      const origin = { interaction: id, at: occurredAt }
      if (from.name) record.add('names', from.name)
      if (channel === 'email') {
        const written = withoutHistory(text, quoted)
        const signature = readSignature(written, ours.region)
        for (const field of SIGNED) {
          for (const value of signature?.[field] ?? []) if (!ours.own.has(value)) record.signed(field, value, origin)
        }
        for (const { kind, value } of addressesIn(lastLines(written), ours))
          record.signed(kind === 'email' ? 'mails' : 'phones', value, origin)
      }
      for (const value of mentionsIn(text, ours)) record.read('mentions', value, origin)
      for (const reference of referencesIn(`${subject}\n${text}`)) record.read('references', reference, origin)
    }
  }
  return record.done(customer)
}

const SIGNED = ['names', 'mails', 'phones', 'streets', 'postcodes', 'towns'] as const

/** A mail's own words with its signature, which lies before what it repeats of others. */
function withoutHistory(text: string, quoted: string): string {
  const [own = ''] = quoted.split(/^>|^.*:$/m)
  return `${text}\n${own}`
}

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

/** Short lines at the very end: a number or an address there is the writer's, whatever the farewell was. */
function lastLines(text: string): string {
  const lines = text.trimEnd().split('\n').slice(-3)
  return lines.filter(line => line.length <= 40).join('\n')
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
