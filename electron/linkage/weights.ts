import type { Agreement, Known } from './fields.ts'
import type { NameKnowledge } from './prepare.ts'
import { type Field, type FieldWeights, levels, type Model } from './record.ts'

interface Beliefs extends FieldWeights {
  /**
   * How much two of one household agree as one person does (1) rather than as strangers (0): they share a roof and a surname, some a birthday
   * (twins) or a given name (a son and his father).
   */
  household: number
}

/** What is believed before any data is seen; data outweighs it soon. */
export const beliefs: Record<Field, Beliefs> = {
  given: {
    m: [0.71, 0.06, 0.05, 0.03, 0.06, 0.02, 0.03, 0.04],
    u: [0.009, 0.002, 0.002, 0.002, 0.004, 0.03, 0.02, 0.931],
    household: 0.01,
  },
  family: { m: [0.8, 0.05, 0.06, 0.04, 0.005, 0.02, 0.025], u: [0.004, 0.001, 0.003, 0.006, 0.02, 0.02, 0.946], household: 0.9 },
  order: { m: [0.03, 0.97], u: [0.3, 0.7], household: 0 },
  mail: { m: [0.5, 0.05, 0.05, 0.4], u: [1e-6, 1e-5, 1e-5, 1], household: 0.1 },
  login: { m: [0.3, 0.05, 0.65], u: [1e-6, 1e-5, 1], household: 0 },
  phone: { m: [0.6, 0.03, 0.05, 0.32], u: [1e-6, 1e-6, 1e-6, 1], household: 0.4 },
  birth: {
    m: [0.85, 0.03, 0.06, 0.01, 0.01, 0.01, 0.005, 0.005, 0.005, 0.015],
    u: [5e-5, 1e-5, 2e-3, 5e-4, 1e-3, 2.5e-3, 3e-3, 0.03, 0.01, 0.951],
    household: 0.02,
  },
  street: { m: [0.6, 0.12, 0.05, 0.23], u: [1e-5, 1e-4, 5e-4, 1], household: 0.9 },
  place: { m: [0.5, 0.15, 0.15, 0.1, 0.1], u: [2e-3, 1e-3, 0.01, 5e-3, 0.982], household: 0.95 },
  number: { m: [0.85, 0.08, 0.07], u: [1e-7, 1e-5, 1], household: 0 },
  reference: { m: [0.2, 0.8], u: [1e-6, 1], household: 0.2 },
  // Whoever is mentioned counts, not how often anybody is.
  mention: { m: [1, 1], u: [1e-5, 1], household: 0.1 },
  attribute: { m: [0.75, 0.1, 0.15], u: [0.1, 0.02, 0.88], household: 0.1 },
}

/**
 * How rare a value may at most be taken for, by table: a name that only two records have is still had by somebody else in the world.
 * For attributes nothing is known of that, so they never weigh much.
 */
const rarest: Record<string, number> = {
  given: 2e-4,
  family: 5e-5,
  mail: 1e-7,
  local: 1e-6,
  phone: 1e-7,
  birth: 4e-5,
  street: 1e-5,
  postcode: 5e-5,
  town: 2e-4,
  number: 1e-7,
  reference: 1e-6,
}
const rarestAttribute = 1e-3

/** How many more have a whole name that is seen once: names go together by language and fashion. Found by trying, on names of seven languages. */
const wholeName = 0.4
/** So many times likelier than by chance do a given and a family name go together, at most. */
const kindred = 15

/** A number that somebody writes and that is a customer's is so many times likelier theirs than a stranger's, however many customers there are. */
const ownMention = 30

/** Levels weaker than "the same", whose value's frequency counts: how much more often they come about by chance. */
const looser: Partial<Record<Field, (number | undefined)[]>> = {
  given: [1, 0.3, 0.3],
  family: [1, 0.3, undefined, 4],
}

/** A model made ready: lookups instead of plain values. */
export interface Weigher extends Known {
  model: Model
  knowledge: NameKnowledge
  weightsOf: (agreement: Pick<Agreement, 'key' | 'field'>) => FieldWeights
  /** Probability that a stranger agrees on this level with these very values; undefined where the values do not matter. */
  chanceOfTerms: (agreement: Agreement) => number | undefined
}

export function weigher(model: Model): Weigher {
  const tables = new Map(Object.entries(model.terms).map(([table, counts]) => [table, new Map(Object.entries(counts))]))
  const shared = new Set(model.shared)
  const weights = new Map(Object.entries(model.weights))
  const given = tables.get('given')
  const family = tables.get('family')
  // One person's of those that are counted, on average.
  const each = Math.max(1, (Math.min(20, Math.max(1, 1 + model.matches * (model.records - 1))) * model.roots) / model.records)
  const peopleIn = (table: string) => Math.max(1, (model.filled[table] ?? model.records) / each)
  // However many records hold an address or a number: when they are different people's it is no evidence at all (`Model.shared`).
  const others = (table: string, value: string) =>
    table === 'mail' || table === 'phone' ? 0 : Math.max(0, (tables.get(table)?.get(value) ?? 0) - 2) / each / peopleIn(table)
  const frequency = (table: string, value: string) =>
    Math.min(1, others(table, value) + Math.min(1 / peopleIn(table), rarest[table] ?? rarestAttribute))
  const chanceOfTerms: Weigher['chanceOfTerms'] = ({ table, terms, field, level, beside }) => {
    if (field === 'mention') return Math.min(1, model.matches / ownMention)
    const loose = looser[field] ? looser[field][level] : 1
    if (!table || !terms || loose === undefined) return undefined
    const product = terms.reduce((sum, term) => sum * frequency(table, term), loose)
    const alone = Math.min(1, Math.max(product, (rarest[table] ?? rarestAttribute) / 10))
    const given = beside && chanceOfTerms(beside)
    if (!beside || given === undefined) return alone
    const seen = Math.min(...terms.flatMap(last => (beside.terms ?? []).map(first => others('name', `${first} ${last}`))))
    // Of two surnames each is one more thing to agree by chance.
    const [, ...further] = terms.map(term => Math.min(1, kindred * frequency(table, term))).sort((one, other) => one - other)
    const unseen = Math.min(
      further.reduce((product, chance) => product * chance, wholeName / peopleIn('name')),
      kindred * alone * given,
    )
    return Math.max(alone, Math.min(1, (seen + unseen) / given))
  }
  return {
    model,
    knowledge: {
      share: word => {
        const [asGiven, asFamily] = [given?.get(word) ?? 0, family?.get(word) ?? 0]
        return asGiven + asFamily < 3 ? undefined : asGiven / (asGiven + asFamily)
      },
      familyKnown: word => (family?.get(word) ?? 0) > 1,
    },
    isShared: value => shared.has(value),
    areTwoNames: (one, other) => {
      const bearers = (word: string) => ((given?.get(word) ?? 0) + (family?.get(word) ?? 0)) / each
      const [few, many] = [Math.min(bearers(one), bearers(other)), Math.max(bearers(one), bearers(other))]
      return few >= 3 && few * 100 >= many
    },
    weightsOf: ({ key, field }) => {
      const learned = weights.get(key)
      // One learned before a level was added says nothing of the others.
      return learned?.m.length === levels[field].length ? learned : beliefs[field]
    },
    chanceOfTerms,
  }
}

/** How many times likelier what was seen is for one person, and for two of one household, than for strangers. */
export interface Evidence {
  person: number
  household: number
  /** Fields that do not agree entirely. */
  slips: number
}

export const noEvidence: Evidence = { person: 1, household: 1, slips: 0 }

/** More slips than this count as this many. */
export const mostSlips = 4

/** Evidence with one more field's. */
export function add({ person, household, slips }: Evidence, { field, level }: Pick<Agreement, 'field' | 'level'>, times: number): Evidence {
  const share = beliefs[field].household
  return { person: person * times, household: household * (share * times + 1 - share), slips: slips + (isSlip(field, level) ? 1 : 0) }
}

/** Whether it is a field that does not agree entirely. A name the other way round is seen in its parts. */
export function isSlip(field: Field, level: number): boolean {
  return level > 0 && field !== 'order'
}

/**
 * Probabilities of one person and of two of one household; what is left is two strangers. The class between is Winkler's ("Improved Decision Rules
 * in the Fellegi-Sunter Model of Record Linkage", Census Bureau RR 93/12): without it a shared roof outweighs a different name.
 */
export function probability(
  { matches, households, slips: factors }: Pick<Model, 'matches' | 'households' | 'slips'>,
  { person, household, slips }: Evidence,
): Record<'person' | 'household', number> {
  const one = matches * person * (factors[Math.min(slips, mostSlips)] ?? 1)
  const two = households * household
  const all = one + two + Math.max(1 - matches - households, 1e-9)
  return { person: one / all, household: two / all }
}
