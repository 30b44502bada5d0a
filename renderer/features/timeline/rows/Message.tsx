import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Interaction } from '#shared/contract/timeline.ts'
import { api } from '../../../api/client.ts'
import { ChannelMark } from '../../../ui/channel.tsx'
import { type Opened, useView } from '../data/view.ts'
import { useWords } from '../words.ts'
import { Attachments } from './Attachments.tsx'
import { Act, Marks, Said, sideLook, Way, When } from './parts.tsx'

interface MessageProps {
  row: Interaction
  opened: Opened | undefined
  /** Under the head of its session, which says the channel. */
  inside: boolean
  /** Same person, same breath as the one before: the name is not said again. */
  continues: boolean
  active: boolean
}

/** A chat or text message: compact, one after the other. */
export function Message({ row, opened, inside, continues, active }: MessageProps) {
  const { t } = useTranslation('timeline')
  const words = useWords()
  const { onOpen } = useView()
  const whole = opened?.whole === true
  const full = useQuery(api.timeline.get.queryOptions({ input: { id: row.id }, enabled: whole && row.cut }))
  if (row.marks.includes('system')) {
    return (
      <div className="flex items-baseline justify-center gap-2 px-10 py-1 text-12 text-ink-3">
        <Said text={row.text} className="min-w-0 text-center" />
        <When at={row.occurredAt} />
      </div>
    )
  }
  const look = inside ? 'rounded-2 px-3 py-1.5' : 'rounded-3 px-3 py-2.5'
  return (
    <div className={`flex flex-col gap-1 ${look} ${sideLook(row.direction)}`}>
      {!continues && (
        <div className="flex items-center gap-2 text-13">
          {!inside && <ChannelMark channel={row.channel} />}
          <Way direction={row.direction} />
          <bdi className="min-w-0 grow truncate font-strong">{words.name(row.from)}</bdi>
          <When at={row.occurredAt} />
        </div>
      )}
      {row.text !== '' && (
        <div className="flex items-baseline gap-3">
          <Said
            text={(whole && full.data?.text) || row.text}
            className={`min-w-0 grow leading-read ${row.marks.includes('deleted') ? 'text-ink-3 italic' : ''}`}
          />
          {continues && <When at={row.occurredAt} className="opacity-0 group-hover/row:opacity-100 group-focus-visible/row:opacity-100" />}
        </div>
      )}
      {row.cut && (
        <div>
          <Act active={active} expanded={whole} onPress={() => onOpen(row.id, { whole: !whole })}>
            {whole ? t('mail.less') : t('mail.whole')}
          </Act>
        </div>
      )}
      {row.attachments.length > 0 && <Attachments row={row} active={active} />}
      <Marks marks={row.marks} />
    </div>
  )
}
