import type { Archive } from './archive.ts'
import type { Heard } from './message.ts'
import { bare, understand, unwrap } from './message.ts'
import type { Element } from './session.ts'

/** Messages kept that the archive has as well: some servers write it a moment later. */
const KEPT = 1_000

/**
 * What comes live. The archive is the book, a live message the bell that calls us to read on in it: so nothing can be missed or doubled
 * between the two. What the archive then does not hold (servers need not keep everything) is taken as it was heard.
 */
export class Inbox {
  readonly #own: string
  readonly #archive: Archive
  /** `settled`: the archive was asked after it came, and would have it by now. */
  #heard: (Heard & { settled?: true })[] = []
  #rang = false
  #wake: (() => void) | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(own: string, archive: Archive) {
    this.#own = own
    this.#archive = archive
  }

  hear(message: Element): void {
    if (this.#archive.hear(message)) return
    const heard = unwrap(message, this.#own)
    // Somebody types: that is no reason to look.
    if (!heard || !understand(heard.message, { own: this.#own, sourceId: '', at: 0, nameOf: () => undefined })) return
    this.#rang = true
    if (heard.archiveId === undefined || this.#heard.length < KEPT) this.#heard.push(heard)
    this.#wake?.()
  }

  /** To be called before each look into the archive: whatever rings from now on needs another. */
  listen(): void {
    this.#rang = false
    for (const heard of this.#heard) heard.settled = true
  }

  /** The archive holds this: it need not be taken as heard. */
  read(archiveId: string, message: Element): void {
    if (this.#heard.length === 0) return
    this.#heard = this.#heard.filter(
      heard => heard.archiveId !== archiveId && (heard.archiveId !== undefined || !same(heard.message, message)),
    )
  }

  /** What was heard before the last look into the archive, and is not in it. */
  rest(): Heard[] {
    const rest = this.#heard.filter(heard => heard.settled)
    this.#heard = this.#heard.filter(heard => !heard.settled)
    return rest
  }

  /** Waits for the bell. False: it stayed quiet for so long (ms). */
  async rung(ms: number): Promise<boolean> {
    if (this.#rang) return true
    const { promise, resolve } = Promise.withResolvers<boolean>()
    this.#wake = () => resolve(true)
    this.#timer = setTimeout(resolve, ms, false)
    const rang = await promise
    this.close()
    return rang
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#wake = undefined
  }
}

/** Copies of what we sent elsewhere come without the archive's id: sender, receiver and the sender's id tell. */
function same(a: Element, b: Element): boolean {
  return (
    a.attrs.id !== undefined &&
    a.attrs.id === b.attrs.id &&
    bare(a.attrs.from) === bare(b.attrs.from) &&
    bare(a.attrs.to) === bare(b.attrs.to)
  )
}
