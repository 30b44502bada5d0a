import type { ColumnPlan } from '#shared/contract/profile.ts'
import type { AttributeDraft } from '#shared/model/attribute.ts'
import type { Card } from '../connectors/connector.ts'
import { currentCustomer, link, mergeCustomers, newCustomer } from '../customers/ops.ts'
import type { Ingested, Taken } from '../ingest/prepared.ts'
import { mailAddress } from '../linkage/mail-address.ts'
import { namesDiffer } from '../linkage/names/compare.ts'
import { importValues, type ValueRow } from '../profile/import-values.ts'
import { nameInParts } from '../search/words.ts'
import type { Db } from '../store/database.ts'
import { areApart } from './decide.ts'
import { ordered } from './pair.ts'

const CONNECTOR = 'vcard'

/** A card whose addresses are normalised and not ours. */
export interface PreparedCard extends Omit<Card, 'parties' | 'line'> {
  line: number
  addresses: ValueRow['addresses']
}

export interface PreparedCards {
  cards: PreparedCard[]
  /** Name of the file: the origin of what the cards say. */
  file: string
  /** Epoch ms. */
  at: number
}

const text = (name: string): ColumnPlan => ({ to: 'new', attribute: { name, type: 'text', choices: [] } satisfies AttributeDraft })
const header = ['Name', 'Company', 'Birthday', 'Address', 'Note']
const columns: ColumnPlan[] = [
  { to: 'field', field: 'name' },
  text('Company'),
  { to: 'new', attribute: { name: 'Birthday', type: 'date', choices: [] } },
  text('Address'),
  text('Note'),
]

/**
 * Takes the cards of an address book in, all in one transaction: a card's addresses become one customer's, each by an op that can be undone, and what
 * else it says becomes their attributes. Left apart are addresses of a role, those on cards of several people (a family's phone), those of somebody whose
 * name has nothing to do with the card's or with another's on it, and customers of whom somebody said that they are two. `added`: cards that changed whose an address is.
 */
export function writeCards(db: Db, { cards, file, at }: PreparedCards): Ingested & { taken: Taken } {
  return db
    .transaction(() => {
      db.prepare('INSERT INTO connector (key) VALUES (?) ON CONFLICT DO NOTHING').run(CONNECTOR)
      const customers = new Set<number>()
      const ops: string[] = []
      let added = 0
      const shared = sharedIn(cards)
      const rows = cards.flatMap((card): ValueRow[] => {
        const own = { ...card, addresses: card.addresses.filter(address => !shared.has(keyOf(address))) }
        const { customer, addresses, changed, ops: joining } = join(db, own, at)
        ops.push(...joining)
        if (customer === undefined) return []
        customers.add(customer)
        if (changed) added++
        const { line, name = '', organisation = '', birthday = '', address = '', note = '' } = card
        return [{ line, addresses, cells: [name, organisation, birthday, address, note] }]
      })
      const said = columns.map((column, cell) => (rows.some(row => row.cells[cell] !== '') ? column : ({ to: 'nothing' } as const)))
      const values = importValues(db, { file: { name: file, header, columns: said, rows }, at })
      if (values.customers !== 'all') for (const customer of values.customers) customers.add(customer)
      return {
        added,
        duplicates: cards.length - added,
        customers: [...customers].map(id => currentCustomer(db, id)),
        taken: { ops, changes: [values.change] },
      }
    })
    .immediate()
}

/** What stands on cards of people with different names: a family's phone, a firm's switchboard. */
function sharedIn(cards: readonly PreparedCard[]): ReadonlySet<string> {
  const first = new Map<string, string>()
  const shared = new Set<string>()
  for (const { name, addresses } of cards) {
    if (name === undefined) continue
    for (const address of addresses) {
      const key = keyOf(address)
      const other = first.get(key)
      if (other === undefined) first.set(key, name)
      else if (namesDiffer(other, name)) shared.add(key)
    }
  }
  return shared
}

function keyOf({ kind, value }: ValueRow['addresses'][number]): string {
  return `${kind}:${value}`
}

interface Joined {
  customer?: number
  addresses: ValueRow['addresses']
  changed: boolean
  ops: string[]
}

function join(db: Db, { name, addresses }: PreparedCard, at: number): Joined {
  const find = db.prepare<[string, string], { id: number; name: string }>(
    'SELECT c.id, c.name FROM identity i JOIN customer c ON c.id = i.customer_id WHERE i.kind = ? AND i.value = ? AND c.ours = 0',
  )
  const theirs = addresses
    .filter(({ kind, value }) => kind !== 'email' || mailAddress(value)?.role === false)
    .map(address => ({ ...address, owner: find.get(address.kind, address.value) }))
    .filter(({ owner }) => !(owner && name && namesDiffer(owner.name, name)))
  const [first, ...owners] = theirs.flatMap(({ owner }) => owner?.id ?? [])
  if (theirs.length === 0) return { addresses: [], changed: false, ops: [] }
  const ops: string[] = []
  const customer = first ?? newCustomer(db)
  let changed = first === undefined
  for (const other of new Set(owners)) {
    const [from, into] = [currentCustomer(db, other), currentCustomer(db, customer)]
    // A. Ruiz is Ana's name and Ali's.
    if (from === into || areApart(db, ordered(from, into)) || namesDiffer(nameOf(db, from), nameOf(db, into))) continue
    ops.push(mergeCustomers(db, { from, into, at }).op)
    changed = true
  }
  const into = currentCustomer(db, customer)
  for (const { kind, value, owner } of theirs) {
    if (owner) continue
    const identity = db
      .prepare(
        `INSERT INTO identity (kind, value, name, customer_id, connector_id) SELECT ?, ?, ?, ?, id FROM connector WHERE key = ? ON CONFLICT DO NOTHING`,
      )
      .run(kind, value, name ?? null, into, CONNECTOR)
    // Twice on one card.
    if (identity.changes === 0) continue
    db.prepare('INSERT INTO identity_fts (rowid, name, value) VALUES (?, ?, ?)').run(
      identity.lastInsertRowid,
      nameInParts(name ?? '', value),
      value,
    )
    ops.push(link(db, 'add', { at }, { from: into, into, identities: [{ kind, value }] }).op)
    changed = true
  }
  return { customer: into, addresses: theirs.map(({ kind, value }) => ({ kind, value })), changed, ops }
}

function nameOf(db: Db, customer: number): string {
  return db.prepare<[number], string>('SELECT name FROM customer WHERE id = ?').pluck().get(customer) ?? ''
}
