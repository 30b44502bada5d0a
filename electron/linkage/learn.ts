import { estimate } from './estimate.ts'
import { compareNames } from './names/compare.ts'
import type { ParsedName } from './names/parse.ts'
import { namesOf, noKnowledge, type Prepared, prepare, type Value } from './prepare.ts'
import { type Model, modelVersion, type PersonRecord } from './record.ts'
import { rootsOf } from './roots.ts'
import { weigher } from './weights.ts'

/**
 * Learns from records alone, without anybody saying who is who: value frequencies, shared identities, and by the EM algorithm how often each
 * level of agreement is seen in pairs that are one person. (A. P. Dempster, N. M. Laird, D. B. Rubin, JRSS B 39, 1977; for this use M. A. Jaro, JASA 84, 1989.)
 * The order of the records does not matter.
 */
export function learn(records: Iterable<PersonRecord>): Model {
  const all = [...records]
  const model = emptyModel(all.length)
  countWords(model, all)
  const { knowledge } = weigher(model)
  const people = all.map(record => prepare(record, knowledge))
  const roots = rootsOf(people)
  model.roots = roots.filter((root, index) => root === index).length
  countTerms(model, byRoot(people, roots), { ...terms, ...attributesOf(people) })
  model.shared = sharedIdentities(people)
  if (people.length > 1) estimate(model, people)
  return model
}

export function emptyModel(records: number): Model {
  const one = 1 / Math.max(records, 2)
  return {
    version: modelVersion,
    records,
    roots: records,
    matches: one / 2,
    households: one / 4,
    weights: {},
    slips: [],
    filled: {},
    terms: {},
    shared: [],
  }
}

/** Nothing but their names is needed yet. */
function countWords(model: Model, records: readonly PersonRecord[]): void {
  const named = records.map(record => [namesOf(record, noKnowledge)])
  countTerms(model, () => named, words)
}

/** Values that are counted of a record, by table of `Model.terms`. */
type Terms<T> = Readonly<Record<string, (one: T) => readonly string[]>>

const words = {
  given: names => names.flatMap(({ given }) => given.map(({ text }) => text)),
  family: names => names.flatMap(({ family }) => family.map(({ text }) => text)),
} satisfies Terms<readonly ParsedName[]>

const terms: Terms<Prepared> = {
  given: ({ names }) => words.given(names),
  family: ({ names }) => words.family(names),
  name: ({ names }) => names.flatMap(({ given, family }) => given.flatMap(first => family.map(last => `${first.text} ${last.text}`))),
  mail: ({ mails }) => keysOf(mails),
  local: ({ handles, locals }) => [...keysOf(handles), ...keysOf(locals)],
  phone: ({ phones }) => keysOf(phones),
  birth: ({ births }) => births.map(({ written }) => written),
  street: ({ streets }) => keysOf(streets),
  postcode: ({ postcodes }) => keysOf(postcodes),
  town: ({ towns }) => keysOf(towns),
  number: ({ numbers }) => keysOf(numbers),
  reference: ({ references }) => keysOf(references),
}

function keysOf(values: readonly Pick<Value, 'key'>[]): string[] {
  return values.map(({ key }) => key)
}

function attributesOf(people: readonly Prepared[]): Terms<Prepared> {
  const names = new Set<string>()
  for (const { attributes } of people) for (const name of attributes.keys()) names.add(name)
  return Object.fromEntries(
    [...names].map(name => [
      `attribute:${name}`,
      ({ attributes }: Prepared) => {
        const value = attributes.get(name)
        return value ? [value.key] : []
      },
    ]),
  )
}

/** Records that are plainly of one person, together; gone through as often as is wanted. */
function byRoot(people: readonly Prepared[], roots: Int32Array): () => Iterable<readonly Prepared[]> {
  const order = Int32Array.from(people.keys()).sort((a, b) => (roots[a] ?? 0) - (roots[b] ?? 0) || a - b)
  return function* () {
    let few: Prepared[] = []
    let last = -1
    for (const index of order) {
      const person = people[index]
      const root = roots[index] ?? 0
      if (root !== last && few.length > 0) yield few
      if (root !== last) few = []
      last = root
      if (person) few.push(person)
    }
    if (few.length > 0) yield few
  }
}

/** Groups count as one: each value of theirs once. One table after another, since all of them at once take more room than the records. */
function countTerms<T>(model: Model, groups: () => Iterable<readonly T[]>, tables: Terms<T>): void {
  for (const [table, valuesOf] of Object.entries(tables)) {
    const counts = new Map<string, number>()
    let filled = 0
    for (const few of groups()) {
      const values = new Set(few.flatMap(valuesOf))
      if (values.size > 0) filled++
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    model.filled[table] = filled
    // `__proto__` is a word, too.
    model.terms[table] = Object.fromEntries([...counts].filter(([, count]) => count > 1))
  }
}

/** Identities seen with given names that cannot be one person's: a family's phone, a firm's mailbox. */
function sharedIdentities(people: readonly Prepared[]): string[] {
  const first = new Map<string, Prepared>()
  const users = new Map<string, Prepared[]>()
  for (const person of people)
    for (const { key } of [...person.mails, ...person.phones, ...person.handles]) {
      const one = first.get(key)
      if (!one) first.set(key, person)
      else {
        const seen = users.get(key) ?? [one]
        if (seen.length < 40) seen.push(person)
        users.set(key, seen)
      }
    }
  return [...users].filter(([, seen]) => seen.some((a, i) => seen.some((b, j) => j > i && areOthers(a, b)))).map(([key]) => key)
}

/** Their given names have nothing to do with one another. */
export function areOthers(a: Prepared, b: Prepared): boolean {
  const [first, second] = a.print <= b.print ? [a, b] : [b, a]
  const level = compareNames(first.names, second.names)?.given?.level
  return level === 'differ' || level === 'alike'
}
