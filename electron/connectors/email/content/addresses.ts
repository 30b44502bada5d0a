import type { Address, Email, Mailbox } from 'postal-mime'
import type { Party } from '../../connector.ts'

/** RFC 5321 section 4.5.3.1: 64 for the local part, 255 for the domain, and the @. */
const LONGEST_ADDRESS = 320
const LONGEST_NAME = 200
const NO_REPLY = /^(?:no|do-?not|ne-?pas)[-_.]?(?:reply|responder|answer|repondre)/i

/** Our own addresses as typed, in the form they are compared in. */
export function ownAddresses(typed: string[]): Set<string> {
  return new Set(
    typed
      .map(address =>
        address
          .trim()
          .replace(/^mailto:/i, '')
          .toLowerCase(),
      )
      .filter(address => address !== ''),
  )
}

/** Who takes part, groups flattened, those without an address and those named twice left out. */
export function parties(addresses: (Address | undefined)[], own: ReadonlySet<string>): Party[] {
  const found = new Map<string, Party>()
  for (const mailbox of addresses.flatMap(flattened)) {
    const party = asParty(mailbox, own)
    if (party && !found.has(party.address.toLowerCase())) found.set(party.address.toLowerCase(), party)
  }
  return [...found.values()]
}

/**
 * Who wrote the mail: From; Reply-To instead when From is a no-reply address (web forms write the customer there) or missing;
 * then Sender.
 */
export function author(email: Email, own: ReadonlySet<string>): Party | undefined {
  const from = parties([email.from], own)[0]
  const replyTo = parties(email.replyTo ?? [], own)[0]
  if (from && !(NO_REPLY.test(from.address) && replyTo)) return from
  return replyTo ?? from ?? parties([email.sender], own)[0]
}

function flattened(address: Address | undefined): Mailbox[] {
  if (!address) return []
  return address.group ?? [address]
}

function asParty(mailbox: Mailbox, own: ReadonlySet<string>): Party | undefined {
  const address = mailbox.address.trim()
  if (address.length > LONGEST_ADDRESS || !/^[^\s@]\S*@[^\s@]+$/.test(address)) return undefined
  const name = mailbox.name
    .trim()
    .replace(/^'(.*)'$/, '$1')
    .slice(0, LONGEST_NAME)
  const party: Party = { kind: 'email', address }
  if (name !== '' && name.toLowerCase() !== address.toLowerCase()) party.name = name
  if (own.has(address.toLowerCase())) party.own = true
  return party
}
