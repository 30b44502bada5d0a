import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronUp, FileCode2, Quote } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Interaction } from '#shared/contract/timeline.ts'
import { api } from '../../../api/client.ts'
import { ChannelMark } from '../../../ui/channel.tsx'
import type { Opened } from '../data/view.ts'
import { useView } from '../data/view.ts'
import { useWords } from '../words.ts'
import { Attachments } from './Attachments.tsx'
import { Original } from './Original.tsx'
import { Act, Marks, Said, SaidInline, Way, When } from './parts.tsx'

/** A text longer than this begins folded. */
const LONG = { characters: 900, lines: 12 }
/** One longer than this scrolls in a box of its own. */
const BOXED = 20_000

export function isLong(row: Interaction): boolean {
  return row.cut || row.text.length > LONG.characters || row.text.split('\n', LONG.lines + 1).length > LONG.lines
}

interface MailProps {
  row: Interaction
  opened: Opened | undefined
  active: boolean
}

/** A mail, and every other thing that reads like one (note, survey): who to whom, subject, text. */
export function Mail({ row, opened, active }: MailProps) {
  const { t } = useTranslation('timeline')
  const words = useWords()
  const { onOpen } = useView()
  const long = isLong(row)
  const whole = opened?.whole === true
  const full = useQuery(api.timeline.get.queryOptions({ input: { id: row.id }, enabled: whole && row.cut }))
  const text = (whole && full.data?.text) || row.text
  const quoted = (opened?.quoted && full.data?.quoted) || row.quoted
  const others = [...row.to, ...row.cc].filter(party => party.address !== row.from.address)
  const change = (opening: Opened): void => onOpen(row.id, opening)

  return (
    <div className="flex flex-col gap-1.5 px-3 py-2.5">
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
      {row.subject !== undefined && row.subject !== '' && <SaidInline text={row.subject} className="text-15 wrap-anywhere" />}
      {text !== '' && (
        <div {...(whole && text.length > BOXED && { tabIndex: active ? 0 : -1, className: 'max-h-[70vh] overflow-auto' })}>
          <Said text={text} className={`leading-read ${long && !whole ? 'line-clamp-[10]' : ''}`} />
        </div>
      )}
      {row.attachments.length > 0 && <Attachments row={row} active={active} />}
      <Marks marks={row.marks} />
      {(long || quoted !== undefined || row.hasHtml) && (
        <div className="-my-0.5 flex flex-wrap gap-x-4">
          {long && (
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
      {opened?.quoted && quoted !== undefined && (
        <Said text={quoted} className="max-h-96 overflow-auto border-s-2 border-line-strong/60 ps-3 text-ink-2 leading-read" />
      )}
      {opened?.original && <Original row={row} opened={opened} active={active} />}
    </div>
  )
}
