import { type Blocks, blocksFor, compare, defaultThreshold, learn, score } from '../linkage/engine.ts'
import { type Model, modelVersion, type PersonRecord } from '../linkage/record.ts'
import type { Db } from '../store/database.ts'
import { areApart } from './decide.ts'
import type { Compared, Found } from './found.ts'
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
  if (!hand) return { customers: [], model: 0, found: [] }
  const { model, blocks, records } = hand
  const next = waiting(db, model.id, limit)
  const read = db.prepare<[number, number], string>('SELECT record FROM linkage_record WHERE customer_id = ? AND compared_by = ?').pluck()
  const done = new Map<number, PersonRecord>()
  const found: Found[] = []
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
    for (const near of blocks.near(one)) {
      const other = recordOf(near)
      if (!other) continue
      const pair = ordered(id, near)
      const [a, b] = pair.a === id ? [one, other] : [other, one]
      if (score(model.value, a, b) >= defaultThreshold && !areApart(db, pair)) theirs.push({ ...pair, ...compare(model.value, a, b) })
    }
    found.push(...theirs.sort((a, b) => b.score - a.score).slice(0, EACH))
    done.set(id, one)
  }
  for (const record of done.values()) keep(records, record)
  return { customers: [...done.keys()], model: model.id, found }
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
