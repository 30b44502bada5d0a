import { estimate } from './estimate.ts'
import { compareNames } from './names/compare.ts'
import { noKnowledge, type Prepared, prepare } from './prepare.ts'
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
  countNames(model, namesOf(all))
  const { knowledge } = weigher(model)
  const people = all.map(record => prepare(record, knowledge))
  countTerms(model, [...byRoot(people)])
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

/** One record's at a time: nothing else of them is needed yet. */
function* namesOf(records: PersonRecord[]): Generator<[Pick<Prepared, 'names'>]> {
  for (const record of records) yield [prepare(record, noKnowledge)]
}

/** Records that count as one: each value of theirs once. */
type Few<T> = readonly T[]

function countNames(model: Model, people: Iterable<Few<Pick<Prepared, 'names'>>>): void {
  const given = new Counter()
  const family = new Counter()
  for (const few of people) {
    const names = few.flatMap(each => each.names)
    given.add(names.flatMap(name => name.given.map(({ text }) => text)))
    family.add(names.flatMap(name => name.family.map(({ text }) => text)))
  }
  given.into(model, 'given')
  family.into(model, 'family')
}

/** Records that are plainly of one person, together. */
function* byRoot(people: readonly Prepared[]): Generator<Few<Prepared>> {
  const roots = rootsOf(people)
  const order = Int32Array.from(people.keys()).sort((a, b) => (roots[a] ?? 0) - (roots[b] ?? 0) || a - b)
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

function countTerms(model: Model, people: Few<Prepared>[]): void {
  countNames(model, people)
  model.roots = people.length
  const counters = new Map<string, Counter>()
  const count = (table: string, values: string[]) => {
    const counter = counters.get(table) ?? new Counter()
    counters.set(table, counter)
    counter.add(values)
  }
  for (const few of people) {
    const keys = (values: (person: Prepared) => { key: string }[]) => few.flatMap(person => values(person).map(({ key }) => key))
    count(
      'name',
      few.flatMap(({ names }) =>
        names.flatMap(({ given, family }) => given.flatMap(first => family.map(last => `${first.text} ${last.text}`))),
      ),
    )
    count(
      'mail',
      keys(person => person.mails),
    )
    count(
      'local',
      keys(person => [...person.handles, ...person.locals]),
    )
    count(
      'phone',
      keys(person => person.phones),
    )
    count(
      'birth',
      few.flatMap(({ births }) => births.map(({ written }) => written)),
    )
    count(
      'street',
      keys(person => person.streets),
    )
    count(
      'postcode',
      keys(person => person.postcodes),
    )
    count(
      'town',
      keys(person => person.towns),
    )
    count(
      'number',
      keys(person => person.numbers),
    )
    count(
      'reference',
      keys(person => person.references),
    )
    for (const attribute of new Set(few.flatMap(({ attributes }) => [...attributes.keys()])))
      count(
        `attribute:${attribute}`,
        few.flatMap(({ attributes }) => attributes.get(attribute)?.key ?? []),
      )
  }
  for (const [table, counter] of counters) counter.into(model, table)
}

class Counter {
  private readonly counts = new Map<string, number>()
  private filled = 0

  /** The values of one record. */
  add(values: string[]): void {
    if (values.length > 0) this.filled++
    for (const value of new Set(values)) this.counts.set(value, (this.counts.get(value) ?? 0) + 1)
  }

  into(model: Model, table: string): void {
    model.filled[table] = this.filled
    // `__proto__` is a word, too.
    model.terms[table] = Object.fromEntries([...this.counts].filter(([, count]) => count > 1))
  }
}

/** Identities seen with given names that cannot be one person's: a family's phone, a firm's mailbox. */
function sharedIdentities(people: Prepared[]): string[] {
  const users = new Map<string, Prepared[]>()
  for (const person of people)
    for (const { key } of [...person.mails, ...person.phones, ...person.handles]) {
      const seen = users.get(key)
      if (!seen) users.set(key, [person])
      else if (seen.length < 40) seen.push(person)
    }
  return [...users].filter(([, seen]) => seen.some((a, i) => seen.some((b, j) => j > i && areOthers(a, b)))).map(([key]) => key)
}

/** Their given names have nothing to do with one another. */
export function areOthers(a: Prepared, b: Prepared): boolean {
  const [first, second] = a.print <= b.print ? [a, b] : [b, a]
  const level = compareNames(first.names, second.names)?.given?.level
  return level === 'differ' || level === 'alike'
}
