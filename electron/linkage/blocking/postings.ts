/** A key that more records share says too little to compare them all. */
export const largest = 80

const none = -1

/**
 * Which records have which keys, in flat lists: a hundred thousand records have some millions of keys between them. A record is a row, a small
 * whole number; a key a whole number from 0 to 2^30 - 1. What more than `largest` rows share is no longer kept.
 */
export class Postings {
  /** Open addressing: the key in each slot (`none` when free), its newest posting, and how many it has. */
  private slotKey = new Int32Array(1024).fill(none)
  private slotHead = new Int32Array(1024).fill(none)
  private slotCount = new Uint8Array(1024)
  private slots = 0
  /** By posting: whose it is, its slot's older one, and its row's older one. */
  private owner = new Int32Array(1024)
  private older = new Int32Array(1024)
  private sibling = new Int32Array(1024)
  private keyOf = new Int32Array(1024)
  private used = 0
  /** Postings that were removed, chained by `older`. */
  private free = none
  /** By row. */
  private newest = new Int32Array(1024).fill(none)

  /** The row must have no keys yet. */
  add(row: number, keys: Iterable<number>): void {
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
      this.owner[posting] = row
      this.keyOf[posting] = key
      this.older[posting] = this.slotHead[slot] ?? none
      this.sibling[posting] = last
      this.slotHead[slot] = posting
      last = posting
    }
    while (row >= this.newest.length) this.newest = grown(this.newest, none)
    this.newest[row] = last
  }

  remove(row: number): void {
    let posting = this.newest[row] ?? none
    if (posting !== none) this.newest[row] = none
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

  /** Adds to the scores of all rows with this key: the more, the fewer of all `rows` have it. */
  weigh(key: number, scores: Scores, rows: number): void {
    const slot = this.slotFor(key, false)
    let posting = this.slotHead[slot] ?? none
    if (posting === none) return
    const weight = weightOf(this.slotCount[slot] ?? 1, rows)
    for (; posting !== none; posting = this.older[posting] ?? none) scores.add(this.owner[posting] ?? 0, weight)
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

/** What it says to share a key that `count` of all `rows` have. */
export function weightOf(count: number, rows: number): number {
  return 1 + Math.log2(Math.max(1, rows / count))
}

/** How much each row has in common with one record, used again for the next. */
export class Scores {
  private sums = new Float64Array(1024)
  private rows: number[] = []
  /** How many rows have about each score. */
  private readonly heights = new Int32Array(1024)

  add(row: number, weight: number): void {
    while (row >= this.sums.length) this.sums = grownFloats(this.sums)
    const sum = this.sums[row] ?? 0
    if (sum === 0) this.rows.push(row)
    this.sums[row] = sum + weight
  }

  /** The `most` rows with the highest scores, and none of them any more. Of equal ones, those with the smaller `print`. */
  take(most: number, print: (row: number) => number): number[] {
    const { rows, sums } = this
    const best = rows.length <= most ? rows : this.best(most, print)
    for (const row of rows) sums[row] = 0
    this.rows = []
    return best
  }

  /** Only those about as good as the last one taken are sorted. */
  private best(most: number, print: (row: number) => number): number[] {
    const { rows, sums, heights } = this
    const height = (row: number) => Math.min(heights.length - 1, Math.floor(sums[row] ?? 0))
    heights.fill(0)
    for (const row of rows) heights[height(row)] = (heights[height(row)] ?? 0) + 1
    let cut = heights.length - 1
    for (let left = most; cut > 0 && (heights[cut] ?? 0) < left; cut--) left -= heights[cut] ?? 0
    const sure = rows.filter(row => height(row) > cut)
    const open = rows.filter(row => height(row) === cut).sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0) || print(a) - print(b))
    return [...sure, ...open.slice(0, most - sure.length)]
  }
}

/** One and a half times as long. */
function grown(list: Int32Array<ArrayBuffer>, filling = 0): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(Math.ceil(list.length * 1.5))
  wider.set(list)
  if (filling !== 0) wider.fill(filling, list.length)
  return wider
}

function grownFloats(list: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(list.length * 2)
  wider.set(list)
  return wider
}
