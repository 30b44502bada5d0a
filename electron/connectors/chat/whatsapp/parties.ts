import { createHash } from 'node:crypto'
import { contactHandle } from '#shared/model/interaction.ts'
import type { Party } from '../../connector.ts'
import { baseName } from '../media.ts'
import { cleanName } from './header.ts'
import { chatTitles } from './phrases.ts'
import type { Survey } from './survey.ts'

/** More than these are not written to as persons. */
const MOST_RECIPIENTS = 50

/** Who takes part in a chat, and who of them is us. */
export interface Sides {
  /** Our own side as a party; without a name when the chat does not show us. */
  us: Party
  /** By name as written. */
  parties: Map<string, Party>
  customers: Party[]
  /** The conversation on one phone. */
  thread: string
  /** The same for every export of the conversation, whichever part of it. */
  key: string
  /** The phone that a chat of two was exported from; null where it is not known, and of a group, which is one on every phone. */
  within: string | null
  /** Names that look like ours. */
  ownGuess: string[]
}

/** Letters and digits only: file systems replace the rest, and people type it differently. */
const fold = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** The same, but Ana with a flower, or not in the address book, is not the Ana without: file systems keep these signs. */
const keyOf = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{So}\p{Sk}~]/gu, '')

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

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** `phone`: whose address book it stands in; who is not in it goes by a name of their own choice, which means them in this chat only. */
function toParty(written: string, phone: string, chat: string): Party {
  const name = written.replace(/^~/, '')
  if (/^\+?[\d\s().-]{6,24}$/.test(name) && name.replace(/\D/g, '').length >= 6) return { kind: 'phone', address: name }
  return { kind: 'handle', address: contactHandle('whatsapp', name, name === written ? phone : hashOf(`${phone}\n${chat}`)), name }
}

/**
 * Tells our side from the customers'. `own` are our names and numbers as the user typed them; when none takes part in a chat of one or two,
 * the file's title tells: it is the other one's name. An export names people as the phone's address book does, and says nothing of the phone but
 * how its owner is called. Where that is not written, nothing is known of the phone: then it is another than all others, told by how the
 * chat begins.
 */
export function tellSides({ participants, beginning = '' }: Survey, title: string | undefined, own: string[]): Sides {
  const isTyped = (name: string): boolean => own.some(typed => isSame(typed, name))
  let ours = participants.filter(isTyped)
  const titled = title === undefined ? undefined : participants.find(name => fold(name) === fold(title))
  const two = participants.length <= 2
  if (ours.length === 0 && two && titled !== undefined) ours = participants.filter(name => name !== titled)
  // Nobody but us wrote in this part of the chat, or it is a group: then it is called after neither.
  else if (ours.length === 0 && participants.length === 1 && title !== undefined) ours = participants

  const [firstOwn, ...moreOwn] = ours
  // Of two of ours in one group, nobody can tell whose phone it was.
  const owner = firstOwn === undefined || moreOwn.length > 0 ? '' : fold(firstOwn)
  const phone = owner || hashOf(beginning)
  const chat = title ?? beginning
  const parties = new Map<string, Party>()
  for (const name of participants) {
    const party = toParty(name, phone, chat)
    parties.set(name, ours.includes(name) ? { ...party, own: true } : party)
  }
  const us = (firstOwn === undefined ? undefined : parties.get(firstOwn)) ?? { kind: 'handle', address: 'whatsapp:own', own: true }
  const theirs = participants.filter(name => !ours.includes(name))
  if (theirs.length === 0 && title !== undefined && !isTyped(title)) theirs.push(title)
  const customers = theirs.map(name => parties.get(name) ?? toParty(name, phone, chat))

  // A chat of two is called after the customer, so both keys agree; a group's members differ from one part of it to the next.
  const key = title !== undefined && !ours.some(name => fold(name) === fold(title)) ? keyOf(title) : theirs.map(keyOf).sort().join('+')
  const [customer, ...others] = theirs
  const ofTwo = customer !== undefined && others.length === 0 && key === keyOf(customer)
  return {
    us,
    parties,
    customers: customers.slice(0, MOST_RECIPIENTS),
    thread: `whatsapp:${key}~${phone}`,
    key: `whatsapp:${key}`,
    within: ofTwo && owner !== '' ? owner : null,
    ownGuess: ours,
  }
}
