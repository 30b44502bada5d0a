import { isUtf8 } from 'node:buffer'

const ESCAPE = 0x1b
const ESCAPED_JAPANESE = /\p{Cc}(?:\$[@B]|\([BJ])/u
/** UTF-8 read as windows-1252: a lead byte's letter followed by what 0x80-0xbf stand for there. */
const MOJIBAKE =
  /[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]/
const LATIN_LABEL = /charset\s*=\s*"?(?:us-ascii|iso-8859-1|iso-8859-15|windows-1252|latin1)\b/i
/** Labels in Content-Type and in encoded words (RFC 2047): what the rest of the mail is written in is likely. */
const LABEL = /charset\s*=\s*["']?([\w.:-]+)|=\?([\w.:-]+)(?:\*[\w-]+)?\?[bq]\?/gi

export type Doubt = 'undecodable' | 'mojibake' | 'escapes'

/** Why decoded texts are probably not what was written, or undefined. */
export function charsetDoubt(texts: readonly string[]): Doubt | undefined {
  if (texts.some(text => text.includes(String.fromCharCode(ESCAPE)) && ESCAPED_JAPANESE.test(text))) return 'escapes'
  if (texts.some(text => text.includes('\ufffd'))) {
    const text = texts.join('')
    // One character cut in half among many good ones (a list server that truncates) is no wrong charset.
    const bad = text.split('\ufffd').length - 1
    const good = (text.match(/[\u0080-\uffef]/g) ?? []).length
    return bad > good ? 'undecodable' : undefined
  }
  return texts.some(text => MOJIBAKE.test(text)) ? 'mojibake' : undefined
}

/** Charsets to read the mail with instead, best first. */
export function otherCharsets(bytes: Buffer, doubt: Doubt): string[] {
  const head = bytes.toString('latin1', 0, 65_536)
  if (doubt === 'escapes') return ['iso-2022-jp']
  const named = [...head.matchAll(LABEL)].map(match => (match[1] ?? match[2] ?? '').toLowerCase())
  // The parser reads labels that nobody knows as windows-1252.
  if (doubt === 'mojibake') return LATIN_LABEL.test(head) || !named.every(isKnown) ? ['utf-8'] : []
  const hints = named.filter(label => label !== 'utf-8' && label !== 'us-ascii' && isKnown(label))
  return [...new Set([...hints, 'utf-8', 'windows-1252'])].slice(0, 5)
}

function isKnown(label: string): boolean {
  try {
    new TextDecoder(label)
    return true
  } catch {
    return false
  }
}

/**
 * The same mail with every text part labelled as `charset`, and part names in that charset turned into UTF-8.
 * The parser takes the first of two charset parameters.
 */
export function relabelled(bytes: Buffer, charset: string): Buffer {
  const decoder = new TextDecoder(charset)
  const source = bytes.toString('latin1')
  const head = source.slice(0, headLength(bytes))
  const labelled = source
    .replace(/^(content-type:[ \t]*text\/(?:plain|html))/gim, `$1; charset=${charset}`)
    .replace(/^(?:content-(?:type|disposition):|[ \t]+(?:file)?name\s*=)[^\n]*/gim, line =>
      isUtf8(Buffer.from(line, 'latin1')) ? line : Buffer.from(decoder.decode(Buffer.from(line, 'latin1'))).toString('latin1'),
    )
  return Buffer.from(/^content-type:/im.test(head) ? labelled : `Content-Type: text/plain; charset=${charset}\n${labelled}`, 'latin1')
}

/** Header lines in raw 8-bit or ISO-2022-JP (against RFC 5322) turned into UTF-8, which the parser reads (RFC 6532). */
export function withReadableHeader(bytes: Buffer): Buffer {
  const end = headLength(bytes)
  const head = bytes.subarray(0, end)
  const escaped = head.includes(ESCAPE) && ESCAPED_JAPANESE.test(head.toString('latin1'))
  if (!escaped && isUtf8(head)) return bytes
  const label = [...head.toString('latin1').matchAll(LABEL)]
    .map(match => match[1] ?? match[2] ?? '')
    .find(name => !/^(?:utf-8|us-ascii)$/i.test(name) && isKnown(name))
  const decoder = new TextDecoder(escaped ? 'iso-2022-jp' : (label ?? 'windows-1252'))
  return Buffer.concat([Buffer.from(decoder.decode(head)), bytes.subarray(end)])
}

/** Length in bytes of the header block, its closing empty line left out; all of it when there is none. */
export function headLength(bytes: Buffer): number {
  const unix = bytes.indexOf('\n\n')
  const dos = bytes.indexOf('\n\r\n')
  if (unix < 0 && dos < 0) return bytes.length
  return (unix < 0 ? dos : dos < 0 ? unix : Math.min(unix, dos)) + 1
}
