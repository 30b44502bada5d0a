import { useQuery } from '@tanstack/react-query'
import { CircleCheck, Ellipsis, Pencil, Pin, PinOff } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { NoteView } from '#shared/contract/notes.ts'
import { api } from '../../api/client.ts'
import { typingEnds } from '../../commands/typing.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Select } from '../../ui/choice.tsx'
import { Popover } from '../../ui/overlay.tsx'
import { Time, useNow } from '../../ui/time.tsx'
import { useNoteActs } from './acts.ts'
import { Content } from './Content.tsx'
import { FollowUp } from './FollowUp.tsx'
import { HistoryDialog } from './HistoryDialog.tsx'
import { type OpenNote, openNote, WRITABLE } from './state.ts'
import { firstLine, useNoteWords } from './words.ts'

/** Loaded when the first note is written in, so that starting does not pay for it. */
const Editor = lazy(() => import('./editor/Editor.tsx'))

interface NoteItemProps {
  customer: number
  /** Undefined before its first letter. */
  note: NoteView | undefined
  open: OpenNote | undefined
  onClose: () => void
}

/** A note: its text, or the editor in its place; who wrote it, when it is due, and what can be done with it. */
export function NoteItem({ customer, note, open, onClose }: NoteItemProps) {
  const { t } = useTranslation('notes')
  const now = useNow()
  const acts = useNoteActs()
  const [history, setHistory] = useState(false)
  const long = note !== undefined && note.length > WRITABLE
  // Asked for from elsewhere, it is shown and takes no letters: they are shortcuts again.
  const onlyRead = open !== undefined && long
  useEffect(() => {
    if (onlyRead) typingEnds()
  }, [onlyRead])
  return (
    <article aria-label={(note && firstLine(note).slice(0, 80)) || t('new')} className="rounded-2 border border-line bg-canvas px-3 py-2">
      {note && (
        <header className="flex min-h-6 items-center gap-2 text-12 text-ink-3">
          <span className="flex min-w-0 grow flex-wrap items-center gap-x-2 gap-y-0.5">
            {note.pinned && (
              <>
                <Pin aria-hidden size={12} className="text-accent" />
                <span className="sr-only">{t('pinned')}</span>
              </>
            )}
            {note.madeBy !== undefined && <bdi className="text-ink-2">{note.madeBy}</bdi>}
            <Time at={note.madeAt} />
            {note.changedAt - note.madeAt > 60_000 && (
              <span className="whitespace-nowrap">
                {t('changed')} <Time at={note.changedAt} />
              </span>
            )}
            {note.case && <bdi className="truncate text-ink-2">{note.case.subject || t('aCase')}</bdi>}
            {note.dueAt !== undefined && <Due dueAt={note.dueAt} doneAt={note.doneAt} now={now} />}
          </span>
          <span className="flex shrink-0">
            {note.dueAt !== undefined && note.doneAt === undefined && (
              <IconButton small icon={CircleCheck} label={t('act.done')} onPress={() => void acts.change(note.key, { done: true })} />
            )}
            {!open && !long && <IconButton small icon={Pencil} label={t('act.write')} onPress={() => openNote(customer, note.key)} />}
            <IconButton
              small
              icon={note.pinned ? PinOff : Pin}
              label={t(note.pinned ? 'act.unpin' : 'act.pin')}
              onPress={() => void acts.change(note.key, { pinned: !note.pinned })}
            />
            <FollowUp
              dueAt={note.dueAt}
              onChange={dueAt => void acts.change(note.key, { dueAt, ...(note.doneAt !== undefined && { done: false }) })}
            />
            <Popover label={t('act.more')} trigger={<IconButton small icon={Ellipsis} label={t('act.more')} placement="left" />}>
              {close => (
                <More
                  note={note}
                  customer={customer}
                  onHistory={() => {
                    close()
                    setHistory(true)
                  }}
                  onDelete={() => {
                    close()
                    onClose()
                    void acts.change(note.key, { deleted: true })
                  }}
                  onUndone={() => void acts.change(note.key, { done: false })}
                />
              )}
            </Popover>
          </span>
        </header>
      )}
      {long ? (
        <Long note={note} />
      ) : open ? (
        <Suspense fallback={<div className="h-24" />}>
          <Editor
            open={open}
            onClose={empty => {
              onClose()
              if (empty && note) void acts.change(note.key, { deleted: true })
            }}
          />
        </Suspense>
      ) : (
        note && (
          // biome-ignore lint/a11y/noStaticElementInteractions: beside the button that says so, a click on the text writes in it too
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys have the button
          <div
            className="cursor-text pt-0.5"
            onClick={({ target }) => {
              if (target instanceof Element && !target.closest('a') && getSelection()?.isCollapsed !== false) openNote(customer, note.key)
            }}
          >
            <Content content={note.beginning} />
          </div>
        )
      )}
      {history && note && <HistoryDialog note={note.key} onClose={() => setHistory(false)} />}
    </article>
  )
}

function Due({ dueAt, doneAt, now }: { dueAt: number; doneAt: number | undefined; now: number }) {
  const { t } = useTranslation('notes')
  const words = useNoteWords()
  if (doneAt !== undefined) return <span className="whitespace-nowrap">{t('done')}</span>
  const urgency = words.urgency(dueAt, now)
  const look = urgency === 'late' ? 'text-red' : urgency === 'now' ? 'text-amber' : 'text-ink-2'
  return <span className={`whitespace-nowrap ${look}`}>{words.due(dueAt, now)}</span>
}

interface MoreProps {
  note: NoteView
  customer: number
  onHistory: () => void
  onDelete: () => void
  onUndone: () => void
}

const WHOLE = 'customer'

function More({ note, customer, onHistory, onDelete, onUndone }: MoreProps) {
  const { t } = useTranslation('notes')
  const acts = useNoteActs()
  const { data } = useQuery(api.cases.list.queryOptions({ input: { customer, limit: 50 } }))
  const cases = data?.rows ?? []
  return (
    <div className="flex w-64 flex-col items-stretch gap-1">
      {cases.length > 0 && (
        <Select
          label={t('about')}
          value={note.case ? String(note.case.id) : WHOLE}
          options={[
            { id: WHOLE, label: t('aboutCustomer') },
            ...cases.map(({ id, subject }) => ({ id: String(id), label: subject || t('aCase') })),
          ]}
          onChange={id => void acts.change(note.key, { case: id === WHOLE ? null : Number(id) })}
        />
      )}
      <Button look="quiet" onPress={onHistory}>
        {t('history.open')}
      </Button>
      {note.doneAt !== undefined && (
        <Button look="quiet" onPress={onUndone}>
          {t('act.notDone')}
        </Button>
      )}
      <Button look="quiet" onPress={onDelete}>
        {t('act.delete')}
      </Button>
    </div>
  )
}

/** A text too long to be written in. */
function Long({ note }: { note: NoteView }) {
  const { t } = useTranslation('notes')
  const [whole, setWhole] = useState(false)
  const { data } = useQuery({ ...api.notes.content.queryOptions({ input: { note: note.key } }), enabled: whole })
  return (
    <>
      <p className="py-1 text-12 text-ink-2">{t('long')}</p>
      <Content content={data ?? note.beginning} />
      {!whole && (
        <Button look="quiet" onPress={() => setWhole(true)}>
          {t('act.more-text')}
        </Button>
      )}
    </>
  )
}
