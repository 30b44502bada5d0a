/**
 * Text to bytes and transfer encodings, as mail programs write them. Encoded text is handled as "binary" strings:
 * one character per byte.
 */
export type Charset = 'us-ascii' | 'utf-8' | 'iso-8859-1' | 'windows-1252' | 'iso-2022-jp'

const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

/** JIS X 0208 by character, read out of the platform's EUC-JP decoder: there is no encoder for it. */
let kanji: Map<string, string> | undefined
function jisTable(): Map<string, string> {
  if (kanji) return kanji
  kanji = new Map()
  const decoder = new TextDecoder('euc-jp')
  for (let row = 0x21; row <= 0x7e; row++) {
    for (let cell = 0x21; cell <= 0x7e; cell++) {
      const char = decoder.decode(Uint8Array.of(row | 0x80, cell | 0x80))
      if (char.length === 1 && char !== '\ufffd' && !kanji.has(char)) kanji.set(char, String.fromCharCode(row, cell))
    }
  }
  return kanji
}

/** ISO-2022-JP (RFC 1468): back to ASCII before every line end. Undefined when a character is not in JIS X 0208. */
function jis(text: string): string | undefined {
  const table = jisTable()
  let wide = false
  let out = ''
  for (const char of text) {
    const code = table.get(char)
    const narrow = char.charCodeAt(0) < 0x80
    if (!narrow && code === undefined) return undefined
    if (narrow === wide) out += narrow ? '\x1b(B' : '\x1b$B'
    wide = !narrow
    out += narrow ? char : code
  }
  return wide ? `${out}\x1b(B` : out
}

/** The bytes of a text; undefined when the charset cannot say it. */
export function encodeText(text: string, charset: Charset): string | undefined {
  if (charset === 'utf-8') return utf8(text)
  if (charset === 'iso-2022-jp') return jis(text)
  if (charset === 'us-ascii') return [...text].every(char => char.charCodeAt(0) < 0x80) ? text : undefined
  const bytes = charset === 'windows-1252' ? text.replaceAll('€', '\x80') : text
  const highest = charset === 'windows-1252' ? 0x80 : 0x7f
  const fits = [...bytes].every(char => char.charCodeAt(0) <= highest || (char >= '\xa0' && char <= '\xff'))
  return fits ? bytes : undefined
}

const hex = (char: string): string => `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

/** RFC 2045, 6.7. Lines end with LF. */
export function quotedPrintable(bytes: string): string {
  return bytes
    .split('\n')
    .map(line => {
      const coded = line.replace(/[^\x20-\x3c\x3e-\x7e\t]/g, hex).replace(/[ \t]$/, hex)
      let out = ''
      let rest = coded
      while (rest.length > 75) {
        // An escape must not be cut in two.
        const cut = rest.lastIndexOf('=', 74) > 72 ? rest.lastIndexOf('=', 74) : 75
        out += `${rest.slice(0, cut)}=\n`
        rest = rest.slice(cut)
      }
      return out + rest
    })
    .join('\n')
}

/** RFC 2045, 6.8: 76 characters a line. */
export function base64(bytes: string | Uint8Array): string {
  const coded = (typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes)).toString('base64')
  return coded.replace(/(.{76})(?=.)/g, '$1\n')
}

/** RFC 2047 encoded words, folded; plain ASCII stays as it is. */
export function encodedWords(text: string, charset: Charset): string {
  if (encodeText(text, 'us-ascii') !== undefined) return text
  const asked = charset === 'us-ascii' || encodeText(text, charset) === undefined ? 'utf-8' : charset
  const words: string[] = []
  let run = ''
  const flush = (): void => {
    const bytes = encodeText(run, asked) ?? ''
    const q = bytes.replace(/[^A-Za-z0-9 ]/g, hex).replaceAll(' ', '_')
    const useQ = asked !== 'iso-2022-jp' && q.length < bytes.length * 2
    words.push(useQ ? `=?${asked}?Q?${q}?=` : `=?${asked}?B?${Buffer.from(bytes, 'latin1').toString('base64')}?=`)
    run = ''
  }
  for (const char of text) {
    if (run.length > 0 && (encodeText(run + char, asked) ?? '').length > 28) flush()
    run += char
  }
  flush()
  return words.join('\n ')
}

/** A name and address for From and To (RFC 5322, 3.4). */
export function mailbox(name: string, address: string, charset: Charset): string {
  const ascii = encodeText(name, 'us-ascii') !== undefined
  return `${ascii ? (/^[\w ]+$/.test(name) ? name : `"${name}"`) : encodedWords(name, charset)} <${address}>`
}
