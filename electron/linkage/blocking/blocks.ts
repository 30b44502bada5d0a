import { type NameKnowledge, noKnowledge, type Prepared, prepare } from '../prepare.ts'
import type { PersonRecord } from '../record.ts'
import { keysOf } from './keys.ts'
import { grown, Postings, Scores } from './postings.ts'

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

/** So many keys are counted apart, by how many records there are; where two meet, one too many is kept. */
const counted = (records: number): number => 2 ** Math.min(24, Math.ceil(Math.log2(records + 16)) + 7)

/**
 * The same for a list that is known as a whole, in less memory: keys that lead nowhere are never kept. `focus`: only the first so many are
 * asked for.
 */
export class ListBlocks {
  private readonly postings = new Postings()
  private readonly scores = new Scores()
  private readonly people: readonly Prepared[]
  /** Keys of those asked for, one record's behind another's. */
  private keys = new Int32Array(1024)
  private readonly ends: Int32Array

  constructor(people: readonly Prepared[], focus = people.length) {
    this.people = people
    this.ends = new Int32Array(Math.min(focus, people.length))
    const times = new Uint8Array(counted(people.length))
    let used = 0
    for (const index of this.ends.keys()) {
      const person = people[index]
      for (const key of person ? keysOf(person) : []) {
        if (used === this.keys.length) this.keys = grown(this.keys)
        this.keys[used++] = key
        const at = key % times.length
        if ((times[at] ?? 0) < 2) times[at] = (times[at] ?? 0) + 1
      }
      this.ends[index] = used
    }
    const enough = this.ends.length < people.length ? 1 : 2
    for (const [index, person] of people.entries()) {
      const theirs = index < this.ends.length ? this.keysOf(index) : keysOf(person)
      this.postings.add(index, wanted(theirs, times, enough))
    }
  }

  /** Indexes of the records that share most with this one, without its own. */
  near(index: number): number[] {
    for (const key of this.keysOf(index)) this.postings.weigh(key, this.scores, this.people.length)
    const found = this.scores.take(nearest + 1, row => this.people[row]?.print ?? 0)
    return found.filter(row => row !== index).slice(0, nearest)
  }

  /** Each two that either of them is near to, once, the smaller index first. */
  *pairs(): Generator<[number, number]> {
    const near = new Int32Array(this.ends.length * nearest).fill(none)
    for (const index of this.ends.keys()) near.set(this.near(index), index * nearest)
    for (const [at, other] of near.entries()) {
      const index = Math.floor(at / nearest)
      if (other === none) continue
      if (index < other) yield [index, other]
      else if (!near.subarray(other * nearest, (other + 1) * nearest).includes(index)) yield [other, index]
    }
  }

  private keysOf(index: number): Int32Array {
    return this.keys.subarray(this.ends[index - 1] ?? 0, this.ends[index])
  }
}

function* wanted(keys: Iterable<number>, times: Uint8Array, enough: number): Generator<number> {
  for (const key of keys) if ((times[key % times.length] ?? 0) >= enough) yield key
}
