/**
 * What makes a pattern slow: for each part of it that repeats, a text that leads to it, a piece that it takes again and again in more than
 * one way, and an end that makes it fail. The pieces come from the pattern itself.
 */
export interface Pump {
  before: string
  piece: string
}

type Node =
  | { kind: 'any'; of: readonly Node[] }
  | { kind: 'all'; of: readonly Node[] }
  | { kind: 'repeat'; of: Node; many: boolean; optional: boolean }
  | { kind: 'one'; samples: readonly string[] }

const candidates = [...'a1 \n\tA0.,-_@/:"\'<>=()[]{}+*#%&;!?|\\~^$éñあ한€١\u00a0\u200e\u202e😀\r']

/** What each repeating part of a pattern can be fed. */
export function pumpsOf(source: string, flags: string): Pump[] {
  const tree = read(source, flags)
  const found = new Map<string, Pump>()
  const add = (before: string, piece: string): void => {
    if (piece !== '') found.set(`${before}\0${piece}`, { before, piece })
  }
  walk(tree, '', (repeat, before) => {
    for (const piece of variants(repeat.of).slice(0, 6)) add(before, piece)
    if (before !== '') for (const piece of variants(repeat.of).slice(0, 2)) add('', before + piece)
  })
  const letters = alphabet(tree).slice(0, 10)
  for (const one of letters) {
    add('', one)
    for (const two of letters.slice(0, 7)) if (one !== two) add('', one + two)
  }
  return [...found.values()]
}

/** Whether anything in it repeats without a small limit. */
export function repeats(source: string, flags: string): boolean {
  let any = false
  walk(read(source, flags), '', () => {
    any = true
  })
  return any
}

function walk(node: Node, before: string, found: (repeat: Extract<Node, { kind: 'repeat' }>, before: string) => void): void {
  if (node.kind === 'any') for (const each of node.of) walk(each, before, found)
  if (node.kind === 'all') {
    let sofar = before
    for (const each of node.of) {
      walk(each, sofar, found)
      sofar += variants(each)[0] ?? ''
    }
  }
  if (node.kind === 'repeat') {
    if (node.many) found(node, before)
    walk(node.of, before, found)
  }
}

function variants(node: Node): string[] {
  if (node.kind === 'one') return node.samples.slice(0, 3)
  if (node.kind === 'any') return node.of.flatMap(each => variants(each).slice(0, 2)).slice(0, 12)
  if (node.kind === 'repeat') return node.optional ? ['', ...variants(node.of).slice(0, 2)] : variants(node.of)
  const parts = node.of.map(variants)
  const first = parts.map(part => part.at(-1) ?? '')
  const all = [parts.map(part => part[0] ?? '').join(''), first.join('')]
  parts.forEach((part, at) => {
    for (const other of part.slice(1, 3)) all.push(first.with(at, other).join(''))
  })
  return [...new Set(all)].slice(0, 12)
}

function alphabet(node: Node): string[] {
  if (node.kind === 'one') return node.samples.filter(sample => sample !== '').slice(0, 3)
  return [...new Set(node.kind === 'repeat' ? alphabet(node.of) : node.of.flatMap(alphabet))]
}

/** Reads as much of a pattern's grammar (ECMA-262, 22.2.1) as its shape needs. */
function read(source: string, flags: string): Node {
  let at = 0
  const rest = (): string => source.slice(at)
  const take = (pattern: RegExp): string | undefined => {
    const found = pattern.exec(rest())?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  const either = (): Node => {
    const of = [row()]
    while (source[at] === '|') {
      at++
      of.push(row())
    }
    return of.length === 1 && of[0] ? of[0] : { kind: 'any', of }
  }
  const row = (): Node => {
    const of: Node[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') of.push(quantified(atom()))
    return { kind: 'all', of }
  }
  const quantified = (of: Node): Node => {
    const sign = take(/^(?:[*+?]|\{\d+(?:,\d*)?\})\??/)
    if (sign === undefined) return of
    const [, least = '0', comma, most] = /^\{(\d+)(,?)(\d*)/.exec(sign) ?? []
    const many = /^[*+]/.test(sign) || (comma === ',' && most === '') || Number(most || least) >= 10
    return { kind: 'repeat', of, many, optional: /^[*?]/.test(sign) || (sign.startsWith('{') && least === '0') }
  }
  const atom = (): Node => {
    if (take(/^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/)) {
      const inside = either()
      at++
      return inside
    }
    if (take(/^(?:\^|\$|\\[bB]|\\k<\w+>|\\[1-9]\d*)/)) return { kind: 'one', samples: [''] }
    const one =
      take(/^\[(?:\\.|[^\]\\])*\]/s) ?? take(/^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c.|.)/su) ?? take(/^./su) ?? ''
    return { kind: 'one', samples: samples(one, flags) }
  }
  return either()
}

function samples(one: string, flags: string): string[] {
  if (/^[^\\[.]/.test(one)) return [one]
  const pattern = new RegExp(`^(?:${one})$`, flags.replace(/[gy]/g, ''))
  const found = candidates.filter(candidate => pattern.test(candidate))
  if (found.length > 0) return found
  for (let code = 0; code < 0x3100; code++) if (pattern.test(String.fromCharCode(code))) return [String.fromCharCode(code)]
  return ['']
}
