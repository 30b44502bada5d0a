import { type Blocks, blocksFor, compare, defaultThreshold, learn, score } from '../linkage/engine.ts'
import { namesDiffer } from '../linkage/names/compare.ts'
import { type Comparison, type Model, modelVersion, type PersonRecord, type Reason } from '../linkage/record.ts'
import type { Db } from '../store/database.ts'
import { areApart } from './decide.ts'
import { type Compared, type Found, restsOn, type Shared } from './found.ts'
import { ordered } from './pair.ts'

/** Suggestions of one customer, at most: the most likely ones. */
const EACH = 20

/** Records kept at hand, with what the engine made of them: some 2 KB each, and reading one again costs more than comparing it. */
const KEPT = 50_000

interface KnownModel {
  id: number
  value: Model
}

/** What the thread that compares keeps at hand; all of it can be made again. */
interface Hand {
  model: KnownModel
  /** The keys of everybody. */
  blocks: Blocks
  /** The records used last. */
  records: Map<number, PersonRecord>
}

const hands = new WeakMap<Db, Hand>()
const models = new WeakMap<Db, KnownModel>()

export interface LinkageState {
  records: number
  compared: number
  /** How many records the model was learned from; absent without one. */
  learnedFrom?: number
}

export function linkageState(db: Db): LinkageState {
  const model = modelOf(db)
  const { records, compared } = db
    .prepare<[number], LinkageState>('SELECT count(*) AS records, count(*) FILTER (WHERE compared_by = ?) AS compared FROM linkage_record')
    .get(model?.id ?? 0) ?? { records: 0, compared: 0 }
  return { records, compared, ...(model && { learnedFrom: model.value.records }) }
}

/** JSON: large, and on its way through the main thread only to be kept. `shared`: addresses and numbers that several people use. */
export interface LearnedModel {
  model: string
  shared: string
}

/** Learns from every record. Takes seconds: not for a thread that somebody waits for. */
export function learnModel(db: Db): LearnedModel {
  const model = learn(allRecords(db))
  return { model: JSON.stringify(model), shared: JSON.stringify(model.shared) }
}

/**
 * Compares the next customers that the newest model has not seen with all those it has, so that each pair is compared once. Keeps the keys of
 * everybody at hand: for the thread of the suggestions alone.
 */
export function compareNext(db: Db, { limit }: { limit: number }): Compared {
  const hand = handOf(db)
  if (!hand) return { customers: [], model: 0, found: [], shared: [] }
  const { model, blocks, records } = hand
  const next = waiting(db, model.id, limit)
  const read = db.prepare<[number, number], string>('SELECT record FROM linkage_record WHERE customer_id = ? AND compared_by = ?').pluck()
  const done = new Map<number, PersonRecord>()
  const found: Found[] = []
  const shared: Shared[] = []
  const recordOf = (id: number): PersonRecord | undefined => {
    const known = done.get(id) ?? records.get(id)
    if (known) return known
    const text = read.get(id, model.id)
    if (text === undefined) return undefined
    const record: PersonRecord = JSON.parse(text)
    keep(records, record)
    return record
  }
  for (const { id, record } of next) {
    const one: PersonRecord = JSON.parse(record)
    const theirs: Found[] = []
    records.delete(id)
    blocks.add(one)
    const near = blocks.near(one).flatMap(other => recordOf(other) ?? [])
    const several = sharedAmong([one, ...near])
    shared.push(...several)
    const left = without(one, several)
    for (const other of near) {
      const pair = ordered(id, other.id)
      const right = without(other, several)
      const [a, b] = pair.a === id ? [left, right] : [right, left]
      if (score(model.value, a, b) < defaultThreshold || areApart(db, pair)) continue
      const comparison = compare(model.value, a, b)
      if (isWorthAsking(comparison)) theirs.push({ ...pair, ...comparison })
    }
    found.push(...theirs.sort((a, b) => b.score - a.score).slice(0, EACH))
    done.set(id, one)
  }
  for (const record of done.values()) keep(records, record)
  // Others of this step may not have met those who differ.
  const holds = ({ reasons }: Found) => !shared.some(({ value }) => restsOn(value, reasons))
  return { customers: [...done.keys()], model: model.id, found: found.filter(holds), shared }
}

/**
 * In few records nothing shows how common a name is, or who shares an order: a first name alone is no question, and what two people of different names
 * wrote of is none either.
 */
function isWorthAsking({ reasons, differs }: Comparison): boolean {
  const strangers = differs.some(({ code }) => code === 'given-differ' || code === 'given-alike')
  const says = ({ code }: Reason) => !/^(?:given|order|place)-/.test(code) && !(strangers && /^(?:reference|mention|family)-/.test(code))
  return reasons.some(says)
}

/** So many who have a number tell whether it is several people's. */
const HOLDERS = 12

/** Numbers and addresses of the first that people of different names have: what the model knew when it was learned is not all there is. */
function sharedAmong([one, ...others]: [PersonRecord, ...PersonRecord[]]): Shared[] {
  return [...(one.phones ?? []), ...(one.mails ?? [])].flatMap(value => {
    const has = ({ phones = [], mails = [] }: PersonRecord) => phones.includes(value) || mails.includes(value)
    const holders = [one, ...others.filter(has)].slice(0, HOLDERS)
    const differ = holders.some((a, index) => holders.some((b, at) => at > index && areTwo(a, b)))
    return differ ? [{ value, customers: holders.map(({ id }) => id) }] : []
  })
}

function areTwo({ names = [] }: PersonRecord, { names: others = [] }: PersonRecord): boolean {
  return names.length > 0 && others.length > 0 && names.every(name => others.every(other => namesDiffer(name, other)))
}

function without(record: PersonRecord, shared: readonly Shared[]): PersonRecord {
  if (shared.length === 0) return record
  const own = (values: string[] = []) => values.filter(value => !shared.some(each => each.value === value))
  return { ...record, phones: own(record.phones), mails: own(record.mails) }
}

interface Waiting {
  id: number
  record: string
}

/** Customers the model has not seen; each half is answered by an index, however many it has seen. Models are numbered upwards. */
function waiting(db: Db, model: number, limit: number): Waiting[] {
  const select = 'SELECT customer_id AS id, record FROM linkage_record WHERE compared_by'
  const never = db.prepare<[number], Waiting>(`${select} IS NULL ORDER BY customer_id LIMIT ?`).all(limit)
  const before = db.prepare<[number, number], Waiting>(`${select} < ? ORDER BY compared_by, customer_id LIMIT ?`)
  return [...never, ...before.all(model, limit - never.length)]
}

/** A customer is gone: nobody is compared with them any more. */
export function forget(db: Db, customer: number): void {
  const hand = hands.get(db)
  hand?.blocks.remove(customer)
  hand?.records.delete(customer)
}

function keep(records: Map<number, PersonRecord>, record: PersonRecord): void {
  records.set(record.id, record)
  if (records.size <= KEPT) return
  const [oldest] = records.keys()
  if (oldest !== undefined) records.delete(oldest)
}

function* allRecords(db: Db): Generator<PersonRecord> {
  for (const record of db.prepare<[], string>('SELECT record FROM linkage_record').pluck().iterate()) yield JSON.parse(record)
}

function handOf(db: Db): Hand | undefined {
  const model = modelOf(db)
  const known = hands.get(db)
  if (!model || known?.model.id === model.id) return known
  const hand: Hand = { model, blocks: blocksFor(model.value), records: new Map() }
  for (const record of allRecords(db)) hand.blocks.add(record)
  hands.set(db, hand)
  return hand
}

/** The newest model, read again only when there is a newer one. None where an older Hilo learned it: it is learned again. */
function modelOf(db: Db): KnownModel | undefined {
  const id = db.prepare<[], number>('SELECT id FROM linkage_model').pluck().get()
  const known = models.get(db)
  if (id === undefined || known?.id === id) return known
  const text = db.prepare<[number], string>('SELECT model FROM linkage_model WHERE id = ?').pluck().get(id)
  if (text === undefined) return undefined
  const model = { id, value: JSON.parse(text) }
  if (model.value.version !== modelVersion) return undefined
  models.set(db, model)
  return model
}
