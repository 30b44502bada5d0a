import { isPlausibleTime } from '#shared/model/plausible.ts'
import type { Late, LiveStep } from '../live.ts'
import type { Archive, Page, Query } from './archive.ts'
import { conditionOf } from './errors.ts'
import type { Inbox } from './inbox.ts'
import type { Heard, Reference } from './message.ts'
import { bare, understand } from './message.ts'
import { findInArchive, References } from './references.ts'
import type { Session } from './session.ts'

/** The archive's id of the last message read, and its time in case the archive forgets it. */
export interface Cursor {
  after: string
  at: number
}

interface Message extends Heard {
  sourceId: string
  at: number
}

/** Searches for messages from before we were started, per step. */
const SEARCHES = 20

/** Reads what one account says and hears: first from its archive, then what only came live. */
export class Reading {
  #cursor: Cursor | undefined
  #since: number | undefined
  #archived = true
  /** Everything before the cursor was read by this reading: what it does not know is nowhere. */
  readonly #complete: boolean
  #live = false
  #read = 0
  readonly #references = new References()
  readonly #session: Session
  readonly #archive: Archive
  readonly #inbox: Inbox
  readonly #names: ReadonlyMap<string, string>
  readonly #now: () => number

  constructor(
    session: Session,
    archive: Archive,
    inbox: Inbox,
    names: ReadonlyMap<string, string>,
    from: { cursor: Cursor | undefined; since: number | undefined; now: () => number },
  ) {
    this.#session = session
    this.#archive = archive
    this.#inbox = inbox
    this.#names = names
    this.#cursor = from.since === undefined ? from.cursor : undefined
    this.#since = from.since
    this.#complete = from.cursor === undefined && from.since === undefined
    this.#now = from.now
  }

  /** Everything there is until now; then returns. */
  async *step(): AsyncGenerator<LiveStep> {
    for (;;) {
      this.#inbox.listen()
      const page = await this.#next()
      if (!page) break
      const last = page.entries.at(-1)
      for (const { id, message } of page.entries) this.#inbox.read(id, message)
      if (page.last !== undefined) this.#cursor = { after: page.last, at: validTime(last?.at) ?? this.#cursor?.at ?? 0 }
      const messages = page.entries.map(({ id, at, message }) => ({ sourceId: id, archiveId: id, at, message }))
      if (last) yield await this.#batch(messages, true)
      this.#read += page.entries.length
      if (!this.#live && last) yield { type: 'catching-up', ...this.#progress(page) }
      if (page.complete || !last) break
    }
    const rest = this.#inbox.rest().map(heard => this.#asHeard(heard))
    if (rest.length > 0) yield await this.#batch(rest, false)
    if (!this.#live) yield { type: 'live' }
    this.#live = true
  }

  /** The next page; nothing where the server keeps no archive. */
  async #next(): Promise<Page | undefined> {
    if (!this.#archived) return undefined
    const query: Query = this.#cursor ? { after: this.#cursor.after } : this.#since === undefined ? {} : { start: this.#since }
    try {
      return await this.#archive.page(this.#session, query)
    } catch (error) {
      const condition = conditionOf(error)
      if (condition === 'item-not-found' && this.#cursor) {
        // The archive has dropped what we read last (it keeps only so many days, or was made anew): on by time. What is read twice has its id.
        this.#since = this.#cursor.at
        this.#cursor = undefined
        return this.#next()
      }
      if (condition !== 'service-unavailable' && condition !== 'feature-not-implemented') throw error
      this.#archived = false
      return undefined
    }
  }

  /** Servers count the whole archive, also when asked for its end: without a place in it that says nothing unless we began at the beginning. */
  #progress({ index, count, entries }: Page): { done: number; total?: number } {
    if (index !== undefined) return { done: index + entries.length, ...(count !== undefined && { total: count }) }
    return { done: this.#read, ...(count !== undefined && this.#complete && { total: count }) }
  }

  #asHeard(heard: Heard): Message {
    const { message, archiveId, at = this.#now() } = heard
    const { id } = message.attrs
    return { ...heard, at, sourceId: archiveId ?? `${id ?? ''}|${bare(message.attrs.from) ?? ''}|${at}` }
  }

  async #batch(messages: Message[], archived: boolean): Promise<LiveStep> {
    const step: Extract<LiveStep, { type: 'batch' }> = { type: 'batch', items: [], problems: [] }
    const late: Late[] = []
    let searches = this.#complete && !this.#live ? 0 : SEARCHES
    const find = async (wanted: Reference, from: { sourceId: string; at: number; other: string }): Promise<string | undefined> => {
      const known = this.#references.recall(wanted)
      if (known !== undefined || !this.#archived || searches-- <= 0) return known
      return findInArchive(this.#archive, this.#session, wanted, from)
    }
    for (const { message, sourceId, at } of messages) {
      const told = understand(message, { own: this.#session.own, sourceId, at, nameOf: jid => this.#names.get(jid) })
      if (!told) continue
      if (!isPlausibleTime(at, this.#now())) {
        step.problems.push({ file: 'archive', code: Number.isNaN(at) ? 'bad-date' : 'date-out-of-range' })
        continue
      }
      const { other, item, corrects, reference, receipt } = told
      if (item) step.items.push(item)
      if (item && corrects) {
        const earlier = await find(corrects, { sourceId, at, other })
        if (earlier !== undefined && earlier !== sourceId) late.push({ sourceId: earlier, mark: 'corrected', at, by: sourceId })
        this.#references.remember(corrects, sourceId)
      }
      if (item && reference) this.#references.remember(reference, sourceId)
      if (receipt) {
        const earlier = await find(receipt.of, { sourceId, at, other })
        if (earlier !== undefined) late.push({ sourceId: earlier, mark: receipt.mark, at })
      }
    }
    if (late.length > 0) step.late = late
    if (archived && this.#cursor) step.cursor = this.#cursor
    return step
  }
}

function validTime(at: number | undefined): number | undefined {
  return at !== undefined && Number.isFinite(at) ? at : undefined
}
