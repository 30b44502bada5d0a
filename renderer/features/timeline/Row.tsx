import { type KeyboardEvent, memo } from 'react'
import type { TimelineItem } from '#shared/timeline/items.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useChannelWord } from '../../ui/channel.tsx'
import { Boundary } from '../cases/Boundary.tsx'
import { type Opened, useView } from './data/view.ts'
import { Call } from './rows/Call.tsx'
import { Day, Switched } from './rows/Lines.tsx'
import { Mail } from './rows/Mail.tsx'
import { Message } from './rows/Message.tsx'
import { sideLook } from './rows/parts.tsx'
import { Session } from './rows/Session.tsx'
import { isLong } from './rows/Text.tsx'

interface RowProps {
  item: TimelineItem
  opened: Opened | undefined
  /** Where the keys are: its own controls can be reached with Tab. */
  active: boolean
  /** Just jumped to. */
  marked: boolean
  /** Picked together with others. */
  picked: boolean
  /** Going under the upper edge, where its day is said already. */
  under: boolean
}

/** Whether the keys can stand on it. */
export function takesFocus(item: TimelineItem): boolean {
  return item.kind === 'session' || item.kind === 'interaction'
}

/** One row, whatever it is. Drawn again only when something of its own changed. */
export const Row = memo(function Row({ item, opened, active, marked, picked, under }: RowProps) {
  switch (item.kind) {
    case 'day':
      return <Day at={item.at} gap={item.gap} under={under} />
    case 'switch':
      return <Switched how={item.how} />
    case 'case':
      return <Boundary id={item.id} interaction={item.interaction} reason={item.reason} />
    case 'session':
      return (
        <div className={`py-1 ${pickedLook(picked)}`}>
          <Session rows={item.rows} open={item.open} tabIndex={active ? 0 : -1} />
        </div>
      )
    case 'interaction':
      return <Touch item={item} opened={opened} active={active} marked={marked} picked={picked} />
  }
})

/** A bar at the edge: said in the case bar as well. */
function pickedLook(picked: boolean): string {
  return picked ? 'shadow-[-4px_0_0_var(--color-accent)]' : ''
}

/** Messages said in one breath join into one block. */
function look({ row, place }: Extract<TimelineItem, { kind: 'interaction' }>, wide: boolean): string {
  if (row.marks.includes('system')) return 'rounded-2'
  const corners = place.inside ? `${place.continues ? '' : 'rounded-t-2'} ${place.continued ? '' : 'rounded-b-2'}` : 'rounded-3'
  return `${corners} ${sideLook(row.direction, wide)}`
}

function Touch({
  item,
  opened,
  active,
  marked,
  picked,
}: Omit<RowProps, 'under'> & { item: Extract<TimelineItem, { kind: 'interaction' }> }) {
  const { t } = useTranslation('timeline')
  const word = useChannelWord()
  const { words, formats, onOpen } = useView()
  const { row, place } = item
  const about = row.subject ?? (row.channel === 'phone' ? words.call(row) : row.text.slice(0, 120))
  const mail = row.channel !== 'phone' && row.channel !== 'chat' && row.channel !== 'sms'
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget) return
    if (mail ? isLong(row) : row.cut) onOpen(row.id, { whole: !opened?.whole })
    else if (row.quoted !== undefined) onOpen(row.id, { quoted: !opened?.quoted })
    else return
    event.preventDefault()
  }
  return (
    <div className={`${pickedLook(picked)} ${place.inside ? `${place.continues ? '' : 'pt-0.5'} ${place.last ? 'pb-2' : ''}` : 'py-1'}`}>
      <article
        data-row-focus
        {...(active && { 'data-pane-focus': '' })}
        tabIndex={active ? 0 : -1}
        aria-label={t(`row.${row.direction}`, {
          channel: word(row.channel),
          who: words.who(row),
          what: about,
          time: formats.exact(row.occurredAt),
        })}
        onKeyDown={onKeyDown}
        className={`group/row -outline-offset-2 ${look(item, opened?.tall === true)} ${marked ? 'outline-2 outline-accent' : ''}`}
      >
        {row.channel === 'phone' ? (
          <Call row={row} />
        ) : mail ? (
          <Mail row={row} opened={opened} active={active} />
        ) : (
          <Message row={row} opened={opened} place={place} active={active} />
        )}
      </article>
    </div>
  )
}
