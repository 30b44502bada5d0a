import * as z from 'zod'
import type { FormField } from '#shared/contract/connectors.ts'

const fields = z.object({
  user: z.string().min(1).max(320),
  /** Found from the address when left out, with the port and the security. */
  host: z.string().max(253).exactOptional(),
  port: z.coerce.number().int().min(1).max(65_535).exactOptional(),
  security: z.enum(['tls', 'starttls', 'none']).exactOptional(),
  /** Where mail is handed in; found like the server when left out. */
  smtpHost: z.string().max(253).exactOptional(),
  smtpPort: z.coerce.number().int().min(1).max(65_535).exactOptional(),
  smtpSecurity: z.enum(['tls', 'starttls', 'none']).exactOptional(),
  auth: z.enum(['password', 'oauth']).default('password'),
  /** Paths; all but junk, trash, drafts and copies when left out. */
  folders: z.array(z.string()).exactOptional(),
  /** SHA-256 of a certificate that nobody vouches for and the user accepted, as pairs of hex digits with colons. */
  fingerprint: z
    .string()
    .regex(/^(?:[0-9a-f]{2}:){31}[0-9a-f]{2}$/i)
    .exactOptional(),
  /** OAuth 2.0: the registered app, and where its provider hands out tokens when it is none of those known. */
  clientId: z.string().max(500).exactOptional(),
  tokenUrl: z.url().exactOptional(),
  authorizeUrl: z.url().exactOptional(),
  scope: z.string().max(500).exactOptional(),
})

/** A field left empty in a form is as one that is not there. */
export const Settings = z.preprocess(
  given =>
    typeof given === 'object' && given !== null ? Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')) : given,
  fields,
)
export type Settings = z.infer<typeof Settings>

export const form: readonly FormField[] = [
  { name: 'user', type: 'text', required: true },
  { name: 'auth', type: 'choice', required: true, initial: 'password', choices: ['password', 'oauth'] },
  { name: 'password', type: 'secret', required: true, when: { field: 'auth', is: 'password' } },
  { name: 'clientId', type: 'text', required: true, when: { field: 'auth', is: 'oauth' } },
  { name: 'clientSecret', type: 'secret', required: false, when: { field: 'auth', is: 'oauth' } },
  { name: 'refreshToken', type: 'secret', required: false, when: { field: 'auth', is: 'oauth' } },
  { name: 'authorizeUrl', type: 'text', required: false, when: { field: 'auth', is: 'oauth' }, advanced: true },
  { name: 'scope', type: 'text', required: false, when: { field: 'auth', is: 'oauth' }, advanced: true },
  { name: 'tokenUrl', type: 'text', required: false, when: { field: 'auth', is: 'oauth' }, advanced: true },
  { name: 'host', type: 'text', required: false, advanced: true },
  { name: 'port', type: 'number', required: false, advanced: true },
  { name: 'security', type: 'choice', required: false, choices: ['tls', 'starttls', 'none'], advanced: true },
  { name: 'smtpHost', type: 'text', required: false, advanced: true },
  { name: 'smtpPort', type: 'number', required: false, advanced: true },
  { name: 'smtpSecurity', type: 'choice', required: false, choices: ['tls', 'starttls', 'none'], advanced: true },
  { name: 'fingerprint', type: 'text', required: false, advanced: true },
]
