import { Blocks } from './blocks.ts'
import { type Agreement, agreements } from './fields.ts'
import type { Prepared } from './prepare.ts'
import type { Model } from './record.ts'
import { beliefs, type Evidence, evidenceOf, probability, type Weigher, weigher } from './weights.ts'

/** Enough for weights with two digits; more costs time only. */
const focusSize = 6000
const candidatePairs = 250_000
const randomPairs = 60_000
const rounds = 30

/** Pairs in which a field counts as seen before any is: steadies what few data say. */
const priorMatches = 20

/**
 * Sets a model's weights, `matches` and `households` by the EM algorithm. All pairs take part: those that share a block are looked at,
 * for some of the records; the others are strangers, and what strangers look like is seen in random pairs.
 */
export function estimate(model: Model, people: Prepared[]): void {
  const order = byContent(people)
  // How often values repeat depends on how many records a person has, which is known after a first time only.
  for (let pass = 0; pass < 2; pass++) {
    const ready = weigher(model)
    const candidates = new Sample(ready)
    const focus = addCandidates(candidates, order, ready)
    const strangers = new Sample(ready, candidates)
    addRandomPairs(strangers, order, ready)
    iterate(model, candidates, strangers, focus * (people.length - 1))
    if (model.matches * people.length < 0.5) break
  }
}

/** In an order that depends on what the records say, not on how they were sorted, and mixes all kinds. */
function byContent(people: Prepared[]): Prepared[] {
  return people
    .map(person => {
      const text = JSON.stringify({ ...person, id: 0, attributes: [...person.attributes] })
      return { person, text, hash: hash(text) }
    })
    .sort((a, b) => a.hash - b.hash || (a.text < b.text ? -1 : 1))
    .map(({ person }) => person)
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return value
}

interface Seen {
  field: number
  level: number
  /** Chance of these very values, or undefined: the level's own, which is learned. */
  chance: number | undefined
}

class Sample {
  readonly fields: Pick<Agreement, 'key' | 'field'>[]
  readonly pairs: Seen[][] = []
  private readonly index: Map<string, number>
  private readonly ready: Weigher

  constructor(ready: Weigher, sameFieldsAs?: Sample) {
    this.ready = ready
    this.fields = sameFieldsAs?.fields ?? []
    this.index = sameFieldsAs?.index ?? new Map()
  }

  add(found: Agreement[]): void {
    this.pairs.push(
      found.map(agreement => ({ field: this.fieldOf(agreement), level: agreement.level, chance: this.ready.chanceOfTerms(agreement) })),
    )
  }

  private fieldOf({ key, field }: Agreement): number {
    const known = this.index.get(key)
    if (known !== undefined) return known
    const added = this.fields.push({ key, field }) - 1
    this.index.set(key, added)
    return added
  }
}

/** How many records' candidates were added. */
function addCandidates(sample: Sample, order: Prepared[], { isShared }: Weigher): number {
  const blocks = new Blocks()
  for (const [index, person] of order.entries()) blocks.put(index, person)
  let focus = 0
  for (const [index, person] of order.entries()) {
    if (focus >= focusSize || sample.pairs.length >= candidatePairs) break
    focus++
    for (const other of blocks.of(index, person)) {
      const found = order[other]
      if (found) sample.add(agreements(person, found, isShared))
    }
  }
  return focus
}

function addRandomPairs(sample: Sample, order: Prepared[], { isShared }: Weigher): void {
  const all = (order.length * (order.length - 1)) / 2
  const pair = (i: number, j: number) => {
    const [a, b] = [order[i], order[j]]
    if (a && b) sample.add(agreements(a, b, isShared))
  }
  if (all <= randomPairs) {
    for (let i = 0; i < order.length; i++) for (let j = i + 1; j < order.length; j++) pair(i, j)
    return
  }
  // The order is random enough: every record with some at growing distances.
  for (let count = 0, step = 1; count < randomPairs; step++)
    for (let i = 0; i < order.length && count < randomPairs; i++, count++) pair(i, (i + step) % order.length)
}

interface Weights {
  m: number[]
  u: number[]
}

function iterate(model: Model, candidates: Sample, strangers: Sample, total: number): void {
  const { fields } = candidates
  const weights = fields.map(({ field }): Weights => ({ m: [...beliefs[field].m], u: [...beliefs[field].u] }))
  const perRecord = 1 / model.records
  for (let round = 0; round < rounds; round++) {
    const judged = (pair: Seen[]) => probability(model, judge(pair, fields, weights))
    // Strangers first: what is a rare coincidence must be known before a match is.
    const unlike = strangers.pairs.map(judged).map(({ person, household }) => 1 - person - household)
    learnLevels(strangers, unlike, weights, 'u')
    const found = candidates.pairs.map(judged)
    const same = found.map(({ person }) => person)
    const before = model.matches
    learnLevels(candidates, same, weights, 'm')
    model.matches = clamp(sum(same) / total, 0.01 * perRecord, Math.min(0.5, 50 * perRecord))
    model.households = clamp(sum(found.map(({ household }) => household)) / total, 0.01 * perRecord, Math.min(0.3, 5 * perRecord))
    if (round > 3 && Math.abs(model.matches / before - 1) < 1e-4) break
  }
  model.weights = Object.fromEntries(fields.map(({ key }, index) => [key, weights[index] ?? { m: [], u: [] }]))
}

function judge(pair: Seen[], fields: Sample['fields'], weights: Weights[]): Evidence {
  const all = { person: 0, household: 0 }
  for (const { field, level, chance } of pair) {
    const what = fields[field]
    const has = weights[field]
    if (!what || !has) continue
    const bits = evidenceOf(what.field, has.m[level] ?? 1, chance ?? has.u[level] ?? 1)
    all.person += bits.person
    all.household += bits.household
  }
  return all
}

/** Shares of each level among pairs that count as much as `by` says, steadied by what was believed before. */
function learnLevels(sample: Sample, by: number[], weights: Weights[], which: 'm' | 'u'): void {
  const prior = which === 'm' ? priorMatches : Math.max(500, sample.pairs.length / 10)
  const counts = sample.fields.map(({ field }) => beliefs[field][which].map(share => share * prior))
  for (const [index, pair] of sample.pairs.entries())
    for (const { field, level } of pair) {
      const row = counts[field]
      if (row) row[level] = (row[level] ?? 0) + (by[index] ?? 0)
    }
  for (const [index, row] of counts.entries()) {
    const has = weights[index]
    // Only the swapped order is ever recorded, so nothing can be learned of the other.
    if (!has || sample.fields[index]?.field === 'order') continue
    const all = sum(row)
    has[which] = row.map(count => count / all)
  }
}

function sum(values: number[]): number {
  return values.reduce((all, value) => all + value, 0)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
