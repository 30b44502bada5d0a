import { useMemo } from 'react'
import { Button, Toolbar } from 'react-aria-components'
import { Channel } from '#shared/model/interaction.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ChannelMark, useChannelWord } from '../../ui/channel.tsx'
import { useNow } from '../../ui/time.tsx'
import { Tip } from '../../ui/tip.tsx'
import { usePeople } from '../customers/Person.tsx'
import { personBegun, suggestions, values, withFilter } from './suggest.ts'

const PEOPLE = 5

interface Offer {
  filter: string
  says: string
  channel?: Channel
}

/** The filters, and their values, that what is being typed can become. A line of its own, so that results never jump. */
export function Filters({ text, onType }: { text: string; onType: (text: string) => void }) {
  const { t } = useTranslation('search')
  const offers = useOffers(text)
  return (
    <div className="-mx-1 min-w-0 grow overflow-x-auto px-1 py-1.5">
      <Toolbar aria-label={t('filters')} className="flex gap-1">
        {offers.map(({ filter, says, channel }) => (
          <Tip key={filter} text={says}>
            <Button
              aria-label={`${filter} ${says}`}
              onPress={() => onType(withFilter(text, filter))}
              className="inline-flex h-6 shrink-0 items-center gap-1.5 rounded-1 bg-hover px-2 text-12 text-ink-2 data-[hovered]:text-ink"
            >
              {channel && <ChannelMark channel={channel} size={12} silent />}
              <bdi>{filter}</bdi>
            </Button>
          </Tip>
        ))}
      </Toolbar>
    </div>
  )
}

function useOffers(text: string): Offer[] {
  const { t } = useTranslation('search')
  const word = useChannelWord()
  const { timeZone } = useFormats()
  const now = useNow()
  const person = personBegun(text)
  const people = usePeople(person ?? '', PEOPLE, person !== undefined).data?.rows ?? []
  // Canadian English writes dates as ISO 8601 does.
  const iso = useMemo(() => new Intl.DateTimeFormat('en-CA', { timeZone }), [timeZone])
  const today = iso.format(now)
  const offered = values(
    text,
    today,
    people.map(({ name }) => name),
  )
  if (offered.length > 0) return offered.map(({ filter, day }) => ({ filter, says: day ? t(`day.${day}`) : t('filter.person') }))
  return suggestions(text).map(filter => {
    const channel = Channel.safeParse(filter.slice('channel:'.length)).data
    const key = filter.split(':')[/^(?:has|is|in):/.test(filter) ? 1 : 0]
    const known =
      key === 'from' ||
      key === 'to' ||
      key === 'channel' ||
      key === 'after' ||
      key === 'before' ||
      key === 'attachment' ||
      key === 'unanswered' ||
      key === 'case'
    return { filter, says: channel ? word(channel) : known ? t(`filter.${key}`) : '', ...(channel && { channel }) }
  })
}
