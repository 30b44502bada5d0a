import { type NameKnowledge, noKnowledge, type Prepared, prepare } from '../prepare.ts'
import type { PersonRecord } from '../record.ts'
import { keysOf } from './keys.ts'
import { largest, Postings, Scores, weightOf } from './postings.ts'

/** So many records at most are compared with one: those that share the most and rarest keys with it. Records of its own person are among the first ten. */
const nearest = 32

const none = -1

/** Finds the few records worth comparing with one, among those known so far. */
export class Blocks {
  private readonly postings = new Postings()
  private readonly scores = new Scores()
  private readonly knowledge: NameKnowledge
  private readonly rows = new Map<number, number>()
  private readonly ids: number[] = []
  private readonly prints: number[] = []
  private readonly free: number[] = []

  /** `knowledge`: what a model knows of names; the same for every record. */
  constructor(knowledge: NameKnowledge = noKnowledge) {
    this.knowledge = knowledge
  }

  /** Adds a record, or puts it in the place of the one with its id. */
  add(record: PersonRecord): void {
    const { id } = record
    this.remove(id)
    const row = this.free.pop() ?? this.ids.length
    const prepared = prepare(record, this.knowledge)
    this.rows.set(id, row)
    this.ids[row] = id
    this.prints[row] = prepared.print
    this.postings.add(row, keysOf(prepared))
  }

  remove(id: number): void {
    const row = this.rows.get(id)
    if (row === undefined) return
    this.postings.remove(row)
    this.rows.delete(id)
    this.free.push(row)
  }

  /** Ids of the records that share most with this one, without its own. */
  near(record: PersonRecord): number[] {
    for (const key of keysOf(prepare(record, this.knowledge))) this.postings.weigh(key, this.scores, this.rows.size)
    return this.scores
      .take(nearest + 1, row => this.prints[row] ?? 0)
      .flatMap(row => this.ids[row] ?? [])
      .filter(id => id !== record.id)
      .slice(0, nearest)
  }
}

/**
 * The same for a list that is known as a whole, in less memory and time: keys that lead nowhere are never kept. `focus`: only the first so many
 * are asked for.
 */
export class ListBlocks {
  private readonly people: readonly Prepared[]
  private readonly scores = new Scores()
  /** Rows of each block, one block's behind another's, and where each block's end. */
  private readonly rows: Int32Array
  private readonly rowsEnd: Int32Array
  /** Blocks of each record that is asked for, likewise. */
  private readonly blocks: Int32Array
  private readonly blocksEnd: Int32Array

  constructor(people: readonly Prepared[], focus = people.length) {
    this.people = people
    const asked = Math.min(focus, people.length)
    const postings = sortedPostings(people, asked)
    const blocksOf = new Int32Array(asked)
    let [blocks, rows] = [0, 0]
    for (const { from, to } of runs(postings)) {
      blocks++
      rows += to - from
      for (let at = from; at < to; at++) {
        const row = rowIn(postings, at)
        if (row < asked) blocksOf[row] = (blocksOf[row] ?? 0) + 1
      }
    }
    this.rows = new Int32Array(rows)
    this.rowsEnd = new Int32Array(blocks)
    this.blocksEnd = new Int32Array(asked)
    let all = 0
    for (let row = 0; row < asked; row++) {
      // Where they begin; each block moves it on by one.
      this.blocksEnd[row] = all
      all += blocksOf[row] ?? 0
    }
    this.blocks = new Int32Array(all)
    let [block, used] = [0, 0]
    for (const { from, to } of runs(postings)) {
      for (let at = from; at < to; at++) {
        const row = rowIn(postings, at)
        this.rows[used++] = row
        const place = this.blocksEnd[row]
        if (place === undefined) continue
        this.blocks[place] = block
        this.blocksEnd[row] = place + 1
      }
      this.rowsEnd[block++] = used
    }
  }

  /** Indexes of the records that share most with this one, without its own. */
  near(index: number): number[] {
    const { blocks, blocksEnd, rows, rowsEnd, scores, people } = this
    for (let at = index > 0 ? (blocksEnd[index - 1] ?? 0) : 0; at < (blocksEnd[index] ?? 0); at++) {
      const block = blocks[at] ?? 0
      const [from, to] = [block > 0 ? (rowsEnd[block - 1] ?? 0) : 0, rowsEnd[block] ?? 0]
      const weight = weightOf(to - from, people.length)
      for (let row = from; row < to; row++) scores.add(rows[row] ?? 0, weight)
    }
    const found = scores.take(nearest + 1, row => people[row]?.print ?? 0)
    return found.filter(row => row !== index).slice(0, nearest)
  }

  /** Each two that either of them is near to, once, the smaller index first. */
  *pairs(): Generator<[number, number]> {
    const near = new Int32Array(this.blocksEnd.length * nearest).fill(none)
    for (const index of this.blocksEnd.keys()) near.set(this.near(index), index * nearest)
    const has = (index: number, other: number): boolean => {
      for (let at = index * nearest; at < (index + 1) * nearest; at++) if (near[at] === other) return true
      return false
    }
    for (let at = 0; at < near.length; at++) {
      const [index, other] = [Math.floor(at / nearest), near[at] ?? none]
      if (other === none) continue
      if (index < other) yield [index, other]
      else if (!has(other, index)) yield [other, index]
    }
  }
}

/** A key and a row in one number, the key before: sorted, the rows of a key stand together. */
const rowsMost = 2 ** 23

/** The keys of the first `asked`, and of everybody else those of them that these have, too. */
function sortedPostings(people: readonly Prepared[], asked: number): Float64Array {
  let postings = new Float64Array(1024)
  let used = 0
  const add = (key: number, row: number) => {
    // Moved, so that nothing is left of the shorter one.
    if (used === postings.length) postings = new Float64Array(postings.buffer.transfer(Math.ceil(used * 1.5) * postings.BYTES_PER_ELEMENT))
    postings[used++] = key * rowsMost + row
  }
  const wanted = asked < people.length ? new Set<number>() : undefined
  for (const [row, person] of people.entries())
    for (const key of keysOf(person)) {
      if (row < asked) wanted?.add(key)
      else if (!wanted?.has(key)) continue
      add(key, row)
    }
  return postings.subarray(0, used).sort()
}

function rowIn(postings: Float64Array, at: number): number {
  return (postings[at] ?? 0) % rowsMost
}

/** Where the rows of one key stand, for keys that several have, but not too many. */
function* runs(postings: Float64Array): Generator<{ from: number; to: number }> {
  const keyAt = (at: number) => Math.floor((postings[at] ?? 0) / rowsMost)
  for (let from = 0, to = 0; from < postings.length; from = to) {
    const key = keyAt(from)
    while (to < postings.length && keyAt(to) === key) to++
    if (to - from > 1 && to - from <= largest) yield { from, to }
  }
}
