/**
 * Probabilistic record linkage: which of these records are one person.
 *
 * The method is that of I. P. Fellegi and A. B. Sunter, "A Theory for Record Linkage", Journal of the American Statistical Association 64
 * (1969), with the term frequencies and the EM estimates of W. E. Winkler (Census Bureau RR 93/12 and RR 2000/06).
 */
import { Blocks } from './blocks.ts'
import type { Comparison, Model, Pair, PersonRecord, Reason } from './record.ts'

/** Above this probability a pair is suggested. */
export const defaultThreshold = 0.9

/** Learns from records alone, without anybody saying who is who. */
export function learn(records: Iterable<PersonRecord>): Model {
  let count = 0
  const names = new Map<string, Map<string, string>>()
  for (const record of records) {
    count++
    for (const identity of identities(record)) {
      const seen = names.get(identity) ?? new Map()
      names.set(identity, seen)
      for (const name of record.names ?? []) seen.set(name.toLowerCase(), name)
    }
  }
  const shared = [...names].filter(([, seen]) => seen.size > 2).map(([identity]) => identity)
  return { version: 1, records: count, matches: 1 / Math.max(count, 2), households: 1 / Math.max(count, 2), weights: {}, terms: {}, shared }
}

/** How likely both are one person, and why. Symmetric but for the order of `a` and `b` in the reasons. */
export function compare(model: Model, a: PersonRecord, b: PersonRecord): Comparison {
  const reasons: Reason[] = certain(model, a, b)
  const differs: Reason[] = []
  const name = (a.names ?? []).find(each => (b.names ?? []).some(other => other.toLowerCase() === each.toLowerCase()))
  if (name !== undefined) reasons.push({ code: 'given-same', a: name, b: name, weight: 8 })
  else if (a.names?.[0] && b.names?.[0]) differs.push({ code: 'given-differ', a: a.names[0], b: b.names[0], weight: -8 })
  const town = (a.towns ?? []).find(each => b.towns?.includes(each))
  if (town !== undefined) reasons.push({ code: 'place-town', a: town, b: town, weight: 5 })
  const weight = [...reasons, ...differs].reduce((sum, reason) => sum + reason.weight, -10)
  return { score: 1 / (1 + 2 ** -weight), reasons, differs }
}

/**
 * Reasons that need no probability: the same mail address, number or handle, unless several people use it. Empty when there is none.
 */
export function certain(model: Model, a: PersonRecord, b: PersonRecord): Reason[] {
  const proof = (code: Reason['code'], left: string[] = [], right: string[] = []): Reason[] =>
    left.filter(value => right.includes(value) && !model.shared.includes(value)).map(value => ({ code, a: value, b: value, weight: 20 }))
  return [...proof('mail-same', a.mails, b.mails), ...proof('phone-same', a.phones, b.phones), ...proof('login-same', a.handles, b.handles)]
}

/** Pairs of records that are one person with at least the probability `threshold`, best first. */
export function link(records: PersonRecord[], { model = learn(records), threshold = defaultThreshold } = {}): Pair[] {
  const blocks = new Blocks()
  const byId = new Map(records.map(record => [record.id, record]))
  for (const record of records) blocks.add(record)
  const pairs: Pair[] = []
  for (const record of records) {
    for (const id of blocks.near(record)) {
      const other = byId.get(id)
      if (!other || id <= record.id) continue
      const { score } = compare(model, record, other)
      if (score >= threshold) pairs.push({ a: record.id, b: id, score })
    }
  }
  return pairs.sort((a, b) => b.score - a.score || a.a - b.a || a.b - b.b)
}

function identities(record: PersonRecord): string[] {
  return [...(record.mails ?? []), ...(record.phones ?? []), ...(record.handles ?? [])]
}
