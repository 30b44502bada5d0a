import type { Packed } from '../connectors/live.ts'
import type { Prepared } from './prepared.ts'

const FIRST = 65_536
/** UTF-8 takes this many bytes for a UTF-16 unit at most. */
const WIDEST = 3

/** What is left of an interaction without its texts and files, as JSON. `sizes`: theirs, null for what it has not. */
type Facts = Omit<Prepared, 'text' | 'quoted' | 'html'> & { sizes: (number | null)[] }

/**
 * Prepared interactions on their way to the store's thread: the texts of each in UTF-8, its files, then the rest as JSON. Each is made bytes as
 * soon as it is ready and becomes an object again, around the same bytes, one at a time: thousands at once would outlive the young
 * generation on both sides, which costs more memory and time than all else about handing them over. (So did v8.serialize, which makes an
 * object for the collector to watch of each.)
 */
export class Packer {
  private bytes = Buffer.allocUnsafeSlow(FIRST)
  private length = 0
  private facts: number[] = []
  private ends: number[] = []
  private times: number[] = []

  add({ text, quoted, html, words, attachments, ...rest }: Prepared): void {
    const { text: textWords, quoted: quotedWords, ...names } = words
    const files = attachments.flatMap(({ hash, content }) => [hash, content])
    const sizes = [text, quoted, html, textWords, quotedWords, ...files].map(piece => (piece === undefined ? null : this.put(piece)))
    const known = attachments.map(({ hash, content, ...about }) => about)
    this.facts.push(this.length)
    this.put(JSON.stringify({ ...rest, words: names, attachments: known, sizes } satisfies Facts))
    this.ends.push(this.length)
    this.times.push(rest.occurredAt)
  }

  /** Returns how many bytes it takes. */
  private put(piece: string | Uint8Array): number {
    const most = this.length + piece.length * (typeof piece === 'string' ? WIDEST : 1)
    if (most > this.bytes.length) this.bytes = Buffer.from(this.bytes.buffer.transfer(Math.max(most, 2 * this.bytes.length)))
    if (typeof piece !== 'string') this.bytes.set(piece, this.length)
    const size = typeof piece === 'string' ? this.bytes.write(piece, this.length) : piece.length
    this.length += size
    return size
  }

  get count(): number {
    return this.times.length
  }

  /** All that was added since the last time. */
  take(): Packed {
    const { bytes, facts, ends, times } = this
    // The next will be about as large: growing costs pages to clear, and the collector takes it for a reason to run.
    this.bytes = Buffer.allocUnsafeSlow(this.length + FIRST)
    this.length = 0
    this.facts = []
    this.ends = []
    this.times = []
    return { bytes: new Uint8Array(bytes.buffer), facts, ends, times }
  }
}

/** Gives a buffer's memory back now: so many megabytes pass through a thread that waiting for its collector would keep several times as much. */
export function discard({ buffer }: Uint8Array<ArrayBuffer>): void {
  buffer.transfer(0)
}

/** All of several, in a buffer of their own; theirs are given up. */
export function joined(parts: readonly Packed[]): Packed {
  const [only, ...others] = parts
  if (only && others.length === 0) return only
  const bytes = new Uint8Array(parts.reduce((sum, { ends }) => sum + (ends.at(-1) ?? 0), 0))
  const facts: number[] = []
  const ends: number[] = []
  for (const part of parts) {
    const start = ends.at(-1) ?? 0
    bytes.set(part.bytes.subarray(0, part.ends.at(-1) ?? 0), start)
    for (const at of part.facts) facts.push(start + at)
    for (const end of part.ends) ends.push(start + end)
    discard(part.bytes)
  }
  return { bytes, facts, ends, times: parts.flatMap(({ times }) => times) }
}

/** In time order; what happened at the same time stays in the order it was added. Texts are bytes now. */
export function* unpack({ bytes, facts, ends, times }: Packed): Generator<Prepared> {
  const all = Buffer.from(bytes.buffer)
  const order = times.map((_, index) => index).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b)
  for (const index of order) {
    const { sizes, words, attachments, ...rest }: Facts = JSON.parse(all.toString('utf8', facts[index], ends[index]))
    let at = ends[index - 1] ?? 0
    const pieces = sizes.map(size => {
      const start = at
      at += size ?? 0
      return size === null ? undefined : all.subarray(start, at)
    })
    const [text = '', quoted, html, textWords, quotedWords, ...files] = pieces
    yield {
      ...rest,
      text,
      ...(quoted && { quoted }),
      ...(html && { html }),
      words: { ...words, ...(textWords && { text: textWords }), ...(quotedWords && { quoted: quotedWords }) },
      attachments: attachments.map((about, position) => {
        const [hash, content] = files.slice(2 * position)
        return { ...about, ...(hash && { hash }), ...(content && { content }) }
      }),
    }
  }
}
