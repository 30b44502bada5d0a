import type { Archive } from './archive.ts'
import type { Reference, Told } from './message.ts'
import { understand } from './message.ts'
import type { Session } from './session.ts'

/** About 2 MB. */
const REMEMBERED = 20_000
/** How far back in a conversation we look for a message from before we were started. */
const PAGES_BACK = 4
const PAGE = 50

/** Finds the source id of a message that another one points at: the latest version, where it was corrected before. */
export class References {
  readonly #known = new Map<string, string>()

  remember({ author, id }: Reference, sourceId: string): void {
    const key = copyOf(`${author}\n${id}`)
    this.#known.delete(key)
    this.#known.set(key, copyOf(sourceId))
    if (this.#known.size <= REMEMBERED) return
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest)
      break
    }
  }

  recall({ author, id }: Reference): string | undefined {
    return this.#known.get(`${author}\n${id}`)
  }
}

/** What the parser cuts out of a packet keeps all of the packet in memory. */
function copyOf(text: string): string {
  return Buffer.from(text).toString()
}

/** Looks for a message in the archive, backwards from the one that points at it. */
export async function findInArchive(
  archive: Archive,
  session: Session,
  wanted: Reference,
  from: { sourceId: string; at: number; other: string },
): Promise<string | undefined> {
  let before = ''
  for (let page = 0; page < PAGES_BACK; page++) {
    // To the end of the second: stamps may be rounded.
    const found = await archive.page(session, { before, end: from.at + 1_000, with: from.other, max: PAGE })
    for (const { id, at, message } of found.entries.toReversed()) {
      if (id === from.sourceId) continue
      const told = understand(message, { own: session.own, sourceId: id, at, nameOf: () => undefined })
      if (told?.item && pointsAt(told, wanted)) return id
    }
    if (found.complete || found.first === undefined) return undefined
    before = found.first
  }
  return undefined
}

function pointsAt({ reference, corrects }: Told, wanted: Reference): boolean {
  return reference?.author === wanted.author && (reference.id === wanted.id || corrects?.id === wanted.id)
}
