import { ListBlocks } from './blocking/blocks.ts'
import { type Agreement, agreementsOfTwo } from './fields.ts'
import type { Prepared } from './prepare.ts'
import type { Field, FieldWeights, Model } from './record.ts'
import { beliefs, isSlip, mostSlips, probability, type Weigher, weigher } from './weights.ts'

/** Enough for weights with two digits; more costs time only. */
const focusSize = 6000
const candidatePairs = 80_000
const randomPairs = 60_000
const rounds = 30

/** Pairs in which a field counts as seen before any is: steadies what few data say. */
const priorMatches = 20
const priorStrangers = 1000

/**
 * Least and most of how often one person's values of a field differ, whatever is learned: people marry, and have another family name then; and a list of
 * households would make each of them one person if nothing said that hardly anybody has two given names.
 */
const differing: Partial<Record<Field, [least: number, most: number]>> = { family: [0.01, 1], given: [0, 0.04] }

const [leastFactor, mostFactor] = [0.1, 3]

/**
 * Sets a model's weights, `matches` and `households` by the EM algorithm. All pairs take part: those that share a block are looked at,
 * for some of the records; the others are strangers, and what strangers look like is seen in random pairs.
 */
export function estimate(model: Model, people: Prepared[]): void {
  const order = byContent(people)
  const blocks = new ListBlocks(order, focusSize)
  let strangers: Sample | undefined
  // How often values repeat depends on how many records a person has, which is known after a first time only.
  for (let pass = 0; pass < 2; pass++) {
    const ready = weigher(model)
    const candidates: Sample = new Sample(ready, strangers)
    const focus = addCandidates(candidates, order, blocks, ready)
    if (!strangers) {
      strangers = new Sample(ready, candidates)
      addRandomPairs(strangers, order, ready)
    }
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
  /** By pair: fields that do not agree entirely. */
  readonly slips: number[] = []
  private readonly index: Map<string, number>
  private readonly ready: Weigher

  constructor(ready: Weigher, sameFieldsAs?: Sample) {
    this.ready = ready
    this.fields = sameFieldsAs?.fields ?? []
    this.index = sameFieldsAs?.index ?? new Map()
  }

  add(found: Agreement[]): void {
    let slips = 0
    for (const agreement of found) {
      if (isSlip(agreement.field, agreement.level)) slips++
      this.field.push(this.fieldOf(agreement))
      this.level.push(agreement.level)
      this.chance.push(this.ready.chanceOfTerms(agreement) ?? 0)
    }
    this.ends.push(this.field.length)
    this.slips.push(slips)
  }

  /** Probabilities that each pair is one person, or one household. */
  judge(model: Model, weights: FieldWeights[]): { person: number[]; household: number[] } {
    const shares = this.fields.map(({ field }) => beliefs[field].household)
    const found: { person: number[]; household: number[] } = { person: [], household: [] }
    let at = 0
    for (const [pair, end] of this.ends.entries()) {
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
      const posterior = probability(model, { person, household, slips: this.slips[pair] ?? 0 })
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
function addCandidates(sample: Sample, order: Prepared[], blocks: ListBlocks, known: Weigher): number {
  let focus = 0
  for (const person of order.slice(0, focusSize)) {
    if (sample.ends.length >= candidatePairs) break
    for (const other of blocks.near(focus)) {
      const found = order[other]
      if (found) sample.add(agreementsOfTwo(person, found, known))
    }
    focus++
  }
  return focus
}

function addRandomPairs(sample: Sample, order: Prepared[], known: Weigher): void {
  const all = (order.length * (order.length - 1)) / 2
  const pair = (i: number, j: number) => {
    const [a, b] = [order[i], order[j]]
    if (a && b) sample.add(agreementsOfTwo(a, b, known))
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
    // Next to none of them are no strangers, so that a few times are enough.
    if (round < 3) {
      const random = strangers.judge(model, weights)
      const unlike = random.person.map((person, index) => 1 - person - (random.household[index] ?? 0))
      learnLevels(strangers, unlike, weights, 'u')
    }
    const { person, household } = candidates.judge(model, weights)
    learnLevels(candidates, person, weights, 'm')
    model.slips = learnSlips(candidates, person, weights)
    const before = model.matches
    model.matches = clamp(sum(person) / total, 0.01 * one, Math.min(0.5, 50 * one))
    model.households = clamp(sum(household) / total, 0.01 * one, Math.min(0.3, 5 * one))
    if (round > 3 && Math.abs(model.matches / before - 1) < 1e-3) break
  }
  model.weights = Object.fromEntries(fields.map(({ key }, index) => [key, weights[index] ?? { m: [], u: [] }]))
}

/** Shares of each level among pairs that count as much as `by` says, steadied by what was believed before. */
function learnLevels(sample: Sample, by: number[], weights: FieldWeights[], which: 'm' | 'u'): void {
  const prior = which === 'm' ? priorMatches : priorStrangers
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
    const field = sample.fields[index]?.field
    // Of these one level alone is ever recorded, so nothing can be learned of the other.
    if (!has || field === 'order' || field === 'mention') continue
    const all = sum(row)
    const [least, most] = (which === 'm' && field && differing[field]) || [0, 1]
    has[which] = row.map((count, level) => (level === row.length - 1 ? clamp(count / all, least, most) : count / all))
  }
}

/** How often pairs that count as much as `by` says differ in so many fields, beside how often they would if each field went its own way. */
function learnSlips(sample: Sample, by: number[], weights: FieldWeights[]): number[] {
  const seen = Array.from({ length: mostSlips + 1 }, () => 0)
  const expected = [...seen]
  const chances = sample.fields.map(({ field }, index) => (field === 'order' || field === 'mention' ? 0 : 1 - (weights[index]?.m[0] ?? 1)))
  const likely = new Float64Array(mostSlips + 1)
  let at = 0
  for (const [pair, end] of sample.ends.entries()) {
    const share = by[pair] ?? 0
    if (share < 1e-3) {
      at = end
      continue
    }
    likely.fill(0)
    likely[0] = 1
    for (; at < end; at++) {
      const chance = chances[sample.field[at] ?? 0] ?? 0
      for (let slips = mostSlips; slips > 0; slips--)
        likely[slips] = (likely[slips] ?? 0) * (slips === mostSlips ? 1 : 1 - chance) + (likely[slips - 1] ?? 0) * chance
      likely[0] = (likely[0] ?? 0) * (1 - chance)
    }
    for (const [slips, chance] of likely.entries()) expected[slips] = (expected[slips] ?? 0) + share * chance
    const slips = Math.min(sample.slips[pair] ?? 0, mostSlips)
    seen[slips] = (seen[slips] ?? 0) + share
  }
  const all = sum(seen)
  return seen.map((count, slips) => {
    const own = expected[slips] ?? 0
    const before = all > 0 ? (priorMatches * own) / all : 1
    return clamp((count + before) / Math.max(own + before, 1e-9), leastFactor, mostFactor)
  })
}

function sum(values: number[]): number {
  return values.reduce((all, value) => all + value, 0)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
