import * as z from 'zod'
import type { FormField } from '#shared/contract/connectors.ts'

export const Settings = z.object({
  /** Bare JID of the account. A resource is left out: every session picks its own. */
  jid: z
    .string()
    .trim()
    .toLowerCase()
    .transform(jid => jid.replace(/\/.*$/s, ''))
    .refine(jid => /^[^@\s]+@[^@\s]+$/.test(jid)),
  /** `host`, `host:port` or `[::1]:port`; empty: found from the account's domain. */
  server: z.string().trim().default(''),
  /** Without TLS, to a server on this computer. */
  plain: z.boolean().default(false),
  /** SHA-256 of a certificate to trust although nobody vouches for it, hex with or without colons. */
  fingerprint: z.string().trim().default(''),
  /** Seconds of silence after which we ask whether the server is still there (XEP-0199). */
  pingEvery: z.coerce.number().int().min(1).max(600).default(60),
})
export type Settings = z.infer<typeof Settings>

export const form: readonly FormField[] = [
  { name: 'jid', type: 'text', required: true },
  { name: 'password', type: 'secret', required: true },
  { name: 'server', type: 'text', required: false, advanced: true },
  { name: 'fingerprint', type: 'text', required: false, advanced: true },
  { name: 'plain', type: 'toggle', required: false, initial: false, advanced: true },
  { name: 'pingEvery', type: 'number', required: false, initial: 60, advanced: true },
]

export function domainOf(jid: string): string {
  return jid.slice(jid.indexOf('@') + 1)
}
