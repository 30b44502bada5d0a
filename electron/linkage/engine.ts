/**
 * Probabilistic record linkage: which of these records are one person.
 *
 * The method is that of I. P. Fellegi and A. B. Sunter, "A Theory for Record Linkage", Journal of the American Statistical Association 64
 * (1969): each field that agrees or differs weighs log2(m / u), where m and u say how often that is seen in one person's records and in two strangers'.
 * Agreeing on a rare value weighs more (W. E. Winkler, "Frequency-Based Matching in Fellegi-Sunter Model of Record Linkage", Census Bureau RR 2000/06).
 */
import { Blocks, ListBlocks } from './blocking/blocks.ts'
import { clusters } from './clusters.ts'
import { type Agreement, agreements, agreementsOfTwo } from './fields.ts'
import { areOthers } from './learn.ts'
import { type Prepared, prepare } from './prepare.ts'
import { preparedFor, readyFor } from './ready.ts'
import { type Comparison, type Field, levels, type Model, type Pair, type PersonRecord, type Reason, type ReasonCode } from './record.ts'
import { add, type Evidence, noEvidence, probability, type Weigher } from './weights.ts'

export { Blocks } from './blocking/blocks.ts'
export { emptyModel, learn } from './learn.ts'

/** Above this probability a pair is suggested. */
export const defaultThreshold = 0.8

/** An empty index whose keys fit a model: with what it knows of names it finds more. */
export function blocksFor(model: Model): Blocks {
  return new Blocks(readyFor(model).knowledge)
}

/** How likely both are one person, and why. The other way round gives the same with `a` and `b` exchanged. */
export function compare(model: Model, a: PersonRecord, b: PersonRecord): Comparison {
  const weights = readyFor(model)
  const found = agreements(preparedFor(weights, a), preparedFor(weights, b), weights)
  let all = noEvidence
  const reasons: Reason[] = []
  for (const agreement of found) {
    const times = timesLikelier(weights, agreement)
    all = add(all, agreement, times)
    reasons.push(reason(agreement, times, a, b))
  }
  const score = probability(model, all).person
  return {
    score,
    reasons: reasons.filter(({ weight }) => weight >= 0).sort((left, right) => right.weight - left.weight),
    differs: reasons.filter(({ weight }) => weight < 0).sort((left, right) => left.weight - right.weight),
  }
}

/** The same likelihood alone: several times as fast, for pairs of which most are nobody's business. */
export function score(model: Model, a: PersonRecord, b: PersonRecord): number {
  const weights = readyFor(model)
  return probability(model, evidence(weights, preparedFor(weights, a), preparedFor(weights, b))).person
}

/** Bits for both being one person, by what they say alone: against two of one household where that is likelier, else against strangers. */
function weightOf(model: Model, a: PersonRecord, b: PersonRecord): number {
  const weights = readyFor(model)
  const { person, household } = evidence(weights, preparedFor(weights, a), preparedFor(weights, b))
  return Math.log2(person / Math.max(1, (household * model.households) / model.matches))
}

function evidence(weights: Weigher, a: Prepared, b: Prepared): Evidence {
  const found = agreementsOfTwo(a, b, weights)
  return found.reduce((all, each) => add(all, each, timesLikelier(weights, each)), noEvidence)
}

/** How many times likelier one person is than two strangers to agree so. */
function timesLikelier(weights: Weigher, agreement: Agreement): number {
  const { m, u } = weights.weightsOf(agreement)
  return (m[agreement.level] ?? 1) / (weights.chanceOfTerms(agreement) ?? u[agreement.level] ?? 1)
}

function reason(agreement: Agreement, times: number, a: PersonRecord, b: PersonRecord): Reason {
  const { field, level, key } = agreement
  const seen = [...(a.evidence ?? []), ...(b.evidence ?? [])].find(({ value }) => value === agreement.a || value === agreement.b)
  return {
    code: `${field}-${levels[field][level] ?? 'differ'}` as ReasonCode,
    a: agreement.a,
    b: agreement.b,
    weight: Math.log2(times),
    ...(field === 'attribute' && { attribute: key.slice('attribute:'.length) }),
    ...(seen && { signature: seen.at }),
  }
}

/**
 * Reasons that need no probability: the same mail address, E.164 number or handle. Empty when there is none, when several people are known to
 * use it, or when the two given names or birth dates have nothing to do with one another. A household may share a phone: its number alone proves
 * something only if the names agree, too.
 */
export function certain(model: Model, a: PersonRecord, b: PersonRecord): Reason[] {
  const weights = readyFor(model)
  const [left, right] = [preparedFor(weights, a), preparedFor(weights, b)]
  if (areOthers(left, right)) return []
  const found = agreements(left, right, weights)
  const differ = (field: Field) => found.some(each => each.field === field && each.level === levels[field].length - 1)
  // Father and son may have one name and one phone.
  if (differ('birth')) return []
  const upTo = (field: Field, level: number) => found.some(each => each.field === field && each.level <= level)
  const named = upTo('given', levels.given.indexOf('similar')) && upTo('family', levels.family.indexOf('part'))
  return found
    .filter(({ level }) => level === 0)
    .filter(({ field, a, b }) => field === 'mail' || (field === 'phone' && named) || (field === 'login' && a === b))
    .map(agreement => reason(agreement, timesLikelier(weights, agreement), a, b))
}

/** Less likely pairs are taken, too, in a list where so many of all taken are expected to be right. */
const [lowestThreshold, expectedPrecision] = [0.7, 0.975]

/**
 * Pairs of records that are one person with at least the probability `threshold`, best first. Without one it is the default, or lower where the model is sure
 * enough of all pairs together. Ids must differ.
 */
export function link(records: PersonRecord[], model: Model, threshold?: number): Pair[] {
  const weights = readyFor(model)
  const people = records.map(record => prepare(record, weights.knowledge))
  const pairs: Pair[] = []
  for (const [left, right] of new ListBlocks(people).pairs()) {
    const [a, b] = [people[left], people[right]]
    const [one, other] = [records[left], records[right]]
    if (!a || !b || !one || !other) continue
    const score = probability(model, evidence(weights, a, b)).person
    if (score >= (threshold ?? lowestThreshold)) pairs.push({ a: one.id, b: other.id, score })
  }
  pairs.sort((a, b) => b.score - a.score || a.a - b.a || a.b - b.b)
  return threshold === undefined ? sureEnough(pairs) : pairs
}

function sureEnough(pairs: Pair[]): Pair[] {
  let right = 0
  let count = 0
  for (const [index, { score }] of pairs.entries()) {
    right += score
    if (score >= defaultThreshold || right >= expectedPrecision * (index + 1)) count = index + 1
  }
  return pairs.slice(0, count)
}

/** Groups of ids that pairs of `link` make, each of one person: what follows from two links counts, unless the records speak against it. */
export function group(records: PersonRecord[], model: Model, pairs: Pair[]): number[][] {
  const byId = new Map(records.map(record => [record.id, record]))
  return clusters(pairs, records.length, (a, b) => {
    const [left, right] = [byId.get(a), byId.get(b)]
    return left && right ? weightOf(model, left, right) : 0
  })
}
