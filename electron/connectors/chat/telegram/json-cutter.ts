/** What a value at a path is to the reader: gone into, cut out whole, or passed over without keeping any of it. */
export type Want = 'enter' | 'take' | 'skip'

/**
 * What came out of the document, in its order. Paths are keys joined with dots, `*` for any element of an array; the root is ''. Lines
 * count from 1. `text` is the value's JSON, not parsed yet.
 */
export type Cut =
  | { kind: 'enter'; path: string; line: number }
  | { kind: 'value'; path: string; line: number; text: string }
  | { kind: 'problem'; code: 'broken-json' | 'too-deep' | 'too-large' | 'truncated'; line: number }

/** One value, bytes. A chat message is a few KB. */
const VALUE_LIMIT = 8 * 1024 * 1024
const DEPTH_LIMIT = 200
const KEY_LIMIT = 256

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const LF = 0x0a
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d

interface Frame {
  array: boolean
  path: string
  key?: string
  /** A key and its colon were read. */
  awaitsValue: boolean
}

/** The value that is being cut out or passed over. */
interface Value {
  path: string
  line: number
  keep: boolean
  shape: 'string' | 'scalar' | 'container'
  size: number
  /** Open brackets: how many, and the kinds of the first DEPTH_LIMIT. */
  depth: number
  kinds: number[]
  /** The last byte outside strings that is no white space. */
  last: number
  problem?: 'broken-json' | 'too-deep' | 'too-large'
}

/**
 * Cuts values out of a JSON document of any size (RFC 8259) while it streams by, in memory bounded by one value. It follows strings and
 * brackets without recursion and looks at bytes only: all of JSON's own signs are ASCII. A string ends at a raw line feed (JSON has none),
 * and a brace where a key must stand begins the next element: so a broken element costs itself, not what follows.
 */
export class JsonCutter {
  readonly #want: (path: string) => Want
  readonly #frames: Frame[] = []
  #cuts: Cut[] = []
  #line = 1
  #started = false
  #value: Value | undefined
  #parts: Uint8Array[] = []
  #inString = false
  #escaped = false
  #key: string | undefined
  /** A run of stray signs between two values is one problem. */
  #strayed = false

  constructor(want: (path: string) => Want) {
    this.#want = want
  }

  push(chunk: Uint8Array): Cut[] {
    let at = 0
    while (at < chunk.length) {
      if (this.#value) at = this.#readValue(this.#value, chunk, at)
      else if (this.#key !== undefined) at = this.#readKey(this.#key, chunk, at)
      else at = this.#readStructure(chunk, at)
    }
    return this.#hand()
  }

  end(): Cut[] {
    const closed = this.#started && this.#frames.length === 0 && !this.#value
    if (!closed) this.#cuts.push({ kind: 'problem', code: 'truncated', line: this.#line })
    return this.#hand()
  }

  #hand(): Cut[] {
    const cuts = this.#cuts
    this.#cuts = []
    return cuts
  }

  #stray(): void {
    if (!this.#strayed) this.#cuts.push({ kind: 'problem', code: 'broken-json', line: this.#line })
    this.#strayed = true
  }

  /** Between values; returns where to go on. */
  #readStructure(chunk: Uint8Array, at: number): number {
    const byte = chunk[at]
    if (byte === undefined) return at + 1
    if (byte === LF) this.#line++
    if (byte <= 0x20) return at + 1
    const frame = this.#frames.at(-1)
    if (!frame) {
      if (byte === OPEN_OBJECT && !this.#started) this.#enter('', false)
      return at + 1
    }
    if (byte === COMMA) this.#resetKey(frame)
    else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) this.#close(byte)
    else if (frame.array) return this.#beginValue(`${frame.path}.*`, byte, at)
    else if (frame.awaitsValue) {
      const path = `${frame.path === '' ? '' : `${frame.path}.`}${frame.key ?? ''}`
      this.#resetKey(frame)
      return this.#beginValue(path, byte, at)
    } else if (byte === QUOTE) this.#key = ''
    else if (byte === COLON) frame.awaitsValue = frame.key !== undefined
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      this.#stray()
      return this.#skipValue(at)
    }
    return at + 1
  }

  #resetKey(frame: Frame): void {
    delete frame.key
    frame.awaitsValue = false
  }

  #enter(path: string, array: boolean): void {
    this.#started = true
    this.#frames.push({ array, path, awaitsValue: false })
    this.#cuts.push({ kind: 'enter', path, line: this.#line })
  }

  #close(byte: number): void {
    const array = byte === CLOSE_ARRAY
    if (this.#frames.at(-1)?.array === array) {
      this.#frames.pop()
      return
    }
    this.#stray()
    // One brace too many is likelier than a lost bracket: only a bracket closes more than the innermost.
    const open = array ? this.#frames.findLastIndex(frame => frame.array) : -1
    if (open !== -1) this.#frames.length = open
  }

  #beginValue(path: string, byte: number, at: number): number {
    const want = this.#want(path)
    const bracket = byte === OPEN_OBJECT || byte === OPEN_ARRAY
    if (bracket && want === 'enter') {
      this.#enter(path, byte === OPEN_ARRAY)
      return at + 1
    }
    const shape = bracket ? 'container' : byte === QUOTE ? 'string' : 'scalar'
    this.#value = { path, line: this.#line, keep: want === 'take', shape, size: 0, depth: 0, kinds: [], last: 0 }
    return at
  }

  #skipValue(at: number): number {
    this.#value = { path: '', line: this.#line, keep: false, shape: 'container', size: 0, depth: 0, kinds: [], last: 0 }
    return at
  }

  #readKey(key: string, chunk: Uint8Array, at: number): number {
    for (let i = at; i < chunk.length; i++) {
      const byte = chunk[i]
      if (this.#escaped && byte !== LF) this.#escaped = false
      else if (byte === BACKSLASH) this.#escaped = true
      else if (byte === QUOTE || byte === LF) {
        const frame = this.#frames.at(-1)
        if (frame) frame.key = this.#addToKey(key, chunk.subarray(at, i))
        this.#key = undefined
        this.#escaped = false
        // The line feed is counted where it is read as white space.
        return byte === LF ? i : i + 1
      }
    }
    this.#key = this.#addToKey(key, chunk.subarray(at))
    return chunk.length
  }

  /** Keys that matter are ASCII and without escapes; of others only the length is bounded. */
  #addToKey(key: string, bytes: Uint8Array): string {
    return key.length >= KEY_LIMIT ? key : key + Buffer.from(bytes.subarray(0, KEY_LIMIT)).toString('latin1')
  }

  #readValue(value: Value, chunk: Uint8Array, start: number): number {
    const end = value.shape === 'scalar' ? scalarEnd(chunk, start) : this.#bracketsEnd(value, chunk, start)
    this.#keep(value, chunk, start, end === -1 ? chunk.length : end)
    if (end === -1) return chunk.length
    this.#finish(value)
    return end
  }

  #keep(value: Value, chunk: Uint8Array, start: number, end: number): void {
    value.size += end - start
    if (!value.keep) return
    if (value.size > VALUE_LIMIT) {
      value.problem ??= 'too-large'
      this.#parts = []
    } else if (value.problem === undefined) {
      // A copy: the source may use its buffer again.
      this.#parts.push(chunk.slice(start, end))
    }
  }

  #finish(value: Value): void {
    this.#strayed = value.path === ''
    if (value.problem !== undefined) {
      if (value.keep) this.#cuts.push({ kind: 'problem', code: value.problem, line: value.line })
    } else if (value.keep) {
      this.#cuts.push({ kind: 'value', path: value.path, line: value.line, text: Buffer.concat(this.#parts).toString('utf8') })
    }
    this.#parts = []
    this.#value = undefined
    this.#inString = false
    this.#escaped = false
  }

  /** Where a string, an object or an array ends (behind its last byte), or -1 when it goes on behind the chunk. */
  #bracketsEnd(value: Value, chunk: Uint8Array, start: number): number {
    let inString = this.#inString
    let escaped = this.#escaped
    let end = -1
    for (let i = start; i < chunk.length; i++) {
      const byte = chunk[i] ?? 0
      if (inString) {
        if (byte === LF) {
          value.problem ??= 'broken-json'
          this.#line++
        } else if (escaped) {
          escaped = false
          continue
        } else if (byte === BACKSLASH) {
          escaped = true
          continue
        } else if (byte !== QUOTE) continue
        inString = false
        escaped = false
        if (value.depth > 0) continue
        end = i + 1
        break
      }
      if (byte <= 0x20) {
        if (byte === LF) this.#line++
        continue
      }
      if (byte === QUOTE) inString = true
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        if (
          byte === OPEN_OBJECT &&
          value.depth === 1 &&
          value.kinds[0] === OPEN_OBJECT &&
          value.last !== COLON &&
          value.path.endsWith('*')
        ) {
          value.problem ??= 'broken-json'
          end = i
          break
        }
        if (value.depth < DEPTH_LIMIT) value.kinds[value.depth] = byte
        else value.problem ??= 'too-deep'
        value.depth++
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        this.#closeInside(value, byte === CLOSE_OBJECT ? OPEN_OBJECT : OPEN_ARRAY)
        if (value.depth === 0) {
          end = i + 1
          break
        }
      }
      value.last = byte
    }
    this.#inString = inString
    this.#escaped = escaped
    return end
  }

  #closeInside(value: Value, opening: number): void {
    if (value.depth > DEPTH_LIMIT) {
      value.depth--
      return
    }
    let open = value.depth - 1
    while (open >= 0 && value.kinds[open] !== opening) open--
    if (open !== value.depth - 1) value.problem ??= 'broken-json'
    if (open !== -1) value.depth = open
  }
}

function scalarEnd(chunk: Uint8Array, start: number): number {
  for (let i = start; i < chunk.length; i++) {
    const byte = chunk[i] ?? 0
    if (byte <= 0x20 || byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) return i
  }
  return -1
}
