import * as z from 'zod'
import type { FormField } from '#shared/contract/connectors.ts'

export const Settings = z.object({
  /** The bot's user name, without the at sign: the token is a secret and must not name the source. */
  bot: z
    .string()
    .trim()
    .transform(name => name.replace(/^@/, ''))
    .refine(name => /^\w{3,64}$/.test(name)),
  /** A Bot API server other than Telegram's own (https://core.telegram.org/bots/api#using-a-local-bot-api-server). */
  apiRoot: z
    .string()
    .trim()
    .transform(root => root.replace(/(?<!\/)\/+$/, ''))
    .refine(root => root === '' || isPrivate(root))
    .default(''),
})
export type Settings = z.infer<typeof Settings>

export const form: readonly FormField[] = [
  { name: 'bot', type: 'text', required: true },
  { name: 'token', type: 'secret', required: true },
  { name: 'apiRoot', type: 'text', required: false, advanced: true },
]

export function rootOf({ apiRoot }: Settings): string {
  return apiRoot || 'https://api.telegram.org'
}

/** The token is part of every address: nobody on the way may read it. */
function isPrivate(root: string): boolean {
  if (!URL.canParse(root)) return false
  const { protocol, hostname } = new URL(root)
  return protocol === 'https:' || (protocol === 'http:' && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname))
}
