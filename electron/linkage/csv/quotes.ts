/** A cell within quotes goes over so many lines at most; a quote that takes more was never closed. */
const longest = 100

/** In a line longer than this all quotes go at once: one after another takes the square of its length. */
const wide = 100_000

/**
 * A quote that begins a cell and does not end it, as `"Ana" Gil` or one that is never closed, would take all that follows into the cell: it is taken away. `wrong`:
 * the numbers of the lines with such a one, from 1, in their order. What is closed as in RFC 4180 stays as it is, also over several lines.
 */
export function closeQuotes(text: string, delimiter: string): { text: string; wrong: number[] } {
  if (!text.includes('"')) return { text, wrong: [] }
  const lines = text.split(/(?<=\n|\r(?!\n))/)
  const wrong = new Set<number>()
  for (let at = 0; at < lines.length; ) {
    const row = rowFrom(lines, at, delimiter)
    for (const [line, mended] of row.mended) {
      lines[line] = mended
      wrong.add(line)
    }
    at = row.next
  }
  return { text: wrong.size > 0 ? lines.join('') : text, wrong: [...wrong].map(line => line + 1).sort((a, b) => a - b) }
}

/** The lines of one row that had to be mended, and where to go on: at the next row, or again at this one when a quote of it was never closed. */
function rowFrom(lines: string[], from: number, delimiter: string): { mended: Map<number, string>; next: number } {
  const mended = new Map<number, string>()
  let opened: number | undefined
  for (let at = from; at < Math.min(lines.length, from + longest); at++) {
    const line = lines[at] ?? ''
    const end = opened === undefined && !line.includes('"') ? { line, inside: false } : endOf(line, delimiter, opened !== undefined)
    if (end === undefined) break
    if (end.line !== line) mended.set(at, end.line)
    if (!end.inside) return { mended, next: at + 1 }
    if (opened === undefined || end.anew) opened = at
  }
  const line = opened ?? from
  return { mended: new Map([[line, (lines[line] ?? '').replaceAll('"', '')]]), next: from }
}

interface End {
  /** As it was, or without quotes that do not end their cells. */
  line: string
  /** The next line goes on within quotes. */
  inside: boolean
  /** Those began in this line. */
  anew?: boolean
}

/** Undefined when the quotes that were open before (`inside`) end in the middle of a cell. */
function endOf(written: string, delimiter: string, inside: boolean): End | undefined {
  let line = written
  /** Where the open quote is; before the line when it was open before. */
  let begin = inside ? -1 : undefined
  for (let at = 0; at < line.length; ) {
    if (begin === undefined) {
      while (line[at] === ' ') at++
      if (line[at] === '"') {
        begin = at
        at++
        continue
      }
      const next = line.indexOf(delimiter, at)
      if (next < 0) break
      at = next + delimiter.length
      continue
    }
    const quote = line.indexOf('"', at)
    if (quote < 0) return { line, inside: true, anew: begin >= 0 }
    at = quote + 1
    if (line[at] === '"') {
      at++
      continue
    }
    while (line[at] === ' ') at++
    const closes = at >= line.length || line[at] === delimiter || line[at] === '\n' || line[at] === '\r'
    if (closes) at++
    else if (begin < 0) return undefined
    else {
      line = line.length > wide ? line.replaceAll('"', '') : line.slice(0, begin) + line.slice(begin).replace(/^"+/, '')
      at = begin
    }
    begin = undefined
  }
  return begin === undefined ? { line, inside: false } : { line, inside: true, anew: begin >= 0 }
}
