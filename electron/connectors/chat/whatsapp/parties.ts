import type { Party } from '../../connector.ts'
import { baseName } from '../media.ts'
import { cleanName } from './header.ts'
import { chatTitles } from './phrases.ts'

/** More than these are not written to as persons. */
const MOST_RECIPIENTS = 50

/** Who takes part in a chat, and who of them is us. */
export interface Sides {
  /** Our own side as a party; without a name when the chat does not show us. */
  us: Party
  /** By name as written. */
  parties: Map<string, Party>
  customers: Party[]
  /** The conversation: the same for every export of it, whichever part of it. */
  key: string
  /** Names that look like ours. */
  ownGuess: string[]
}

/** Letters and digits only: file systems replace the rest, and people type it differently. */
const fold = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** A number may be typed without the code of its country. */
function isSame(typed: string, name: string): boolean {
  const [a, b] = [fold(typed), fold(name)]
  return a !== '' && (a === b || (/^\d{7,}$/.test(a) && /^\d{7,}$/.test(b) && b.endsWith(a.replace(/^0+/, ''))))
}

/** The person or group that an export file is called after, if WhatsApp gave it its name. */
export function chatTitle(path: string): string | undefined {
  const name = baseName(path)
    .replace(/\.(?:txt|zip)$/i, '')
    .replace(/(?:\s?\(\d{1,6}\)|[ _-]copy){1,5}$/i, '')
    .normalize('NFC')
  for (const pattern of chatTitles) {
    const title = pattern.exec(name)?.[1]
    if (title !== undefined) return cleanName(title)
  }
  return undefined
}

function toParty(name: string): Party {
  if (/^\+?[\d\s().-]{6,24}$/.test(name) && name.replace(/\D/g, '').length >= 6) return { kind: 'phone', address: name }
  return { kind: 'handle', address: `whatsapp:${name.toLowerCase()}`, name }
}

/**
 * Tells our side from the customers'. `own` are our names and numbers as the user typed them; when none takes part in a chat of one or two,
 * the file's title tells: it is the other one's name.
 */
export function tellSides(participants: string[], title: string | undefined, own: string[]): Sides {
  const isTyped = (name: string): boolean => own.some(typed => isSame(typed, name))
  let ours = participants.filter(isTyped)
  const titled = title === undefined ? undefined : participants.find(name => fold(name) === fold(title))
  const two = participants.length <= 2
  if (ours.length === 0 && two && titled !== undefined) ours = participants.filter(name => name !== titled)
  // Nobody but us wrote in this part of the chat, or it is a group: then it is called after neither.
  else if (ours.length === 0 && participants.length === 1 && title !== undefined) ours = participants

  const parties = new Map<string, Party>()
  for (const name of participants) {
    const party = toParty(name)
    parties.set(name, ours.includes(name) ? { ...party, own: true } : party)
  }
  const [firstOwn] = ours
  const us = (firstOwn === undefined ? undefined : parties.get(firstOwn)) ?? { kind: 'handle', address: 'whatsapp:own', own: true }
  const customers = [...parties.values()].filter(party => !party.own)
  if (customers.length === 0 && title !== undefined && !isTyped(title)) customers.push(toParty(title))

  // A chat of two is called after the customer, so both keys agree; a group's members differ from one part of it to the next.
  const key =
    title !== undefined && !ours.some(name => fold(name) === fold(title))
      ? fold(title)
      : customers
          .map(party => fold(party.name ?? party.address))
          .sort()
          .join('+')
  return { us, parties, customers: customers.slice(0, MOST_RECIPIENTS), key: `whatsapp:${key}`, ownGuess: ours }
}
