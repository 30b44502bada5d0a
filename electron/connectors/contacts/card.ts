import type { Card, Party } from '../connector.ts'
import { components, type Line, linesOf } from './lines.ts'

/** Texts of a card are cut here: a note may hold anything. */
const LONGEST = 2000
/** Addresses of one card, at most: more belong to no person. */
const MOST = 30

/** The cards in a file's bytes (one character each), and the lines of those that have no end or nobody's address. */
export function* cardsOf(bytes: string): Generator<{ card: Card } | { problem: 'truncated' | 'no-address'; line: number }> {
  const open: Line[][] = []
  for (const line of linesOf(bytes)) {
    const isCard = line.raw.trim().toUpperCase() === 'VCARD'
    if (line.name === 'BEGIN' && isCard) open.push([line])
    else if (line.name === 'END' && isCard) {
      const lines = open.pop()
      const [first] = lines ?? []
      // A card within a card (AGENT, vCard 2.1) is somebody else's.
      if (!lines || !first || open.length > 0 || isGroup(lines)) continue
      const card = read(lines, first.line)
      yield card.parties.length > 0 ? { card } : { problem: 'no-address', line: first.line }
    } else open.at(-1)?.push(line)
  }
  const [first] = open[0] ?? []
  if (first) yield { problem: 'truncated', line: first.line }
}

function isGroup(lines: Line[]): boolean {
  return lines.some(({ name, raw }) => name === 'KIND' && raw.trim().toLowerCase() === 'group')
}

function read(lines: Line[], line: number): Card {
  const parties = new Map<string, Party>()
  const texts = new Map<string, string>()
  for (const each of lines) {
    const party = partyOf(each)
    if (party && parties.size < MOST) parties.set(`${party.kind}:${party.address}`, party)
    const text = textOf(each).slice(0, LONGEST)
    if (text !== '' && !texts.has(each.name)) texts.set(each.name, text)
  }
  const [name, organisation, birthday, address, note] = [
    texts.get('FN') || texts.get('N'),
    ...['ORG', 'BDAY', 'ADR', 'NOTE'].map(key => texts.get(key)),
  ]
  return {
    parties: [...parties.values()],
    line,
    ...(name && { name }),
    ...(organisation && { organisation }),
    ...(birthday && { birthday }),
    ...(address && { address }),
    ...(note && { note }),
  }
}

function partyOf(line: Line): Party | undefined {
  const types = line.parameters.get('TYPE') ?? []
  const value = components(line).join(';').trim()
  if (line.name === 'EMAIL') return made('email', value.replace(/^mailto:/i, ''))
  if (line.name === 'TEL')
    return types.includes('FAX') || types.includes('PAGER') ? undefined : made('phone', value.replace(/^tel:/i, '').replace(/;.*$/s, ''))
  if (line.name === 'X-JABBER') return made('jid', value)
  if (line.name === 'IMPP' && /^xmpp:/i.test(value)) return made('jid', value.slice(5).replace(/\?.*$/s, ''))
  return undefined
}

function made(kind: Party['kind'], address: string): Party | undefined {
  return address === '' || address.length > 320 ? undefined : { kind, address }
}

function textOf(line: Line): string {
  if (line.name === 'FN' || line.name === 'NOTE') return components(line).join('; ')
  if (line.name === 'N') {
    const [family = '', given = '', more = ''] = components(line)
    return [given, more, family].filter(Boolean).join(' ')
  }
  if (line.name === 'ORG') return components(line).filter(Boolean).join(', ')
  if (line.name === 'BDAY') {
    const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})(?:T|$)/.exec(components(line)[0] ?? '') ?? []
    return year && month && day ? `${year}-${month}-${day}` : ''
  }
  if (line.name === 'ADR') {
    const [box = '', extra = '', street = '', town = '', region = '', code = '', country = ''] = components(line).map(part =>
      part.replace(/(?<!\s)\s*\n\s*/g, ', '),
    )
    return [street, extra, box, [code, town].filter(Boolean).join(' '), region, country].filter(Boolean).join(', ')
  }
  return ''
}
