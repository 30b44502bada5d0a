import { useQuery } from '@tanstack/react-query'
import { Clock3, Search, SquareArrowOutUpRight } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { type Channel, channels as known } from '#shared/model/interaction.ts'
import { api } from '../../../api/client.ts'
import { useCommands } from '../../../commands/registry.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { popped } from '../../../state/place.ts'
import { IconButton } from '../../../ui/button.tsx'
import { ChannelMark, useChannelWord } from '../../../ui/channel.tsx'
import { useNow } from '../../../ui/time.tsx'
import { popOut } from '../../desktop/pop-out.ts'
import { useKnown } from '../data/known.ts'
import { JumpToDate } from './JumpToDate.tsx'

const DAY = 24 * 3600_000

interface HeaderProps {
  customer: number
  shown: Channel[] | undefined
  onShow: (channels: Channel[] | undefined) => void
  onFind: () => void
  onDate: (at: number) => void
  children?: ReactNode
}

/** Who, whether they wait, how much there is; and the ways through it. */
export const Header = memo(function Header({ customer, shown, onShow, onFind, onDate, children }: HeaderProps) {
  const { t } = useTranslation('timeline')
  const { t: desktop } = useTranslation('desktop')
  const word = useChannelWord()
  const formats = useFormats()
  const now = useNow()
  const { data: profile } = useQuery(api.customers.get.queryOptions({ input: { id: customer } }))
  const who = useKnown(customer, profile)
  const counts = known.flatMap(channel => profile?.byChannel.find(each => each.channel === channel && each.count > 0) ?? [])
  const toggle = (channel: Channel): void => {
    const next = known.filter(each => (each === channel ? !shown?.includes(each) : shown?.includes(each)))
    onShow(next.length === 0 || next.length === counts.length ? undefined : next)
  }
  const group = t('title')
  useCommands([
    { id: 'timeline.find', label: t('command.find'), group, shortcut: 'f', run: onFind },
    { id: 'timeline.find-mod', label: t('command.find'), group, shortcut: 'Mod+f', run: onFind, keyOnly: true },
    { id: 'timeline.all', label: t('command.all'), group, shortcut: 'c 0', run: () => onShow(undefined), when: () => shown !== undefined },
    ...counts.map(({ channel }, index) => ({
      id: `timeline.only-${channel}`,
      label: t('command.filter', { channel: word(channel) }),
      group,
      shortcut: `c ${index + 1}`,
      run: () => toggle(channel),
    })),
  ])
  const total = counts.reduce((sum, { count }) => sum + count, 0)

  return (
    <header className="flex shrink-0 flex-col gap-2 border-b border-line px-4 pt-3 pb-2">
      <div className="flex min-h-7 items-baseline gap-x-3">
        <h2 className="min-w-0 truncate text-18 font-strong">
          <bdi>{who?.name}</bdi>
        </h2>
        {who?.waitingSince !== undefined && (
          <span className="inline-flex shrink-0 items-center gap-1.5 text-12 text-amber" title={formats.exact(who.waitingSince)}>
            <Clock3 aria-hidden size={13} strokeWidth={2} className="self-center" />
            {t('waiting', {
              time: now - who.waitingSince < DAY ? formats.clock(who.waitingSince) : formats.ago(who.waitingSince, now),
            })}
          </span>
        )}
      </div>
      <div className="flex items-center gap-1">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend */}
        <div role="group" aria-label={t('filter')} className="flex flex-wrap gap-1">
          {counts.map(({ channel, count }) => (
            <button
              key={channel}
              type="button"
              aria-pressed={shown?.includes(channel) === true}
              onClick={() => toggle(channel)}
              className="inline-flex h-7 items-center gap-1.5 rounded-full border border-line px-2.5 text-12 text-ink-2 hover:bg-hover hover:text-ink aria-pressed:border-accent aria-pressed:bg-selected aria-pressed:text-ink"
            >
              <ChannelMark channel={channel} word size={13} />
              <span className="tabular">{formats.number(count)}</span>
            </button>
          ))}
        </div>
        {/* Where it does not fit beside the first, empty one it wraps out of view: a number cut short reads as another number. Its room is there first. */}
        <span className="flex h-7 min-w-0 grow basis-0 flex-wrap justify-end overflow-hidden text-12 text-ink-3 leading-7">
          <span className="h-7 w-px" />
          {profile && total > 0 && (
            <span className="whitespace-nowrap px-1">
              {t('summary', { number: formats.number(total), since: formats.date(profile.firstAt) })}
            </span>
          )}
        </span>
        <IconButton icon={Search} label={t('command.find')} shortcut="f" onPress={onFind} />
        <JumpToDate customer={customer} onDate={onDate} />
        {!popped && (
          // In a narrow window the channels need the room; the key and the palette have it all the same.
          <span className="contents max-two:hidden">
            <IconButton
              icon={SquareArrowOutUpRight}
              label={desktop('command.popOut')}
              shortcut="Shift+o"
              onPress={() => popOut(customer)}
            />
          </span>
        )}
      </div>
      {children}
    </header>
  )
})
