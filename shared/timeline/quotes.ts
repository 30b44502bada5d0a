/** A piece of quoted text: said at this level, or quoted once more. */
export type Quote = string | Quote[]

/** Deeper levels read as this one. */
const DEEPEST = 6

/** One `>` and the blank after it (RFC 3676, section 4.5). */
const SIGN = /^ ?>\u0020?/

/**
 * Text as mail quotes it, without its `>` signs: lines of one level together, deeper ones in lists of their own. The outermost sign is
 * the level of the whole, with which lines that have none ("On Monday Ana wrote:") stand together.
 */
export function quotesIn(text: string): Quote[] {
  return nest(
    text.split(/\r?\n/).map(line => line.replace(SIGN, '')),
    1,
  )
}

function nest(lines: readonly string[], depth: number): Quote[] {
  const quotes: Quote[] = []
  let run: string[] = []
  let deeper = false
  const end = (): void => {
    if (run.length === 0) return
    if (!deeper) quotes.push(run.join('\n'))
    else if (depth < DEEPEST) quotes.push(nest(run, depth + 1))
    else quotes.push(run.map(line => line.replace(/^[ >]+/, '')).join('\n'))
    run = []
  }
  for (const line of lines) {
    const quoted = SIGN.test(line)
    if (quoted !== deeper) end()
    deeper = quoted
    run.push(quoted && depth < DEEPEST ? line.replace(SIGN, '') : line)
  }
  end()
  return quotes
}
