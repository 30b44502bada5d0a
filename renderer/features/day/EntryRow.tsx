import { AtSign, CalendarClock, MailWarning, PhoneForwarded } from 'lucide-react'
import type { ReactNode } from 'react'
import type { NoteView } from '#shared/contract/notes.ts'
import type { NoteBlock } from '#shared/model/note.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ChannelMark } from '../../ui/channel.tsx'
import { Time, useNow } from '../../ui/time.tsx'
import { StateMark } from '../cases/State.tsx'
import { useCaseWords } from '../cases/words.ts'
import type { Entry } from './entries.ts'
import { TimeLeft } from './TimeLeft.tsx'

interface EntryRowProps {
  entry: Entry
  /** Where the keys are. */
  active: boolean
  onFocus: () => void
  onOpen: () => void
}

/** Who, what, and how long it may wait. */
export function EntryRow({ entry, active, onFocus, onOpen }: EntryRowProps) {
  const { mark, name, text, facts, end } = useLook(entry)
  return (
    <button
      type="button"
      data-entry={entry.key}
      {...(active && { 'data-pane-focus': '' })}
      tabIndex={active ? 0 : -1}
      onFocus={onFocus}
      onClick={onOpen}
      className={`flex h-13 w-full items-center gap-3 rounded-2 px-3 text-start -outline-offset-2 in-data-[density=compact]:h-10 ${active ? 'bg-selected' : 'hover:bg-hover'}`}
    >
      {mark}
      <span className="flex min-w-0 grow flex-col">
        <span className="flex items-baseline gap-2">
          <bdi className="min-w-0 truncate text-13 font-strong">{name}</bdi>
          {facts}
        </span>
        <bdi className="truncate text-12 text-ink-2 in-data-[density=compact]:hidden">{text}</bdi>
      </span>
      {end}
    </button>
  )
}

function useLook(entry: Entry): { mark: ReactNode; name: string; text: string; facts?: ReactNode; end: ReactNode } {
  const { t } = useTranslation('day')
  const words = useCaseWords()
  if (entry.what === 'case') {
    const { one } = entry
    return {
      mark: one.channel ? <ChannelMark channel={one.channel} size={16} /> : <StateMark state={one.state} size={16} />,
      name: one.customerName,
      text: words.title(one),
      facts: one.priority !== 'normal' && (
        <span className={`shrink-0 text-12 ${one.priority === 'urgent' ? 'text-red' : 'text-ink-2'}`}>{words.priority(one.priority)}</span>
      ),
      end: (
        <>
          {one.waitingSince !== undefined && (
            <span className="w-12 shrink-0 text-end text-12 text-ink-2 max-two:hidden">
              <span className="sr-only">{t('waits')} </span>
              <Time at={one.waitingSince} form="short" plain />
            </span>
          )}
          <span className="flex min-w-24 shrink-0 justify-end">{one.due && <TimeLeft due={one.due} />}</span>
        </>
      ),
    }
  }
  if (entry.what === 'followUp') {
    const { note } = entry
    return {
      mark: <CalendarClock aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-ink-2" />,
      name: note.customerName,
      text: beginningOf(note) || t('followUp.empty'),
      end: note.dueAt !== undefined && <FollowUpDue at={note.dueAt} />,
    }
  }
  if (entry.what === 'callBack') {
    const { name, number = '', customer, note, followUp, startedAt } = entry.call
    return {
      mark: <PhoneForwarded aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-ink-2" />,
      name: customer?.name || name || number,
      text: note.trim() || t('callBack.empty', { number }),
      // At noon, so that no time zone makes it another day.
      end: followUp === undefined ? <FollowUpDue at={startedAt} /> : <CallBackDay at={new Date(`${followUp}T12:00`).getTime()} />,
    }
  }
  if (entry.what === 'mention') {
    const { note, by, at } = entry.mention
    return {
      mark: <AtSign aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-ink-2" />,
      name: note.customerName,
      text: beginningOf(note),
      facts: by !== undefined && <span className="min-w-0 truncate text-12 text-ink-2">{t('mention.by', { name: by })}</span>,
      end: (
        <span className="shrink-0 text-12 text-ink-2">
          <Time at={at} plain />
        </span>
      ),
    }
  }
  const { reply } = entry
  const state = reply.state === 'unknown' || reply.state === 'bounced' ? reply.state : 'failed'
  return {
    mark: <MailWarning aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-red" />,
    name: reply.customerName ?? reply.to.join(', '),
    text: reply.subject || reply.text,
    end: <span className="shrink-0 text-12 font-strong text-red">{t(`unsent.${state}`)}</span>,
  }
}

/** Today's without a warning: the day is not over. */
function FollowUpDue({ at }: { at: number }) {
  const { t } = useTranslation('day')
  const now = useNow()
  const late = at < now
  return (
    <span className={`shrink-0 text-12 ${late ? 'text-amber' : 'text-ink-2'}`}>
      <span className="sr-only">{t('followUp.due')} </span>
      <Time at={at} plain />
    </span>
  )
}

/** Only the day counts. */
function CallBackDay({ at }: { at: number }) {
  const { t } = useTranslation('day')
  const formats = useFormats()
  const late = new Date(useNow()).toDateString() !== new Date(at).toDateString()
  return (
    <span className={`shrink-0 text-12 ${late ? 'text-amber' : 'text-ink-2'}`}>
      <span className="sr-only">{t('followUp.due')} </span>
      {formats.date(at)}
    </span>
  )
}

/** The first words of a note, in one line. */
function beginningOf({ beginning }: NoteView): string {
  const texts = (blocks: readonly NoteBlock[]): string[] =>
    blocks.flatMap(block =>
      block.kind === 'paragraph' ? block.spans.map(span => span.text).join('') : block.items.flatMap(item => texts(item.blocks)),
    )
  return texts(beginning.blocks).filter(Boolean).join(' · ').slice(0, 200)
}
