import { useMemo } from 'react'
import type { NoteView } from '#shared/contract/notes.ts'
import type { NoteBlock, NoteChanges } from '#shared/model/note.ts'
import { dayIn } from '#shared/timeline/days.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

const DAY = 24 * 3600_000

/** late: its day is over. now: it is its day. */
export type Urgency = 'late' | 'now' | 'later'

/** What is said of notes, in the language shown. */
export function useNoteWords() {
  const { t } = useTranslation('notes')
  const { timeZone, date } = useFormats()
  return useMemo(() => {
    const day = dayIn(timeZone)
    const urgency = (due: number, now: number): Urgency => (day(due) === day(now) ? 'now' : due < now ? 'late' : 'later')
    return {
      urgency,
      due(due: number, now: number): string {
        if (urgency(due, now) === 'now') return t('due.today')
        if (urgency(due, now) === 'late') return t('due.late', { date: date(due) })
        return day(due) === day(now + DAY) ? t('due.tomorrow') : t('due.on', { date: date(due) })
      },
      /** What a change did, as its history says it. */
      change({ pinned, dueAt, done, deleted, case: about }: NoteChanges): string {
        if (deleted !== undefined) return t(deleted ? 'did.deleted' : 'did.putBack')
        if (done !== undefined) return t(done ? 'did.done' : 'did.notDone')
        if (dueAt !== undefined) return dueAt === null ? t('did.noDate') : t('did.dated', { date: date(dueAt) })
        if (pinned !== undefined) return t(pinned ? 'did.pinned' : 'did.unpinned')
        return t(about === null ? 'did.aboutCustomer' : 'did.aboutCase')
      },
    }
  }, [t, timeZone, date])
}

/** The first line of a note that says anything. */
export function firstLine({ beginning }: Pick<NoteView, 'beginning'>): string {
  return lines(beginning.blocks).find(line => line.trim() !== '') ?? ''
}

function lines(blocks: readonly NoteBlock[]): string[] {
  return blocks.flatMap(block =>
    block.kind === 'paragraph' ? block.spans.map(span => span.text).join('') : block.items.flatMap(item => lines(item.blocks)),
  )
}
