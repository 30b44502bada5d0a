import type { Interaction } from '#shared/contract/timeline.ts'
import type { Place } from '#shared/timeline/items.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { ChannelMark } from '../../../ui/channel.tsx'
import { AnswerMark } from '../../surveys/AnswerMark.tsx'
import { type Opened, useView } from '../data/view.ts'
import { Attachments } from './Attachments.tsx'
import { Act, Marks, SaidInline, textLook, Way, When } from './parts.tsx'
import { Text } from './Text.tsx'

interface MessageProps {
  row: Interaction
  opened: Opened | undefined
  place: Place
  active: boolean
}

/** A chat or text message: compact, one after the other. */
export function Message({ row, opened, place, active }: MessageProps) {
  const { t } = useTranslation('timeline')
  const { words, onOpen } = useView()
  const whole = opened?.whole === true
  if (row.marks.includes('system')) {
    return (
      <p className="relative px-4 py-1 text-center text-12 text-ink-3">
        <SaidInline text={row.text} className="wrap-anywhere" /> <When at={row.occurredAt} className="static" />
      </p>
    )
  }
  const { inside, continues, continued } = place
  const room = inside ? `${continues ? '' : 'pt-1.5'} ${continued ? 'pb-0.5' : 'pb-1.5'}` : 'py-2.5'
  return (
    <div className={`flex flex-col gap-1 px-3 ${room}`}>
      {!continues && (
        <div className="flex items-center gap-2 text-13">
          {!inside && <ChannelMark channel={row.channel} />}
          <Way direction={row.direction} />
          <bdi className="min-w-0 grow truncate font-strong">{words.who(row)}</bdi>
          <When at={row.occurredAt} />
        </div>
      )}
      {row.text !== '' && (
        <div className="flex items-baseline gap-3">
          <Text row={row} whole={whole} active={active} className={textLook(row.marks)} />
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
      <Marks row={row} />
      {row.direction === 'in' && <AnswerMark interaction={row.id} />}
    </div>
  )
}
