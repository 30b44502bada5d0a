import { Check, Copy } from 'lucide-react'
import { Fragment, type ReactNode, useState } from 'react'
import type { IdentityView } from '#shared/contract/customers.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { IconButton } from '../../ui/button.tsx'
import { ChannelMark } from '../../ui/channel.tsx'
import { channelOf, readable, useIdentityWords } from './identity-words.ts'

/** An identity's text; a long address goes on in the next line after its dots. */
export function AddressText({ text }: { text: string }) {
  return (
    <bdi className="wrap-anywhere">
      {text.split(/(?<=[@.])/).map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
        <Fragment key={at}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </bdi>
  )
}

/** What brought an identity first; a source of a later version is shown by its own name. */
const sources = ['email', 'whatsapp', 'telegram', 'asterisk', 'android', 'csv', 'vcard', 'agent'] as const
/** The mark and the value of an identity, with the name that came with it. */
export function IdentityLine({ identity }: { identity: IdentityView }) {
  const { t } = useTranslation('profile')
  const formats = useFormats()
  const words = useIdentityWords()
  const { service } = readable(identity)
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <span className="self-start pt-px">
        <ChannelMark channel={channelOf[identity.kind]} />
      </span>
      <span className="flex min-w-0 flex-col gap-0.5">
        <span>
          <AddressText text={words.text(identity)} />
          {service && <span className="text-ink-2"> · {service}</span>}
        </span>
        <span className="text-12 text-ink-2">
          {identity.interactions === 0
            ? t('countNone', { date: formats.date(identity.firstSeen) })
            : t('count', {
                count: identity.interactions,
                number: formats.number(identity.interactions),
                date: formats.date(identity.firstSeen),
              })}
        </span>
      </span>
    </span>
  )
}

/** An identity in the profile: where it came from, since when, and a button that copies it. `children`: more to be done with it. */
export function IdentityItem({ identity, children }: { identity: IdentityView; children?: ReactNode }) {
  const { t } = useTranslation('profile')
  const [copied, setCopied] = useState(false)
  const text = useIdentityWords().text(identity)
  const source = sources.find(each => each === identity.source)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <li className="flex items-start justify-between gap-2 py-1.5">
      <span className="flex min-w-0 flex-col gap-0.5">
        <IdentityLine identity={identity} />
        <span className="ps-5.5 text-12 text-ink-3">{source ? t(`source.${source}`) : identity.source}</span>
      </span>
      <span className="flex shrink-0">
        <IconButton
          small
          icon={copied ? Check : Copy}
          label={copied ? t('copied') : t('copy', { value: text })}
          placement="left"
          onPress={() => void copy()}
        />
        {children}
      </span>
    </li>
  )
}
