import * as z from 'zod'

export const channels = ['email', 'chat', 'phone', 'sms', 'note', 'survey'] as const
export const Channel = z.enum(channels)
export type Channel = z.infer<typeof Channel>

/** Seen from the contact centre: `in` came from the customer, `out` from us. */
export const Direction = z.enum(['in', 'out'])
export type Direction = z.infer<typeof Direction>

/**
 * email: lower-cased address. phone: E.164, or the bare digits of an internal extension. jid: bare JID.
 * handle: a name or number that only means something inside one service, written `service:value`
 * (`telegram:user4411`, `whatsapp:lucía fernández~ferreteríasol`).
 */
export const IdentityKind = z.enum(['email', 'phone', 'jid', 'handle'])
export type IdentityKind = z.infer<typeof IdentityKind>

export const CallOutcome = z.enum(['answered', 'missed', 'busy', 'failed', 'voicemail', 'rejected'])
export type CallOutcome = z.infer<typeof CallOutcome>

/** Times are in seconds. `talk` is 0 unless somebody spoke (or left a voicemail). */
export const CallFacts = z.object({
  outcome: CallOutcome,
  ring: z.number().int().nonnegative().optional(),
  talk: z.number().int().nonnegative(),
})
export type CallFacts = z.infer<typeof CallFacts>

/** What a message says about itself beside its text. `missing-media`: the export left the file out. */
export const Mark = z.enum([
  'edited',
  'deleted',
  'system',
  'missing-media',
  'automatic',
  // What a live source said later: gone from or moved within the mailbox, replaced by a corrected message, arrived, seen.
  'removed',
  'moved',
  'corrected',
  'delivered',
  'read',
  'bounced',
  // A report that a mail of ours could not be delivered.
  'bounce',
  // What the server that took a mail in found out about its sender.
  'spf-pass',
  'spf-fail',
  'spf-none',
  'dkim-pass',
  'dkim-fail',
  'dkim-none',
  'dmarc-pass',
  'dmarc-fail',
  'dmarc-none',
])
export type Mark = z.infer<typeof Mark>

/** Where an interaction was read: enough to find it again by hand. */
export const Source = z.object({ connector: z.string(), file: z.string().optional(), line: z.number().int().optional() })
export type Source = z.infer<typeof Source>

/**
 * A contact's name as an identity: `whatsapp:lucía fernández~ferreteríasol`. Names in an address book mean one person only there, so where the
 * name was met (`within`: letters and digits in lower case) is part of the identity; it is matched by and never shown.
 */
export function contactHandle(service: 'whatsapp' | 'telegram', name: string, within: string): string {
  return `${service}:${name.toLowerCase()}~${within}`
}

const CONTACT = /^((?:whatsapp|telegram):.*)~[\p{L}\p{N}]+$/su

/** What an identity is found by: of a contact's handle not where the name was met. */
export function foundBy(value: string): string {
  return value.includes('~') ? value.replace(CONTACT, '$1') : value
}

/** What of a handle is read where its owner has no name. */
export function handleText(handle: string): string {
  return foundBy(handle).replace(/^[^:]*:/, '')
}

/** Whether a handle is what somebody calls its owner, not what its service does. */
export function isContactHandle(handle: string): boolean {
  return CONTACT.test(handle)
}
