import type { PersonRecord } from './record.ts'

/** Finds the few records worth comparing with one: those that share a key. Keys that too many share are passed over. */
export class Blocks {
  private readonly byKey = new Map<string, Set<number>>()
  private readonly keys = new Map<number, string[]>()

  /** Adds a record, or puts it in the place of the one with its id. */
  add(record: PersonRecord): void {
    this.remove(record.id)
    const keys = keysOf(record)
    this.keys.set(record.id, keys)
    for (const key of keys) {
      const block = this.byKey.get(key)
      if (block) block.add(record.id)
      else this.byKey.set(key, new Set([record.id]))
    }
  }

  remove(id: number): void {
    for (const key of this.keys.get(id) ?? []) this.byKey.get(key)?.delete(id)
    this.keys.delete(id)
  }

  /** Ids of the records that share a key with this one, without its own. */
  near(record: PersonRecord): number[] {
    const found = new Set<number>()
    for (const key of keysOf(record)) {
      const block = this.byKey.get(key)
      if (block && block.size <= 200) for (const id of block) found.add(id)
    }
    found.delete(record.id)
    return [...found]
  }
}

function keysOf(record: PersonRecord): string[] {
  const { names = [], mails = [], phones = [], handles = [] } = record
  return [...new Set([...names.map(name => name.toLowerCase()), ...mails, ...phones, ...handles])]
}
