import { isUtf8 } from 'node:buffer'

/** One line of a text file, without its line end. Lines count from 1. */
export interface Line {
  line: number
  /** Empty when `tooLong`. */
  text: string
  /** The line passed the limit: its bytes were let go as they came, so memory stays flat. */
  tooLong?: boolean
}

/** The lines that one chunk completed, and how many bytes of the source have been read so far. */
export interface LineBlock {
  lines: Line[]
  bytes: number
}

export const LINE_LIMIT = 1024 * 1024

const LF = 10
const CR = 13

/**
 * Cuts a stream of bytes into lines (LF or CRLF), whatever the chunks are. A byte order mark says UTF-8 or UTF-16; without one a line
 * is UTF-8, or windows-1252 where its bytes are not UTF-8: decided line by line, so that one odd line does not spoil the others.
 * `limit` is in bytes of the line (of its UTF-8 form for UTF-16). Errors of the source pass through.
 */
export async function* readLines(source: AsyncIterable<Uint8Array>, limit = LINE_LIMIT): AsyncGenerator<LineBlock> {
  const cutter = new LineCutter(limit)
  let toUtf8: ((chunk: Uint8Array, last: boolean) => Uint8Array) | undefined
  let head: Uint8Array = new Uint8Array(0)
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    if (toUtf8 === undefined) {
      head = Buffer.concat([head, chunk])
      if (head.length < 3) continue
      toUtf8 = decoderFor(head)
      yield { lines: cutter.push(toUtf8(head, false)), bytes }
    } else {
      yield { lines: cutter.push(toUtf8(chunk, false)), bytes }
    }
  }
  const lines = cutter.push(toUtf8 === undefined ? decoderFor(head)(head, true) : toUtf8(new Uint8Array(0), true))
  lines.push(...cutter.end())
  if (lines.length > 0) yield { lines, bytes }
}

function decoderFor(head: Uint8Array): (chunk: Uint8Array, last: boolean) => Uint8Array {
  const label = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined
  if (label !== undefined) {
    const decoder = new TextDecoder(label)
    return (chunk, last) => Buffer.from(decoder.decode(chunk, { stream: !last }), 'utf8')
  }
  let skip = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0
  return chunk => {
    const rest = chunk.subarray(skip)
    skip = 0
    return rest
  }
}

class LineCutter {
  readonly #limit: number
  #parts: Uint8Array[] = []
  #size = 0
  #line = 1

  constructor(limit: number) {
    this.#limit = limit
  }

  push(chunk: Uint8Array): Line[] {
    const lines: Line[] = []
    let start = 0
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
      this.#keep(chunk.subarray(start, end))
      lines.push(this.#take())
      start = end + 1
    }
    // A copy: the source may use its buffer again.
    this.#keep(chunk.slice(start))
    return lines
  }

  end(): Line[] {
    return this.#size > 0 ? [this.#take()] : []
  }

  #keep(part: Uint8Array): void {
    if (part.length === 0) return
    this.#size += part.length
    if (this.#size <= this.#limit) this.#parts.push(part)
    else this.#parts = []
  }

  #take(): Line {
    const line = this.#line++
    const tooLong = this.#size > this.#limit
    const [first] = this.#parts
    const bytes = first === undefined ? new Uint8Array(0) : this.#parts.length === 1 ? first : Buffer.concat(this.#parts)
    this.#parts = []
    this.#size = 0
    return tooLong ? { line, text: '', tooLong } : { line, text: decode(bytes) }
  }
}

const windows1252 = new TextDecoder('windows-1252')

function decode(bytes: Uint8Array): string {
  const whole = bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes
  if (!isUtf8(whole)) return windows1252.decode(whole)
  return Buffer.from(whole.buffer, whole.byteOffset, whole.length).toString('utf8')
}
