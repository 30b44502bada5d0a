/** One property of a card: `item1.TEL;TYPE=cell:+34 600`. Names are in capitals; the value's bytes are one character each (Latin-1). */
export interface Line {
  name: string
  /** By name in capitals; a parameter without a name (vCard 2.1) is a TYPE or an ENCODING. Values in capitals. */
  parameters: Map<string, string[]>
  raw: string
  /** Where it begins, from 1. */
  line: number
}

const encodings = new Set(['QUOTED-PRINTABLE', 'BASE64', '7BIT', '8BIT', 'B'])

/**
 * The content lines of vCard 2.1 (versit, 1996), 3.0 (RFC 2426) and 4.0 (RFC 6350, section 3.2), put together again where they were folded: by a
 * blank at the beginning of the next line, or by `=` at the end of one in quoted-printable. Lines that are none are left out.
 */
export function* linesOf(bytes: string): Generator<Line> {
  const rows = bytes.split(/\r\n|\n|\r/)
  for (let at = 0; at < rows.length; ) {
    const line = at + 1
    let text = rows[at++] ?? ''
    const quoted = /^[^:]*ENCODING=QUOTED-PRINTABLE|^[^:]*;QUOTED-PRINTABLE/i.test(text)
    for (; at < rows.length; at++) {
      const next = rows[at] ?? ''
      if (quoted && text.endsWith('=')) text = text.slice(0, -1) + next.replace(/^[ \t]/, '')
      else if (/^[ \t]/.test(next)) text += next.slice(1)
      else break
    }
    const parsed = parse(text, line)
    if (parsed) yield parsed
  }
}

function parse(text: string, line: number): Line | undefined {
  const colon = unquoted(text, ':')
  if (colon < 1) return undefined
  const [head = '', ...rest] = splitUnquoted(text.slice(0, colon))
  const name = head.slice(head.lastIndexOf('.') + 1).toUpperCase()
  if (!/^[A-Z0-9-]+$/.test(name)) return undefined
  const parameters = new Map<string, string[]>()
  for (const each of rest) {
    const equals = each.indexOf('=')
    const value = each
      .slice(equals + 1)
      .replaceAll('"', '')
      .toUpperCase()
    const key = equals > 0 ? each.slice(0, equals).trim().toUpperCase() : encodings.has(value) ? 'ENCODING' : 'TYPE'
    parameters.set(key, [...(parameters.get(key) ?? []), ...value.split(',')])
  }
  return { name, parameters, raw: text.slice(colon + 1), line }
}

function unquoted(text: string, sign: string, from = 0): number {
  let inside = false
  for (let at = from; at < text.length; at++) {
    if (text[at] === '"') inside = !inside
    else if (!inside && text[at] === sign) return at
  }
  return -1
}

function splitUnquoted(text: string): string[] {
  const parts: string[] = []
  let from = 0
  for (let at = unquoted(text, ';'); at >= 0; at = unquoted(text, ';', from)) {
    parts.push(text.slice(from, at))
    from = at + 1
  }
  return [...parts, text.slice(from)]
}

/** A property's text, one for each component (`;`), unescaped and in the charset it says, else UTF-8 where it is that, else Windows-1252. */
export function components({ raw, parameters }: Line): string[] {
  const encoded = parameters.get('ENCODING')?.includes('QUOTED-PRINTABLE')
  const bytes = encoded ? raw.replace(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : raw
  const text = decode(bytes, parameters.get('CHARSET')?.[0])
  return splitUnescaped(text).map(part =>
    part
      .replace(/\\([nN,;:\\])/g, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign))
      .normalize('NFC')
      .trim(),
  )
}

function splitUnescaped(text: string): string[] {
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === ';') {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)]
}

function decode(bytes: string, charset: string | undefined): string {
  const buffer = Buffer.from(bytes, 'latin1')
  for (const name of [charset, 'utf-8'])
    try {
      if (name) return new TextDecoder(name, { fatal: true }).decode(buffer)
    } catch {
      // No charset anybody knows, or the text is in another one than it says.
    }
  return new TextDecoder('windows-1252').decode(buffer)
}
