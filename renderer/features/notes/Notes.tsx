import { useQuery } from '@tanstack/react-query'
import { ChevronRight, Plus, StickyNote } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import type { NoteView } from '#shared/contract/notes.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { focusPaneNamed } from '../../commands/panes.ts'
import { useCommands } from '../../commands/registry.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button, IconButton, Press } from '../../ui/button.tsx'
import { useNow } from '../../ui/time.tsx'
import { useNoteActs } from './acts.ts'
import { NoteItem } from './NoteItem.tsx'
import { beginNote, closeNote, foldNotes, type OpenNote, useNotesState } from './state.ts'
import { firstLine, useNoteWords } from './words.ts'

/**
 * What we wrote about this customer, in one line until it is unfolded. They stand above the timeline: they change, and what is in it never
 * does. `about`: the only case shown, which a new note is about.
 */
export function Notes({ customer, about }: { customer: number; about?: number | undefined }) {
  const { t } = useTranslation('notes')
  const { t: problem } = useTranslation('problems')
  const { number } = useFormats()
  const panel = useId()
  const unfolded = useNotesState(now => now.unfolded)
  const open = useNotesState(now => (now.open?.customer === customer ? now.open : undefined))
  const input = { customer, ...(about !== undefined && { case: about }) }
  const query = useQuery(api.notes.list.queryOptions({ input }))
  const all = query.data?.notes ?? []
  const notes = all.filter(note => note.deletedAt === undefined)
  const gone = all.filter(note => note.deletedAt !== undefined)
  useEffect(() => () => closeNote(customer), [customer])
  const begin = (): void => beginNote(customer, about)
  const group = t('group')
  useCommands([
    { id: 'notes.new', label: t('command.new'), group, shortcut: 'n', run: begin },
    { id: 'notes.fold', label: t('command.fold'), group, shortcut: 'Shift+n', run: () => foldNotes(!unfolded) },
  ])
  const close = (): void => {
    closeNote(customer)
    focusPaneNamed('middle')
  }
  return (
    <section aria-label={t('title')} className="flex max-h-[45%] shrink-0 flex-col border-b border-line bg-side">
      <div className="flex h-9 shrink-0 items-center gap-1 ps-2 pe-4">
        <Press
          aria-expanded={unfolded}
          aria-controls={panel}
          onPress={() => foldNotes(!unfolded)}
          className="flex h-7 min-w-0 grow items-center gap-1.5 rounded-2 px-2 text-start text-13 hover:bg-hover"
        >
          <ChevronRight aria-hidden size={14} strokeWidth={2} className={`shrink-0 text-ink-3 ${unfolded ? 'rotate-90' : ''}`} />
          <span className="shrink-0 font-strong">{t('title')}</span>
          {notes.length > 0 && <span className="tabular shrink-0 text-ink-2">{number(notes.length)}</span>}
          <span className="min-w-0 truncate ps-1 text-ink-2">
            {query.isError ? t('failed') : query.data && <Summary notes={notes} unfolded={unfolded} />}
          </span>
        </Press>
        <IconButton small icon={Plus} label={t('command.new')} shortcut="n" onPress={begin} />
      </div>
      {unfolded && (
        <div id={panel} className="flex min-h-0 flex-col gap-2 overflow-y-auto px-4 pb-3">
          {query.isError && <p role="alert">{failureText(query.error, problem)}</p>}
          {withNew(notes, gone, open).map(({ key, note }) => (
            <NoteItem key={key} customer={customer} note={note} open={open?.note === key ? open : undefined} onClose={close} />
          ))}
          {query.data && notes.length === 0 && !open && (
            <p className="flex items-center gap-2 py-1 text-13 text-ink-2">
              <StickyNote aria-hidden size={16} strokeWidth={1.5} className="shrink-0 text-ink-3" />
              {t('none')}
            </p>
          )}
          {gone.length > 0 && <Gone notes={gone} />}
        </div>
      )}
    </section>
  )
}

interface Shown {
  key: string
  note: NoteView | undefined
}

/** A note that is not there before its first letter stands where it will stand then: below the pinned ones. */
function withNew(notes: readonly NoteView[], gone: readonly NoteView[], open: OpenNote | undefined): Shown[] {
  const items: Shown[] = notes.map(note => ({ key: note.key, note }))
  if (!open?.begins || [...notes, ...gone].some(note => note.key === open.note)) return items
  const pinned = notes.filter(note => note.pinned).length
  items.splice(pinned, 0, { key: open.note, note: undefined })
  return items
}

/** What is due, and what is pinned or else the newest. */
function Summary({ notes, unfolded }: { notes: readonly NoteView[]; unfolded: boolean }) {
  const { t } = useTranslation('notes')
  const words = useNoteWords()
  const now = useNow()
  if (notes.length === 0) return unfolded ? null : t('none')
  const due = notes.flatMap(({ dueAt, doneAt }) => (dueAt !== undefined && doneAt === undefined ? dueAt : [])).sort((a, b) => a - b)[0]
  const first = notes[0] ? firstLine(notes[0]) : ''
  const urgency = due !== undefined && words.urgency(due, now)
  return (
    <>
      {due !== undefined && (
        <span className={urgency === 'late' ? 'text-red' : urgency === 'now' ? 'text-amber' : ''}>{words.due(due, now)}</span>
      )}
      {due !== undefined && !unfolded && first !== '' && ' · '}
      {!unfolded && <bdi>{first}</bdi>}
    </>
  )
}

/** Deleted notes, each of which can be put back. */
function Gone({ notes }: { notes: readonly NoteView[] }) {
  const { t } = useTranslation('notes')
  const acts = useNoteActs()
  const [shown, setShown] = useState(false)
  if (!shown) {
    return (
      <span>
        <Button look="quiet" onPress={() => setShown(true)}>
          {t('gone', { count: notes.length })}
        </Button>
      </span>
    )
  }
  return (
    <ul className="flex flex-col gap-1">
      {notes.map(note => (
        <li key={note.key} className="flex items-center gap-2 px-3 text-13 text-ink-2">
          <bdi className="min-w-0 grow truncate line-through">{firstLine(note) || t('empty')}</bdi>
          <Button look="quiet" onPress={() => void acts.change(note.key, { deleted: false })}>
            {t('act.putBack')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
