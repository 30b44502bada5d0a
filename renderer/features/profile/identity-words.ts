import type { IdentityView } from '#shared/contract/customers.ts'
import type { Channel, IdentityKind } from '#shared/model/interaction.ts'
import { handleText } from '#shared/model/interaction.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

/** The channel an identity is reached on. */
export const channelOf: Record<IdentityKind, Channel> = { email: 'email', phone: 'phone', jid: 'chat', handle: 'chat' }

/** A service that gives its users handles, by the beginning of their identities. */
const services = new Map([
  ['whatsapp', 'WhatsApp'],
  ['telegram', 'Telegram'],
  ['sms', 'SMS'],
  ['sip', 'SIP'],
])

/** Handles that stand for our side where a file does not name it. */
const sides = { 'android:device': 'device', 'csv:us': 'us', 'whatsapp:own': 'us', 'telegram:own': 'us', 'sip:us': 'us' } as const

type Side = (typeof sides)[keyof typeof sides]

interface Readable {
  text: string
  service?: string
  /** One of ours that has no name: to be said in words. */
  side?: Side
}

/**
 * An identity as people read it. A handle is written `service:value` in lower case, to be matched by; what is read is the name as its
 * owner writes it, and the service.
 */
export function readable({ kind, value, name }: Pick<IdentityView, 'kind' | 'value' | 'name'>): Readable {
  if (kind !== 'handle') return { text: value }
  const side = Object.entries(sides).find(([handle]) => handle === value)?.[1]
  if (side) return { text: value, side }
  const colon = value.indexOf(':')
  const service = services.get(value.slice(0, Math.max(0, colon)))
  return service === undefined ? { text: name ?? value } : { text: name ?? handleText(value), service }
}

/** The kind of a bare value, as far as it shows. */
export function kindOf(value: string): IdentityView['kind'] {
  if (value.includes('@')) return 'email'
  return /^\+?\d+$/.test(value) ? 'phone' : 'handle'
}

type Named = Pick<IdentityView, 'kind' | 'value' | 'name'>

/** Identities in words: `text` is the identity itself, `line` says its service too. */
export function useIdentityWords(): { text: (identity: Named) => string; line: (identity: Named) => string } {
  const { t } = useTranslation('profile')
  const text = (identity: Named): string => {
    const known = readable(identity)
    return known.side ? t(`side.${known.side}`) : known.text
  }
  return {
    text,
    line(identity) {
      const { service } = readable(identity)
      return service === undefined ? text(identity) : `${text(identity)} · ${service}`
    },
  }
}
