/** A key that more records share says too little to compare them all. */
const largest = 80

const none = -1

/**
 * Which records have which keys, in flat lists: a hundred thousand records have some ten million keys between them. A key is a whole number from 0 to
 * 2^30 - 1; what more than `largest` records share is no longer kept.
 */
export class Postings {
  /** Open addressing: the key in each slot (`none` when free), its newest posting, and how many it has. */
  private slotKey = new Int32Array(1024).fill(none)
  private slotHead = new Int32Array(1024).fill(none)
  private slotCount = new Uint8Array(1024)
  private slots = 0
  /** By posting: whose it is, its slot's older one, and its record's older one. */
  private owner = new Int32Array(1024)
  private older = new Int32Array(1024)
  private sibling = new Int32Array(1024)
  private keyOf = new Int32Array(1024)
  private used = 0
  /** Postings that were removed, chained by `older`. */
  private free = none
  private readonly newest = new Map<number, number>()

  /** `id` must be a whole number below 2^31 and must not be there yet. */
  add(id: number, keys: Iterable<number>): void {
    let last = none
    for (const key of keys) {
      const slot = this.slotFor(key)
      const count = this.slotCount[slot] ?? 0
      if (count > largest) continue
      this.slotCount[slot] = count + 1
      if (count === largest) {
        this.slotHead[slot] = none
        continue
      }
      const posting = this.take()
      this.owner[posting] = id
      this.keyOf[posting] = key
      this.older[posting] = this.slotHead[slot] ?? none
      this.sibling[posting] = last
      this.slotHead[slot] = posting
      last = posting
    }
    this.newest.set(id, last)
  }

  remove(id: number): void {
    let posting = this.newest.get(id) ?? none
    this.newest.delete(id)
    while (posting !== none) {
      const sibling = this.sibling[posting] ?? none
      const slot = this.slotFor(this.keyOf[posting] ?? 0)
      // A key that too many had stays given up.
      if ((this.slotCount[slot] ?? 0) <= largest) this.unchain(slot, posting)
      this.older[posting] = this.free
      this.free = posting
      posting = sibling
    }
  }

  /** Adds the ids of all records with this key. */
  collect(key: number, into: Set<number>): void {
    for (let posting = this.slotHead[this.slotFor(key, false)] ?? none; posting !== none; posting = this.older[posting] ?? none)
      into.add(this.owner[posting] ?? 0)
  }

  private unchain(slot: number, posting: number): void {
    this.slotCount[slot] = (this.slotCount[slot] ?? 1) - 1
    const next = this.older[posting] ?? none
    let at = this.slotHead[slot] ?? none
    if (at === posting) {
      this.slotHead[slot] = next
      return
    }
    while (at !== none && this.older[at] !== posting) at = this.older[at] ?? none
    if (at !== none) this.older[at] = next
  }

  private take(): number {
    if (this.free !== none) {
      const posting = this.free
      this.free = this.older[posting] ?? none
      return posting
    }
    if (this.used === this.owner.length) {
      this.owner = grown(this.owner)
      this.older = grown(this.older)
      this.sibling = grown(this.sibling)
      this.keyOf = grown(this.keyOf)
    }
    return this.used++
  }

  /** The key's slot, made when there is none; with `make` off a free one then, whose head is none. */
  private slotFor(key: number, make = true): number {
    const mask = this.slotKey.length - 1
    let slot = Math.imul(key, 0x9e3779b1) & mask
    while (this.slotKey[slot] !== none && this.slotKey[slot] !== key) slot = (slot + 1) & mask
    if (this.slotKey[slot] === key || !make) return slot
    if (this.slots * 4 > this.slotKey.length * 3) {
      this.widen()
      return this.slotFor(key)
    }
    this.slotKey[slot] = key
    this.slots++
    return slot
  }

  private widen(): void {
    const [keys, heads, counts] = [this.slotKey, this.slotHead, this.slotCount]
    this.slotKey = new Int32Array(keys.length * 2).fill(none)
    this.slotHead = new Int32Array(keys.length * 2).fill(none)
    this.slotCount = new Uint8Array(keys.length * 2)
    this.slots = 0
    for (const [old, key] of keys.entries()) {
      if (key === none) continue
      const slot = this.slotFor(key)
      this.slotHead[slot] = heads[old] ?? none
      this.slotCount[slot] = counts[old] ?? 0
    }
  }
}

function grown(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(Math.ceil(list.length * 1.5))
  wider.set(list)
  return wider
}
