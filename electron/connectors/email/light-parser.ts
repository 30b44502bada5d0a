import PostalMime, { type Email, type PostalMimeOptions } from 'postal-mime'

/** A part of the mail at hand, as far as it matters here. */
interface Part {
  state: 'header' | 'body' | 'finished'
  contentTransferEncoding: { encoding: string }
}

const LINE_FEED = 10
const RETURN = 13
const HYPHEN = 45
const PAD = 61
/** Of base64 (RFC 4648 section 4). */
const DIGITS = new Set(Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'))
const DIGITS_AND_PAD = new Set([...DIGITS, PAD])
const BEFORE_HYPHENS = Buffer.from('\n--')
/** Bytes given as one at most, and what is left of a line: they become strings on the way. */
const BLOCK = 65_536
/** The library keeps what stands between two pads of base64 in a buffer of its own. So many (of short lines, each padded) take some 20 MB. */
const MANY_PADS = 200_000

/**
 * Reads a mail with postal-mime, which goes line by line: each costs it an array, a promise and a piece to be put together again, half of all the
 * time parsing takes. But inside a body only a line that begins with two hyphens can mean anything (RFC 2046 section 5.1.1), and all
 * encodings but quoted-printable are blind to where lines end: so as much of a body as comes before such a line is given as one.
 */
export function parseMail(mail: Buffer, options: PostalMimeOptions): Promise<Email> {
  return new LightParser(options).parse(mail.includes(RETURN) ? withoutReturns(mail) : mail)
}

/** The library drops what is before a line feed anyway. */
function withoutReturns(mail: Buffer): Buffer {
  const kept = Buffer.allocUnsafe(mail.length)
  let length = 0
  for (let at = 0; at < mail.length; at++) {
    const byte = mail[at] ?? 0
    if (byte !== RETURN || mail[at + 1] !== LINE_FEED) kept[length++] = byte
  }
  return kept.subarray(0, length)
}

/** As `filter`, which keeps what it found in a list that takes sixteen times as much memory. */
function only(bytes: Uint8Array, kept: ReadonlySet<number>): Uint8Array<ArrayBuffer> {
  const left = new Uint8Array(bytes.length)
  let length = 0
  for (const byte of bytes) if (kept.has(byte)) left[length++] = byte
  return left.subarray(0, length)
}

/** The declared fields are the library's own, which its types leave out. */
class LightParser extends PostalMime {
  declare protected readonly av: Uint8Array<ArrayBuffer>
  declare protected readonly currentNode: Part
  declare protected readPos: number
  /** All of the mail, when it has no returns left that lines could end in. */
  private plain: Buffer | undefined
  private pads = 0

  /** Takes the place of the library's own. */
  protected readLine(): { bytes: Uint8Array<ArrayBuffer>; done: boolean } {
    const { av, readPos: start } = this
    if (start === 0 && !av.includes(RETURN)) this.plain = Buffer.from(av.buffer)
    const found = this.endOfBlock(start) ?? av.indexOf(LINE_FEED, start)
    let end = found < 0 ? av.length : found
    this.readPos = Math.min(end + 1, av.length)
    // A block that reaches to the end takes in the mail's last line feed.
    if (end === av.length && av[end - 1] === LINE_FEED) end--
    while (end > start && av[end - 1] === RETURN) end--
    return { bytes: this.meant(av.subarray(start, end)), done: this.readPos === av.length }
  }

  /**
   * What of base64 the library needs to see. It takes what means nothing out of a line piece by piece, which for one of megabytes takes fifty times
   * as much memory; and more padding than any file needs is nothing that somebody wants back.
   */
  private meant(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const { state, contentTransferEncoding } = this.currentNode
    if (state !== 'body' || !contentTransferEncoding.encoding.includes('base64')) return bytes
    for (let at = bytes.indexOf(PAD); at >= 0 && this.pads <= MANY_PADS; at = bytes.indexOf(PAD, at + 1)) this.pads++
    if (this.pads > MANY_PADS) return only(bytes, DIGITS)
    return bytes.length > 4 * BLOCK ? only(bytes, DIGITS_AND_PAD) : bytes
  }

  /** Where the line feed is that ends a block of body from here on, -1 when there is none; undefined where lines count. */
  private endOfBlock(start: number): number | undefined {
    const { state, contentTransferEncoding } = this.currentNode
    const delimiter = this.av[start] === HYPHEN && this.av[start + 1] === HYPHEN
    if (!this.plain || delimiter || state !== 'body' || contentTransferEncoding.encoding.includes('quoted-printable')) return undefined
    const found = this.plain.subarray(start, start + BLOCK).indexOf(BEFORE_HYPHENS)
    return found < 0 ? this.av.indexOf(LINE_FEED, start + BLOCK) : start + found
  }
}
