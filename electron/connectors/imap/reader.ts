import type { ListResponse, StatusObject } from 'imapflow'
import type { Problem } from '#shared/model/problem.ts'
import { LARGEST_MESSAGE } from '../email/mbox-splitter.ts'
import type { LiveContext } from '../live.ts'
import { SourceError } from '../source-error.ts'
import { type Chunk, type Gone, Got } from './chunk.ts'
import type { Connection, Waits } from './connection.ts'
import type { Cursor, FolderCursor } from './cursor.ts'
import { type Folder, foldersLeftOut, foldersToRead } from './folders.ts'
import { lyingIn } from './missing.ts'
import { gapsIn, inRange, numbersOf, type Range, rangesOf, withoutRange, withRange } from './todo.ts'

/**
 * Mails asked for at once: few at first, so that the newest are there soon, then more, because an index is written faster in larger pieces. What
 * came is handed on sooner when it is large, or slow in coming, ms.
 */
const SLICE = { first: 250, most: 1500 }
const CHUNK_BYTES = 5 * 1024 * 1024
const CHUNK_TIME = 2000
const DAY = 86_400_000
/** Looking at all folders takes at most this share of the time. */
const POLL_SHARE = 1 / 20

export interface Task {
  /** Paths, as chosen. */
  folders: readonly string[] | undefined
  cursor: Cursor
  since: number | undefined
  /** Which mails lie somewhere, once all that was handed on is in. */
  lying: LiveContext<unknown>['lying']
  waits: Waits
}

interface Place {
  folder: Folder
  cursor: FolderCursor
  /** UIDs in `cursor.todo` that exist, rising. */
  pending: number[]
  /** Mails in it and its HIGHESTMODSEQ, when last looked at; undefined before the first look over this connection. */
  seen: { messages: number; modseq: bigint | undefined } | undefined
  /** What it would bring next was received by the server at about this time, epoch ms. */
  newest: number
}

/** Reads the folders of one account over one connection: first what is missing, newest first, then what comes, until the connection ends. */
export class Reader {
  private readonly connection: Connection
  private readonly task: Task
  private readonly places = new Map<string, Place>()
  private readonly vanished = new Map<string, Set<number>>()
  /** How many mails are asked for at once: fewer after the server refused, to find the one it cannot give, and from a slow one. */
  private slice = SLICE.first
  private arrived = false
  private shrunk = false
  /** Not read, as last listed. */
  private leftOut: string[] = []
  /** Folders that are not there any more, with their UIDVALIDITY. */
  private readonly goneFolders = new Map<string, string>()
  private wake: () => void = () => {}
  private lookAgain = 0

  constructor(connection: Connection, task: Task) {
    this.connection = connection
    this.task = task
    const { client } = connection
    client.on('exists', ({ count, prevCount }) => {
      if (count > prevCount) this.arrived = true
      this.wake()
    })
    client.on('expunge', ({ path, uid }) => {
      if (uid !== undefined) this.vanished.set(path, (this.vanished.get(path) ?? new Set()).add(uid))
      this.shrunk = true
      this.wake()
    })
  }

  /** @throws SourceError when the connection ends. */
  async *read(): AsyncGenerator<Chunk> {
    let live = false
    for (;;) {
      if (this.shrunk || performance.now() >= this.lookAgain) {
        yield* this.lookAtAll()
        yield { type: 'alive' }
      }
      const main = this.main()
      if (this.arrived && this.selected() === main.folder.path) await this.lookForNews(main)
      const next = [...this.places.values()].filter(place => place.pending.length > 0).sort((a, b) => b.newest - a.newest)[0]
      if (next) {
        yield* this.readSlice(next)
        if (!live) yield this.progress()
      } else {
        // A folder that got another name is read under that before it is missed here.
        for (const [path, validity] of this.goneFolders) yield* this.folderIsGone(path, validity)
        this.goneFolders.clear()
        if (!live) yield { type: 'live' }
        live = true
        await this.waitForNews(main)
      }
    }
  }

  /** The folder that is idled on. */
  private main(): Place {
    const [first] = this.places.values()
    const main = this.places.get('INBOX') ?? first
    if (!main) throw new SourceError('attention', 'folder-missing', this.task.folders?.join(', '))
    return main
  }

  private async *lookAtAll(): AsyncGenerator<Chunk> {
    const began = performance.now()
    this.shrunk = false
    const { client } = this.connection
    const statusQuery = { messages: true, uidNext: true, uidValidity: true, highestModseq: true }
    // The open folder is as this connection last saw it until it asks (RFC 3501 section 6.3.10 warns of STATUS on it).
    if (client.mailbox) await this.connection.answer(client.noop())
    const listed = await this.connection.answer(client.list({ statusQuery }))
    const folders = foldersToRead(listed, this.task.folders, client.capabilities.has('X-GM-EXT-1'))
    this.leftOut = foldersLeftOut(listed, folders)
    for (const [path, { validity }] of Object.entries(this.task.cursor.folders)) this.goneFolders.set(path, validity)
    for (const [path, { cursor }] of this.places) {
      this.goneFolders.set(path, cursor.validity)
      if (!folders.some(folder => folder.path === path)) this.places.delete(path)
    }
    for (const { path } of listed) this.goneFolders.delete(path)
    const changed: [Place, StatusObject][] = []
    for (const folder of folders) {
      const status = statusOf(listed, folder.path)
      if (!status) continue
      const validity = String(status.uidValidity)
      const before = this.places.get(folder.path)?.cursor ?? this.task.cursor.folders[folder.path]
      if (before && before.validity !== validity) this.places.delete(folder.path)
      const place = this.places.get(folder.path) ?? this.enter(folder, validity)
      if (hasChanged(place, status)) changed.push([place, status])
    }
    this.main()
    for (const [place, { uidNext = 1, messages = 0 }] of changed) {
      const readBefore = place.cursor.next > 1
      const news = await this.lookForNews(place)
      // An answer to SEARCH that makes no sense is dropped on the way here; it must not pass for an empty folder.
      if (!news && !readBefore && messages > 0) throw new SourceError('retry', 'bad-answer')
      // What was below UIDNEXT before the search and was not found is gone already.
      place.cursor = { ...place.cursor, next: Math.max(place.cursor.next, uidNext) }
      // What moved from one folder to another is read there before it is missed here.
      if (news && readBefore) yield* this.readSlice(place)
    }
    for (const [place, status] of changed) yield* this.lookForGone(place, status)
    this.lookAgain = performance.now() + Math.max(this.task.waits.poll, (performance.now() - began) / POLL_SHARE)
  }

  private enter(folder: Folder, validity: string): Place {
    const known = this.task.cursor.folders[folder.path]
    const cursor = known?.validity === validity ? known : { validity, next: 1, todo: [] }
    const place = { folder, cursor, pending: [], seen: undefined, newest: cursor.reached ?? Number.POSITIVE_INFINITY }
    this.places.set(folder.path, place)
    return place
  }

  /** Puts what came since, and the first time what was left to do, on the list. Returns whether anything came. */
  private async lookForNews(place: Place): Promise<boolean> {
    await this.select(place)
    this.arrived = false
    const { next } = place.cursor
    let { todo } = place.cursor
    if (!place.seen && this.task.since !== undefined) {
      // SEARCH SINCE knows days, in the server's time zone.
      const [first] = await this.search({ since: new Date(this.task.since - DAY) })
      if (first !== undefined) todo = withRange(todo, [first, next - 1])
    }
    const ranges = place.seen ? [] : todo.map(([from, to]) => `${from}:${to}`)
    const found = await this.search({ uid: [...ranges, `${next}:*`].join(',') })
    // "*" is the last mail even when that is below what was asked for.
    const news = inRange(found, [next, Number.POSITIVE_INFINITY])
    const last = news.at(-1)
    if (!place.seen) {
      todo = todo.filter(range => inRange(found, range).length > 0)
      place.pending = todo.flatMap(range => inRange(found, range))
    }
    place.pending.push(...news)
    if (last !== undefined) {
      todo = withRange(todo, [news[0] ?? next, last])
      place.newest = Number.POSITIVE_INFINITY
    }
    place.cursor = { ...place.cursor, todo, next: last === undefined ? next : last + 1 }
    return last !== undefined
  }

  /** Every mail of a folder that is not there any more. */
  private async *folderIsGone(path: string, validity: string): AsyncGenerator<Chunk> {
    delete this.task.cursor.folders[path]
    const ranges: Range[] = [[1, 0xffff_ffff]]
    yield { type: 'gone', path, validity, ranges, mails: await this.mailsGone(path, validity, ranges) }
  }

  private async mailsGone(path: string, validity: string, ranges: readonly Range[]): Promise<Gone[]> {
    const mails = await this.task.lying({ path, validity }, ranges)
    const nowhere = mails.filter(({ also }) => also === 'nowhere').map(({ sourceId }) => sourceId)
    if (nowhere.length === 0) return mails
    const elsewhere = await lyingIn(this.connection, this.leftOut, nowhere)
    return mails.map(({ sourceId, also }) => ({ sourceId, also: elsewhere.has(sourceId) ? 'elsewhere' : also }))
  }

  private async *lookForGone(place: Place, status: StatusObject): AsyncGenerator<Chunk> {
    const { path } = place.folder
    const first = place.seen === undefined
    place.seen = seenOf(status)
    const modseq = status.highestModseq ? { modseq: String(status.highestModseq) } : {}
    const since = place.cursor.modseq
    place.cursor = { ...place.cursor, ...modseq }
    const { client } = this.connection
    // A HIGHESTMODSEQ of 0 is that of a folder which keeps none.
    const told = client.enabled.has('QRESYNC') && Boolean(status.highestModseq)
    if (told && (!first || since !== undefined)) {
      // RFC 7162 section 3.2.6: the server names what vanished. What else changed are flags.
      if (since !== undefined && since !== String(status.highestModseq)) {
        await this.select(place)
        await this.connection.answer(client.fetchAll('1:*', { uid: true }, { uid: true, changedSince: BigInt(since) }))
      }
      const vanished = this.vanished.get(path)
      this.vanished.delete(path)
      if (vanished) yield* this.missing(place, rangesOf([...vanished].sort((a, b) => a - b)))
      return
    }
    // Nothing was read before: nothing can be missed.
    if (first && this.task.cursor.folders[path]?.validity !== place.cursor.validity) return
    await this.select(place)
    yield* this.missing(place, gapsIn(await this.search({ uid: '1:*' }), place.cursor.next - 1))
  }

  private async *missing({ folder: { path }, cursor }: Place, ranges: Range[]): AsyncGenerator<Chunk> {
    const mails = await this.mailsGone(path, cursor.validity, ranges)
    if (mails.length > 0) yield { type: 'gone', path, validity: cursor.validity, ranges, mails, cursor }
  }

  /** Reads the newest of what is left to do in a folder. The server answers in rising order; what came before a cut is kept. */
  private async *readSlice(place: Place): AsyncGenerator<Chunk> {
    const { path } = place.folder
    const top = place.cursor.todo.findLast(range => inRange(place.pending, range).length > 0)
    const uids = top ? inRange(place.pending, top).slice(-this.slice) : []
    const [first = 1] = uids
    const last = uids.at(-1) ?? 0
    await this.select(place)
    const { client } = this.connection
    const labels = client.capabilities.has('X-GM-EXT-1')
    const source = { maxLength: LARGEST_MESSAGE + 1 }
    const fetched = client.fetch(`${first}:${last}`, { uid: true, internalDate: true, source, labels }, { uid: true })
    let got = new Got(place.folder)
    let began = performance.now()
    const asked = began
    const handOn = (): Chunk => {
      for (const uid of got.all) done(place, [uid, uid])
      const chunk = got.chunk(place.cursor)
      got = new Got(place.folder)
      began = performance.now()
      return chunk
    }
    try {
      for (;;) {
        const step = await this.connection.answer(fetched.next())
        if (step.done) break
        const { uid, source, internalDate } = step.value
        // Changes of flags may come in between.
        if (uid < first || uid > last || (!source && !internalDate)) continue
        got.add(step.value)
        if (got.bytes >= CHUNK_BYTES || performance.now() - began > CHUNK_TIME) yield handOn()
      }
    } catch (error) {
      if (got.all.length > 0) yield handOn()
      if (!(error instanceof SourceError) || error.code !== 'server-said-no') throw error
      if (this.slice === 1) yield { type: 'mails', path, uids: [], mails: [], problems: [refused(place, first)], cursor: place.cursor }
      this.slice = Math.ceil(this.slice / 10)
      return
    }
    this.slice = performance.now() - asked > CHUNK_TIME ? Math.ceil(this.slice / 2) : Math.min(SLICE.most, 2 * this.slice)
    const { reached } = got
    done(place, [first, last])
    if (reached !== undefined) {
      place.newest = reached
      place.cursor = { ...place.cursor, reached }
    }
    yield got.chunk(place.cursor)
  }

  private async waitForNews(main: Place): Promise<void> {
    await this.select(main)
    if (this.arrived || this.shrunk) return
    const { client } = this.connection
    let timer: NodeJS.Timeout | undefined
    const woken = new Promise<void>(resolve => {
      this.wake = resolve
      timer = setTimeout(resolve, Math.max(0, this.lookAgain - performance.now()))
    })
    // Ends by itself when the next command is sent.
    if (client.capabilities.has('IDLE')) client.idle().catch(() => {})
    try {
      await this.connection.untilEnd(woken)
    } finally {
      clearTimeout(timer)
    }
  }

  private progress(): Chunk {
    const places = [...this.places.values()]
    const total = places.reduce((sum, { seen }) => sum + (seen?.messages ?? 0), 0)
    return { type: 'progress', done: Math.max(0, total - places.reduce((sum, { pending }) => sum + pending.length, 0)), total }
  }

  private selected(): string | undefined {
    const { mailbox } = this.connection.client
    return mailbox ? mailbox.path : undefined
  }

  /** Opens a folder without changing anything in it. */
  private async select({ folder: { path }, cursor: { validity, next } }: Place): Promise<void> {
    const { client } = this.connection
    if (client.mailbox && client.mailbox.path === path && String(client.mailbox.uidValidity) === validity) return
    const opened = await this.connection.answer(client.mailboxOpen(path, { readOnly: true }))
    // Renumbered between two commands: the next look finds out.
    if (String(opened.uidValidity) !== validity) throw new SourceError('retry', 'dropped')
    // What came while another folder was open is not announced.
    if (opened.uidNext > next) this.arrived = true
  }

  private async search(query: { uid: string } | { since: Date }): Promise<number[]> {
    // ESEARCH (RFC 4731), where there is it, tells ranges instead of each number.
    const found = await this.connection.answer(this.connection.client.search(query, { uid: true, returnOptions: ['ALL'] }))
    if (!found) throw new SourceError('retry', 'server-said-no')
    return Array.isArray(found) ? found.sort((a, b) => a - b) : numbersOf(found.all ?? '')
  }
}

/** Takes numbers off the list. */
function done(place: Place, [from, to]: Range): void {
  const count = inRange(place.pending, [from, to]).length
  place.pending.splice(place.pending.findLastIndex(uid => uid < from) + 1, count)
  place.cursor = { ...place.cursor, todo: withoutRange(place.cursor.todo, [from, to]) }
}

/** Leaves a mail out that the server cannot give. It stays in the cursor, so that it is asked for again over the next connection. */
function refused(place: Place, uid: number): Problem {
  place.pending = place.pending.filter(one => one !== uid)
  return { file: `${place.folder.path}/${uid}`, code: 'broken-message' }
}

function statusOf(listed: readonly ListResponse[], path: string): StatusObject | undefined {
  const status = listed.find(entry => entry.path === path)?.status
  return status?.uidValidity === undefined ? undefined : status
}

function seenOf({ messages = 0, highestModseq }: StatusObject): Place['seen'] {
  return { messages, modseq: highestModseq }
}

function hasChanged({ seen, cursor }: Place, { messages = 0, uidNext = 0, highestModseq }: StatusObject): boolean {
  return !seen || seen.messages !== messages || seen.modseq !== highestModseq || uidNext > cursor.next
}
