import type { Db } from './database.ts'

/** Makes something once for each database: preparing a statement costs more than running it. */
export function oncePer<T>(make: (db: Db) => T): (db: Db) => T {
  const made = new WeakMap<Db, { value: T }>()
  return db => {
    const known = made.get(db) ?? { value: make(db) }
    made.set(db, known)
    return known.value
  }
}
