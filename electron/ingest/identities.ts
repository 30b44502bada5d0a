import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'
import type { PreparedParty } from './prepared.ts'

interface Identity {
  id: number
  customer_id: number
  name: string | null
  name_at: number | null
}

interface Identified {
  identity: number
  customer: number
  /** It is new, or goes by another name since. */
  renamed: boolean
}

/**
 * Finds an identity or makes it, with a new customer of its own, and keeps the latest name its owner gave. Good for one transaction: it
 * remembers whom it found.
 */
export function identifier(db: Db, connector: number): (party: PreparedParty, value: string, at: number) => Identified {
  const { find, customer, insert, rename, index, unindex } = statements(db)
  const met = new Map<string, Identity>()
  return (party, value, at) => {
    const key = `${party.kind} ${value}`
    const known = met.get(key) ?? find.get(party.kind, value)
    // A name in To or Cc is what somebody else calls them: only better than nothing.
    const nameAt = party.role === 'from' ? at : 0
    if (!known) {
      const owner = Number(customer.run().lastInsertRowid)
      const id = Number(insert.run(party.kind, value, party.name ?? null, nameAt, owner, connector).lastInsertRowid)
      index.run(id, party.name ?? '', value)
      met.set(key, { id, customer_id: owner, name: party.name ?? null, name_at: nameAt })
      return { identity: id, customer: owner, renamed: true }
    }
    met.set(key, known)
    const { id: identity, customer_id, name, name_at } = known
    const renamed = Boolean(party.name) && party.name !== name && (name === null || nameAt > (name_at ?? 0))
    if (renamed) {
      rename.run(party.name, nameAt, identity)
      unindex.run(identity)
      index.run(identity, party.name, value)
      met.set(key, { ...known, name: party.name ?? null, name_at: nameAt })
    }
    return { identity, customer: customer_id, renamed }
  }
}

const statements = oncePer(db => ({
  find: db.prepare<[string, string], Identity>('SELECT id, customer_id, name, name_at FROM identity WHERE kind = ? AND value = ?'),
  customer: db.prepare('INSERT INTO customer DEFAULT VALUES'),
  insert: db.prepare('INSERT INTO identity (kind, value, name, name_at, customer_id, connector_id) VALUES (?, ?, ?, ?, ?, ?)'),
  rename: db.prepare('UPDATE identity SET name = ?, name_at = ? WHERE id = ?'),
  index: db.prepare('INSERT INTO identity_fts (rowid, name, value) VALUES (?, ?, ?)'),
  unindex: db.prepare('DELETE FROM identity_fts WHERE rowid = ?'),
}))
