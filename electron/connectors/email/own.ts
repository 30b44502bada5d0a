import type { Incoming } from '../connector.ts'
import { headLength } from './content/charset.ts'

/** What one mail tells about who we are. Addresses are lower-cased. */
export interface OwnEvidence {
  /** Everyone in From, To and Cc. */
  addresses: string[]
  /** Whom the mail server handed it to. */
  deliveredTo: string[]
  /** The author, when it lies in a folder of sent mail. */
  sentBy?: string
}

const DELIVERED = /^(?:delivered-to|x-original-to|x-delivered-to|envelope-to):[ \t]*<?([^\s<>@,;]+@[^\s<>@,;]+)/gim

/** @param bytes the mail itself, when it is at hand: Delivered-To is not part of an `Incoming`. */
export function ownEvidence(mail: Incoming, bytes?: Uint8Array): OwnEvidence {
  const header = bytes ? headOf(bytes) : ''
  const addresses = new Set([mail.from, ...mail.to, ...(mail.cc ?? [])].map(party => party.address.toLowerCase()))
  const deliveredTo = new Set(Array.from(header.matchAll(DELIVERED), match => (match[1] ?? '').toLowerCase()))
  return {
    addresses: [...addresses],
    deliveredTo: [...deliveredTo],
    ...(mail.direction === 'out' ? { sentBy: mail.from.address.toLowerCase() } : {}),
  }
}

function headOf(bytes: Uint8Array): string {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 65_536))
  return source.toString('latin1', 0, headLength(source))
}

/**
 * Addresses that look like our own, most likely first: those mail was delivered to or sent from, and the one address
 * that takes part in more than half of at least three mails when no other comes near.
 */
export function guessOwn(mails: OwnEvidence[]): string[] {
  const score = new Map<string, number>()
  const add = (address: string): void => void score.set(address, (score.get(address) ?? 0) + 1)
  for (const { deliveredTo, sentBy } of mails) {
    deliveredTo.forEach(add)
    if (sentBy !== undefined) add(sentBy)
  }
  const [most, next] = activity(mails)
  if (most && mails.length >= 3 && most[1] > mails.length / 2 && most[1] > 1.25 * (next?.[1] ?? 0)) {
    score.set(most[0], (score.get(most[0]) ?? 0) + most[1])
  }
  return [...score].sort((a, b) => b[1] - a[1]).map(([address]) => address)
}

/** Everyone who takes part and in how many mails, most active first. */
export function activity(mails: OwnEvidence[]): [string, number][] {
  const count = new Map<string, number>()
  for (const { addresses } of mails) for (const address of addresses) count.set(address, (count.get(address) ?? 0) + 1)
  return [...count].sort((a, b) => b[1] - a[1])
}
