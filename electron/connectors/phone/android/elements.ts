import { SaxesParser } from 'saxes'
import { wholeReferences } from './references.ts'

/** The longest tag that is taken in: an attachment of 24 MB (messaging services allow a tenth of it). In characters. */
const MAX_TAG = 32 * 1024 * 1024
const MAX_DEPTH = 100

export interface Opened {
  name: string
  attributes: Record<string, string>
  /** Where the tag begins, from 1. */
  line: number
}

export interface XmlEvents {
  open(tag: Opened): void
  close(name: string): void
  problem(code: 'broken-xml' | 'line-too-long' | 'too-deep' | 'truncated', line: number): void
}

/**
 * Tags of an XML text that comes in pieces. Only whole tags reach the parser, so that no tag can fill memory; in attribute
 * values `<` is always escaped, so the next `<` shows that a tag is whole. No entity but XML's own five is ever expanded.
 */
export class ElementReader {
  readonly #events: XmlEvents
  readonly #parser = new SaxesParser()
  #held: string[] = []
  #heldLength = 0
  #skipping = false
  #skippedLines = 0
  #depth = 0
  #tagLine = 1
  #brokenLine = 0
  #stopped = false

  constructor(events: XmlEvents) {
    this.#events = events
    this.#parser.on('opentagstart', () => {
      this.#tagLine = this.#line
    })
    this.#parser.on('opentag', tag => {
      this.#depth++
      if (this.#depth > MAX_DEPTH && !this.#stopped) {
        this.#stopped = true
        events.problem('too-deep', this.#line)
      }
      if (!this.#stopped) events.open({ name: tag.name, attributes: tag.attributes, line: this.#tagLine })
    })
    this.#parser.on('closetag', tag => {
      this.#depth--
      if (!this.#stopped) events.close(tag.name)
    })
    // The parser goes on after an error; what it makes of the rest is still worth having.
    this.#parser.on('error', () => {
      if (this.#stopped || this.#brokenLine === this.#line) return
      this.#brokenLine = this.#line
      events.problem('broken-xml', this.#line)
    })
  }

  get #line(): number {
    return this.#parser.line + this.#skippedLines
  }

  /** Nothing more will come of it: nested too deep. */
  get stopped(): boolean {
    return this.#stopped
  }

  write(text: string): void {
    if (this.#stopped) return
    let from = 0
    if (this.#skipping) {
      const next = text.indexOf('<')
      this.#skippedLines += lineBreaks(next < 0 ? text : text.slice(0, next))
      if (next < 0) return
      this.#skipping = false
      from = next
    }
    const last = text.lastIndexOf('<')
    if (last >= from && (last > 0 || this.#held.length > 0)) {
      this.#feed(this.#held.join('') + text.slice(from, last))
      this.#hold([])
      from = last
    }
    this.#hold([...this.#held, text.slice(from)])
    if (this.#heldLength <= MAX_TAG) return
    this.#events.problem('line-too-long', this.#line)
    this.#skippedLines += lineBreaks(this.#held.join(''))
    this.#hold([])
    this.#skipping = true
  }

  /** The text is over: says so when it ends in the middle. */
  end(): void {
    if (this.#stopped) return
    const rest = this.#held.join('')
    const whole = rest.includes('>') || rest.trim() === ''
    if (whole) this.#feed(rest)
    if (!whole || this.#depth > 0) this.#events.problem('truncated', this.#line)
  }

  #hold(pieces: string[]): void {
    this.#held = pieces
    this.#heldLength = pieces.reduce((sum, piece) => sum + piece.length, 0)
  }

  #feed(text: string): void {
    if (text !== '') this.#parser.write(wholeReferences(text))
  }
}

function lineBreaks(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}
