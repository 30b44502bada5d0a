import { ChevronDown, ChevronUp, FileCode2, Quote } from 'lucide-react'
import type { Interaction } from '#shared/contract/timeline.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { ChannelMark } from '../../../ui/channel.tsx'
import { AnswerMark } from '../../surveys/AnswerMark.tsx'
import type { Opened } from '../data/view.ts'
import { useView } from '../data/view.ts'
import { Attachments } from './Attachments.tsx'
import { Original } from './Original.tsx'
import { Act, Marks, SaidInline, Way, When } from './parts.tsx'
import { Quoted } from './Quoted.tsx'
import { Sender } from './Sender.tsx'
import { isLong, Text } from './Text.tsx'

interface MailProps {
  row: Interaction
  opened: Opened | undefined
  active: boolean
}

/** A mail, and every other thing that reads like one (note, survey): who to whom, subject, text. */
export function Mail({ row, opened, active }: MailProps) {
  const { t } = useTranslation('timeline')
  const { words, onOpen } = useView()
  const long = isLong(row)
  const whole = opened?.whole === true
  const { quoted } = row
  const others = [...row.to, ...row.cc].filter(party => party.address !== row.from.address)
  const change = (opening: Opened): void => onOpen(row.id, opening)

  return (
    <div className="flex flex-col gap-1.5 px-3 py-2.5 in-data-[density=compact]:py-1.5">
      <div className="flex items-center gap-2 text-13">
        <ChannelMark channel={row.channel} />
        <Way direction={row.direction} />
        <span className="flex min-w-0 grow items-baseline gap-1.5">
          <bdi className="truncate font-strong">{words.who(row)}</bdi>
          {others[0] && (
            <span className="min-w-0 truncate text-12 text-ink-3">
              {others.length === 1
                ? t('mail.to', { who: words.name(others[0]) })
                : t('mail.toMany', { who: words.name(others[0]), count: others.length - 1 })}
            </span>
          )}
        </span>
        <When at={row.occurredAt} />
      </div>
      {row.direction === 'in' && <Sender row={row} />}
      {row.subject !== undefined && row.subject !== '' && <SaidInline text={row.subject} className="text-15 wrap-anywhere" />}
      {row.text !== '' && !opened?.original && <Text row={row} whole={whole} clamp active={active} />}
      {row.attachments.length > 0 && <Attachments row={row} active={active} />}
      <Marks row={row} />
      {row.direction === 'in' && row.channel === 'email' && <AnswerMark interaction={row.id} />}
      {(long || quoted !== undefined || row.hasHtml) && (
        <div className="-my-0.5 flex flex-wrap gap-x-4">
          {long && !opened?.original && (
            <Act icon={whole ? ChevronUp : ChevronDown} active={active} expanded={whole} onPress={() => change({ whole: !whole })}>
              {whole ? t('mail.less') : t('mail.whole')}
            </Act>
          )}
          {quoted !== undefined && (
            <Act
              icon={Quote}
              active={active}
              expanded={opened?.quoted === true}
              onPress={() => change({ quoted: opened?.quoted !== true })}
            >
              {opened?.quoted ? t('mail.hideQuoted') : t('mail.quoted')}
            </Act>
          )}
          {row.hasHtml && (
            <Act
              icon={FileCode2}
              active={active}
              expanded={opened?.original !== undefined}
              onPress={() => onOpen(row.id, { original: opened?.original ? undefined : 'own' })}
            >
              {opened?.original ? t('mail.hideOriginal') : t('mail.original')}
            </Act>
          )}
        </div>
      )}
      {opened?.quoted && quoted !== undefined && <Quoted text={quoted} active={active} />}
      {opened?.original && <Original row={row} opened={opened} active={active} />}
    </div>
  )
}
