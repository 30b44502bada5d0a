import type { IdentityKind } from '#shared/model/interaction.ts'
import { nameInParts } from '../search/words.ts'
import type { Db } from '../store/database.ts'
import { Refusal } from '../store/protocol.ts'
import { getSettings, setSettings } from '../workspace/queries.ts'
import {
  currentCustomer,
  customerOf,
  type Done,
  keysOf,
  type LinkPayload,
  link,
  type Made,
  moveIdentity,
  newCustomer,
  point,
} from './ops.ts'
import { summarise } from './summary.ts'
import { moveBack } from './undo-moves.ts'

/** The source of what agents typed. */
const AGENT = 'agent'

interface Typed {
  customer: number
  kind: IdentityKind
  /** Normalised. */
  value: string
}

/**
 * Gives a customer an address or number that an agent says is theirs. One that somebody has already is moved (or its customer merged in, when
 * it is their only one). Refuses `not-found`, `same-customer` (theirs already), `ours`.
 */
export function addIdentity(db: Db, { customer, kind, value, ...made }: Typed & Made): Done {
  return db
    .transaction(() => {
      const target = currentCustomer(db, customer)
      if (ownAddresses(db).includes(value)) throw new Refusal('ours')
      const known = db.prepare<[string, string], number>('SELECT id FROM identity WHERE kind = ? AND value = ?').pluck().get(kind, value)
      if (known !== undefined) return moveIdentity(db, { identity: known, into: target, ...made })
      db.prepare('INSERT INTO connector (key) VALUES (?) ON CONFLICT DO NOTHING').run(AGENT)
      const identity = db
        .prepare('INSERT INTO identity (kind, value, customer_id, connector_id) SELECT ?, ?, ?, id FROM connector WHERE key = ?')
        .run(kind, value, target, AGENT).lastInsertRowid
      db.prepare('INSERT INTO identity_fts (rowid, name, value) VALUES (?, ?, ?)').run(identity, nameInParts('', value), value)
      return link(db, 'add', made, { from: target, into: target, identities: [{ kind, value }] })
    })
    .immediate()
}

/**
 * Takes an address away that an agent gave. If somebody has used it meanwhile they become a customer of their own, as they would have
 * without it. Within a transaction.
 */
export function takeAway(db: Db, { into, identities }: LinkPayload): { customer: number; customers: number[] } {
  const customer = currentCustomer(db, into)
  const [key] = identities
  const identity = db
    .prepare<[string, string], { id: number; customer_id: number }>('SELECT id, customer_id FROM identity WHERE kind = ? AND value = ?')
    .get(key?.kind ?? '', key?.value ?? '')
  if (!identity || identity.customer_id !== customer) throw new Refusal('moved-on')
  const used = db.prepare<[number]>('SELECT 1 FROM participation WHERE identity_id = ? LIMIT 1').get(identity.id) !== undefined
  const customers = [customer]
  if (used) {
    const own = newCustomer(db)
    point(db, [identity.id], own)
    summarise(db, own)
    customers.push(own)
  } else {
    db.prepare('DELETE FROM apart WHERE a = @id OR b = @id').run({ id: identity.id })
    db.prepare('DELETE FROM identity_fts WHERE rowid = ?').run(identity.id)
    db.prepare('DELETE FROM identity WHERE id = ?').run(identity.id)
  }
  summarise(db, customer)
  return { customer, customers }
}

/**
 * An address of ours that slipped in as a customer's: it leaves the customer and counts as ours from now on. Interactions are not rewritten: those
 * it took part in leave the customer's timeline, unless another of their addresses took part too. Refuses `not-found`, `ours`.
 */
export function makeOurs(db: Db, { identity, ...made }: { identity: number } & Made): Done {
  return db
    .transaction(() => {
      const source = customerOf(db, identity)
      const [key] = keysOf(db, [identity])
      if (!key || db.prepare('SELECT ours FROM customer WHERE id = ?').pluck().get(source) === 1) throw new Refusal('ours')
      const target = newCustomer(db)
      db.prepare('UPDATE customer SET ours = 1 WHERE id = ?').run(target)
      point(db, [identity], target)
      const own = ownAddresses(db)
      const isNew = !own.includes(key.value)
      if (isNew) setSettings(db, { own: [...own, key.value] })
      return link(db, 'own', made, { from: source, into: target, identities: [key], ...(isNew && { own: key.value }) })
    })
    .immediate()
}

/** What arrived from it meanwhile was taken in as ours and stays so. Within a transaction. */
export function undoOurs(db: Db, op: string, payload: LinkPayload): { customer: number; customers: number[] } {
  if (payload.own !== undefined) setSettings(db, { own: ownAddresses(db).filter(value => value !== payload.own) })
  return moveBack(db, op, payload)
}

function ownAddresses(db: Db): string[] {
  return getSettings(db, { own: [], region: 'US', timeZone: 'UTC' }).own
}
