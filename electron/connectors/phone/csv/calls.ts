import type { CsvField, CsvMapping } from '#shared/model/csv-mapping.ts'
import type { CallFacts, Direction } from '#shared/model/interaction.ts'
import { normalisePhone } from '#shared/model/phone.ts'
import { isPlausibleTime } from '#shared/model/plausible.ts'
import type { ProblemCode } from '#shared/model/problem.ts'
import type { Incoming, Party } from '../../connector.ts'
import type { FileSettings } from '../../file-format.ts'
import { hashId } from '../batches.ts'
import type { Row } from '../csv-rows.ts'
import { isInternal, ourselves } from '../parties.ts'
import { parseDate, parseDuration } from './values.ts'
import { outcomeOf, term } from './words.ts'

export interface BadCall {
  code: ProblemCode
  detail?: string
}

/** Turns rows into calls by one mapping. */
export class CallReader {
  readonly #settings: FileSettings
  readonly #mapping: CsvMapping
  readonly #own: Set<string>
  readonly #inWords: Set<string>
  readonly #outcomes: Map<string, CallFacts['outcome']>
  readonly #needed: number

  constructor(settings: FileSettings, mapping: CsvMapping, own: Set<string>) {
    this.#settings = settings
    this.#mapping = mapping
    this.#own = own
    this.#outcomes = new Map(Object.entries(mapping.outcomes))
    this.#inWords = new Set(mapping.inWords.map(term))
    const { start, date, from, to } = mapping.columns
    this.#needed = 1 + Math.max(start ?? date ?? 0, from ?? 0, to ?? 0)
  }

  read(row: Row): Incoming | BadCall {
    const { columns, dateOrder } = this.#mapping
    if (row.fields.length < this.#needed) return { code: row.cut ? 'truncated' : 'broken-row' }
    const cell = (field: CsvField) => {
      const column = columns[field]
      return column === undefined ? '' : (row.fields[column]?.trim() ?? '')
    }
    const { timeZone, now, path } = this.#settings
    const from = columns.start === undefined ? 'date' : 'start'
    const occurredAt = parseDate(cell(from), columns.start === undefined ? cell('time') : '', dateOrder, timeZone)
    if (Number.isNaN(occurredAt)) return { code: row.cut ? 'truncated' : 'bad-date', detail: from }
    if (!isPlausibleTime(occurredAt, now)) return { code: 'date-out-of-range', detail: from }

    const spans: Partial<Record<'ring' | 'talk' | 'duration', number>> = {}
    for (const field of ['ring', 'talk', 'duration'] as const) {
      const text = cell(field)
      const span = parseDuration(text)
      if (span !== undefined) spans[field] = span
      else if (/[^\s-]/.test(text)) return { code: row.cut ? 'truncated' : 'bad-number', detail: field }
    }
    const sides = this.#sides(cell)
    if (!sides) return { code: 'no-address' }

    const call = factsOf(this.#outcome(cell('outcome')) ?? this.#outcome(cell('direction')), spans)
    const ended = parseDate(cell('end'), '', dateOrder, timeZone)
    const length = Math.max(spans.duration ?? 0, (call.ring ?? 0) + call.talk)
    const id = cell('id')
    return {
      // A plain number is only unique within its own system, so an id alone would take calls of another for known.
      sourceId: id === '' ? hashId(occurredAt, cell('from'), cell('to'), spans.duration ?? spans.talk ?? '') : hashId(id, occurredAt),
      channel: 'phone',
      occurredAt,
      endedAt: ended >= occurredAt && isPlausibleTime(ended, now) ? ended : occurredAt + length * 1000,
      ...sides,
      text: cell('note'),
      call,
      file: path,
      line: row.line,
    }
  }

  #outcome(text: string): CallFacts['outcome'] | undefined {
    return this.#outcomes.get(text.toLowerCase()) ?? outcomeOf(text)
  }

  #sides(cell: (field: CsvField) => string): { direction: Direction; from: Party; to: Party[] } | undefined {
    const [from, to] = [cell('from'), cell('to')]
    const direction = this.#direction(term(cell('direction')), from, to)
    // Lists of "number" and "agent" keep the customer in one column whichever way the call went.
    const wrongSide = direction === 'in' ? this.#isOurs(from) && this.#isTheirs(to) : this.#isOurs(to) && this.#isTheirs(from)
    const { columns } = this.#mapping
    const alone = columns.from === undefined || columns.to === undefined
    const [theirs, ours] = alone ? [from || to, ''] : (direction === 'in') === wrongSide ? [to, from] : [from, to]
    if (normalisePhone(theirs, this.#settings.region) === undefined) return undefined
    const name = cell('name')
    const them: Party = { kind: 'phone', address: theirs, ...(name ? { name } : {}) }
    const us: Party =
      normalisePhone(ours, this.#settings.region) === undefined
        ? ourselves(this.#settings, 'csv:us')
        : { kind: 'phone', address: ours, own: true }
    return direction === 'in' ? { direction, from: them, to: [us] } : { direction, from: us, to: [them] }
  }

  #direction(word: string, from: string, to: string): Direction {
    if (word !== '') return this.#inWords.has(word) ? 'in' : 'out'
    if (this.#isOwn(from) !== this.#isOwn(to)) return this.#isOwn(from) ? 'out' : 'in'
    return this.#isOurs(from) && this.#isTheirs(to) ? 'out' : 'in'
  }

  #isOwn(address: string): boolean {
    return this.#own.has(normalisePhone(address, this.#settings.region) ?? '')
  }

  #isOurs(address: string): boolean {
    return address !== '' && (isInternal(address) || this.#isOwn(address))
  }

  #isTheirs(address: string): boolean {
    return address !== '' && !this.#isOurs(address)
  }
}

/** Without a word for it, a call with talk (or, where nothing else is told, with a length) was answered. */
function factsOf(
  told: CallFacts['outcome'] | undefined,
  { ring, talk, duration }: { ring?: number; talk?: number; duration?: number },
): CallFacts {
  const outcome = told ?? ((talk ?? duration ?? 0) > 0 ? 'answered' : 'missed')
  if (outcome === 'answered' || outcome === 'voicemail') {
    const spoken = talk ?? Math.max(0, (duration ?? 0) - (ring ?? 0))
    const rang = ring ?? (talk !== undefined && duration !== undefined && duration >= talk ? duration - talk : undefined)
    return { outcome, ...(rang === undefined ? {} : { ring: rang }), talk: spoken }
  }
  const rang = ring ?? duration
  return { outcome, ...(rang === undefined ? {} : { ring: rang }), talk: 0 }
}
