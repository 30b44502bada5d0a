/** A text and what is selected in it, from and to as places in it. */
export interface Selected {
  text: string
  from: number
  to: number
}

/** Puts marks around what is selected, or takes them off where they are. */
export function bold({ text, from, to }: Selected): Selected {
  const has = text.slice(from - 2, from) === '**' && text.slice(to, to + 2) === '**'
  if (has) return { text: text.slice(0, from - 2) + text.slice(from, to) + text.slice(to + 2), from: from - 2, to: to - 2 }
  return { text: `${text.slice(0, from)}**${text.slice(from, to)}**${text.slice(to)}`, from: from + 2, to: to + 2 }
}

/** Makes the lines that are selected a list, or no list any more. */
export function list({ text, from, to }: Selected): Selected {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const end = text.indexOf('\n', to) < 0 ? text.length : text.indexOf('\n', to)
  const lines = text.slice(start, end).split('\n')
  const has = lines.every(line => line.startsWith('- '))
  const next = lines.map(line => (has ? line.slice(2) : `- ${line}`)).join('\n')
  const grown = next.length - (end - start)
  return { text: text.slice(0, start) + next + text.slice(end), from: Math.max(start, from + (has ? -2 : 2)), to: to + grown }
}

/** Makes what is selected lead to an address; the address is selected, to be typed over, unless it is given. */
export function link({ text, from, to }: Selected, address = ''): Selected {
  const before = `${text.slice(0, from)}[${text.slice(from, to)}](`
  const after = `)${text.slice(to)}`
  const shown = address || 'https://'
  const at = before.length
  // Without words, those are asked for first.
  if (from === to && address === '') return { text: before + shown + after, from: from + 1, to: from + 1 }
  return {
    text: before + shown + after,
    from: address === '' ? at : at + shown.length + 1,
    to: at + shown.length + (address === '' ? 0 : 1),
  }
}

/** What a key does in a list: the next line is one of its items, too; after an empty item the list is over. Undefined: what it does everywhere. */
export function nextItem({ text, from, to }: Selected): Selected | undefined {
  if (from !== to) return undefined
  const start = text.lastIndexOf('\n', from - 1) + 1
  const line = text.slice(start, from)
  const item = /^(\s*)(?:([-•*])|(\d{1,3})([.)]))( +)/.exec(line)
  if (!item) return undefined
  const [whole, indent = '', dash, number, point = '', gap = ''] = item
  if (line === whole) return { text: text.slice(0, start) + text.slice(from), from: start, to: start }
  const begin = `\n${indent}${dash ?? `${Number(number) + 1}${point}`}${gap}`
  return { text: text.slice(0, from) + begin + text.slice(to), from: from + begin.length, to: from + begin.length }
}
