import { ListBlocks } from './blocking/blocks.ts'
import { type Agreement, agreements } from './fields.ts'
import type { Prepared } from './prepare.ts'
import type { FieldWeights, Model } from './record.ts'
import { beliefs, probability, type Weigher, weigher } from './weights.ts'

/** Enough for weights with two digits; more costs time only. */
const focusSize = 6000
const candidatePairs = 80_000
const randomPairs = 30_000
const rounds = 30

/** Pairs in which a field counts as seen before any is: steadies what few data say. */
const priorMatches = 20

/**
 * Sets a model's weights, `matches` and `households` by the EM algorithm. All pairs take part: those that share a block are looked at,
 * for some of the records; the others are strangers, and what strangers look like is seen in random pairs.
 */
export function estimate(model: Model, people: Prepared[]): void {
  const order = byContent(people)
  const blocks = new ListBlocks(order, focusSize)
  // How often values repeat depends on how many records a person has, which is known after a first time only.
  for (let pass = 0; pass < 2; pass++) {
    const ready = weigher(model)
    const candidates = new Sample(ready)
    const focus = addCandidates(candidates, order, blocks, ready)
    const strangers = new Sample(ready, candidates)
    addRandomPairs(strangers, order, ready)
    iterate(model, candidates, strangers, focus * (people.length - 1))
    if (model.matches * people.length < 0.5) break
  }
}

/** In an order that depends on what the records say, not on how they were sorted, and mixes all kinds. */
function byContent(people: Prepared[]): Prepared[] {
  return [...people].sort((a, b) => a.print - b.print)
}

/** Agreements of many pairs one after another, in flat lists: this is gone through again and again. */
class Sample {
  readonly fields: Pick<Agreement, 'key' | 'field'>[]
  /** Where each pair ends in the lists below. */
  readonly ends: number[] = []
  readonly field: number[] = []
  readonly level: number[] = []
  /** Chance of these very values; 0 where it is the level's own, which is learned. */
  readonly chance: number[] = []
  private readonly index: Map<string, number>
  private readonly ready: Weigher

  constructor(ready: Weigher, sameFieldsAs?: Sample) {
    this.ready = ready
    this.fields = sameFieldsAs?.fields ?? []
    this.index = sameFieldsAs?.index ?? new Map()
  }

  add(found: Agreement[]): void {
    for (const agreement of found) {
      this.field.push(this.fieldOf(agreement))
      this.level.push(agreement.level)
      this.chance.push(this.ready.chanceOfTerms(agreement) ?? 0)
    }
    this.ends.push(this.field.length)
  }

  /** Probabilities that each pair is one person, or one household. */
  judge(model: Model, weights: FieldWeights[]): { person: number[]; household: number[] } {
    const shares = this.fields.map(({ field }) => beliefs[field].household)
    const found: { person: number[]; household: number[] } = { person: [], household: [] }
    let at = 0
    for (const end of this.ends) {
      let person = 1
      let household = 1
      for (; at < end; at++) {
        const field = this.field[at] ?? 0
        const level = this.level[at] ?? 0
        const share = shares[field] ?? 0
        const times = (weights[field]?.m[level] ?? 1) / (this.chance[at] || (weights[field]?.u[level] ?? 1))
        person *= times
        if (share > 0) household *= share * times + 1 - share
      }
      const posterior = probability(model, { person, household })
      found.person.push(posterior.person)
      found.household.push(posterior.household)
    }
    return found
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
function addCandidates(sample: Sample, order: Prepared[], blocks: ListBlocks, { isShared }: Weigher): number {
  let focus = 0
  for (const person of order.slice(0, focusSize)) {
    if (sample.ends.length >= candidatePairs) break
    for (const other of blocks.near(focus)) {
      const found = order[other]
      if (found) sample.add(agreements(person, found, isShared))
    }
    focus++
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

function iterate(model: Model, candidates: Sample, strangers: Sample, total: number): void {
  const { fields } = candidates
  const weights = fields.map(({ field }): FieldWeights => ({ m: [...beliefs[field].m], u: [...beliefs[field].u] }))
  const one = 1 / model.records
  for (let round = 0; round < rounds; round++) {
    // Strangers first: what is a rare coincidence must be known before a match is.
    const random = strangers.judge(model, weights)
    const unlike = random.person.map((person, index) => 1 - person - (random.household[index] ?? 0))
    learnLevels(strangers, unlike, weights, 'u')
    const { person, household } = candidates.judge(model, weights)
    learnLevels(candidates, person, weights, 'm')
    const before = model.matches
    model.matches = clamp(sum(person) / total, 0.01 * one, Math.min(0.5, 50 * one))
    model.households = clamp(sum(household) / total, 0.01 * one, Math.min(0.3, 5 * one))
    if (round > 3 && Math.abs(model.matches / before - 1) < 1e-3) break
  }
  model.weights = Object.fromEntries(fields.map(({ key }, index) => [key, weights[index] ?? { m: [], u: [] }]))
}

/** Shares of each level among pairs that count as much as `by` says, steadied by what was believed before. */
function learnLevels(sample: Sample, by: number[], weights: FieldWeights[], which: 'm' | 'u'): void {
  const prior = which === 'm' ? priorMatches : Math.max(500, sample.ends.length / 10)
  const counts = sample.fields.map(({ field }) => beliefs[field][which].map(share => share * prior))
  let at = 0
  for (const [pair, end] of sample.ends.entries())
    for (; at < end; at++) {
      const row = counts[sample.field[at] ?? 0]
      const level = sample.level[at] ?? 0
      if (row) row[level] = (row[level] ?? 0) + (by[pair] ?? 0)
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
