import { useRef } from 'react'
import { Button, Toolbar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Channel } from '#shared/model/interaction.ts'
import { ChannelMark, useChannelWord } from '../../ui/channel.tsx'
import { Tip } from '../../ui/tip.tsx'
import { suggestions, withFilter } from './suggest.ts'

/** The filters that what is being typed can become. A line of its own, so that results never jump. */
export function Filters({ text, onType }: { text: string; onType: (text: string) => void }) {
  const { t } = useTranslation('search')
  const word = useChannelWord()
  const row = useRef<HTMLDivElement>(null)
  return (
    <div ref={row} className="-mx-1 overflow-x-auto px-1 py-1.5">
      <Toolbar aria-label={t('filters')} className="flex gap-1">
        {suggestions(text).map(filter => {
          const channel = Channel.safeParse(filter.slice('channel:'.length))
          const key = filter.split(':')[filter === 'has:attachment' ? 1 : 0]
          const says = channel.success
            ? word(channel.data)
            : key === 'from' || key === 'to' || key === 'channel' || key === 'after' || key === 'before' || key === 'attachment'
              ? t(`filter.${key}`)
              : ''
          return (
            <Tip key={filter} text={says}>
              <Button
                aria-label={`${filter} ${says}`}
                onPress={() => onType(withFilter(text, filter))}
                className="inline-flex h-6 shrink-0 items-center gap-1.5 rounded-1 bg-hover px-2 text-12 text-ink-2 data-[hovered]:text-ink"
              >
                {channel.success && <ChannelMark channel={channel.data} size={12} silent />}
                {filter}
              </Button>
            </Tip>
          )
        })}
      </Toolbar>
    </div>
  )
}
