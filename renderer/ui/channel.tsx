import { type LucideIcon, Mail, MessageCircle, MessageSquareText, Phone, Star, StickyNote } from 'lucide-react'
import type { Channel } from '#shared/model/interaction.ts'
import { useTranslation } from '../i18n/use-translation.ts'

const looks: Record<Channel, { icon: LucideIcon; hue: string }> = {
  email: { icon: Mail, hue: 'text-email' },
  chat: { icon: MessageCircle, hue: 'text-chat' },
  phone: { icon: Phone, hue: 'text-phone' },
  sms: { icon: MessageSquareText, hue: 'text-sms' },
  note: { icon: StickyNote, hue: 'text-ink-3' },
  survey: { icon: Star, hue: 'text-ink-3' },
}

/** The word for a channel in the language shown. */
export function useChannelWord(): (channel: Channel) => string {
  const { t } = useTranslation('ui')
  return channel => t(`channel.${channel}`)
}

/** A channel's shape, hue and word. The word is on screen with `word`, else only read aloud; `silent` where the text beside it says it. */
export function ChannelMark({
  channel,
  size = 14,
  word = false,
  silent = false,
}: {
  channel: Channel
  size?: number
  word?: boolean
  silent?: boolean
}) {
  const name = useChannelWord()(channel)
  const { icon: Icon, hue } = looks[channel]
  return (
    <span className="inline-flex shrink-0 items-center gap-1.5">
      <Icon aria-hidden size={size} strokeWidth={2} className={`shrink-0 ${hue}`} />
      {word ? <span>{name}</span> : !silent && <span className="sr-only">{name}</span>}
    </span>
  )
}
