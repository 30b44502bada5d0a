import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { NoteRecord } from '#shared/contract/notes.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Bar, ErrorPane, Skeleton } from '../../ui/states.tsx'
import { useNoteActs } from './acts.ts'
import { Content } from './Content.tsx'
import { useNoteWords } from './words.ts'

/** Everything that was done to a note, with who and when; every version can be read and brought back. */
export function HistoryDialog({ note, onClose }: { note: string; onClose: () => void }) {
  const { t } = useTranslation('notes')
  const { t: problem } = useTranslation('problems')
  const { date, clock } = useFormats()
  const acts = useNoteActs()
  const history = useQuery(api.notes.history.queryOptions({ input: { note } }))
  const records = history.data?.records ?? []
  const versions = records.flatMap(record => (record.what === 'change' ? [] : record.seq))
  const [chosen, setChosen] = useState<number>()
  const shown = chosen ?? versions[0]
  const latest = shown === versions[0]
  const when = (at: number): string => `${date(at)}, ${clock(at)}`
  const at = records.find(record => record.what !== 'change' && record.seq === shown)?.at ?? 0
  return (
    <Dialog
      isOpen
      onClose={onClose}
      wide
      title={t('history.title')}
      footer={
        shown !== undefined && (
          <Button
            look="primary"
            isDisabled={latest}
            onPress={() => {
              onClose()
              void acts.restore(note, shown, t('history.restored', { when: when(at) }))
            }}
          >
            {t('history.restore')}
          </Button>
        )
      }
    >
      {history.isError ? (
        <ErrorPane title={t('history.failed')} onRetry={() => void history.refetch()}>
          {failureText(history.error, problem)}
        </ErrorPane>
      ) : (
        <div className="flex gap-4 max-two:flex-col">
          <ul
            aria-label={t('history.title')}
            className="flex max-h-[50vh] w-64 shrink-0 flex-col overflow-auto max-two:max-h-40 max-two:w-full"
          >
            {records.map(record => (
              <li key={record.what === 'change' ? record.op : record.seq}>
                <Record
                  record={record}
                  when={when}
                  isShown={record.what !== 'change' && record.seq === shown}
                  onShow={() => record.what !== 'change' && setChosen(record.seq)}
                />
              </li>
            ))}
          </ul>
          <section
            aria-label={t('history.version')}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
            tabIndex={0}
            className="max-h-[50vh] min-h-32 min-w-0 grow overflow-auto rounded-2 bg-side p-3"
          >
            {shown !== undefined && <Version note={note} seq={shown} />}
          </section>
        </div>
      )}
    </Dialog>
  )
}

interface RecordProps {
  record: NoteRecord
  when: (at: number) => string
  isShown: boolean
  onShow: () => void
}

function Record({ record, when, isShown, onShow }: RecordProps) {
  const { t } = useTranslation('notes')
  const words = useNoteWords()
  const who = record.agent === undefined ? '' : ` · ${record.agent}`
  if (record.what === 'change') {
    return (
      <p className={`flex flex-col gap-0.5 px-2 py-1.5 text-13 ${record.undone ? 'line-through' : ''}`}>
        {words.change(record.changes)}
        <span className="tabular text-12 text-ink-3">{`${when(record.at)}${who}`}</span>
      </p>
    )
  }
  return (
    <button
      type="button"
      aria-pressed={isShown}
      onClick={onShow}
      className={`flex w-full flex-col gap-0.5 rounded-2 px-2 py-1.5 text-start text-13 hover:bg-hover ${isShown ? 'bg-selected' : ''}`}
    >
      {record.what === 'restored' ? t('history.back', { when: when(record.versionAt) }) : t('history.wrote')}
      <span className={`tabular text-12 ${isShown ? 'text-ink-2' : 'text-ink-3'}`}>{`${when(record.at)}${who}`}</span>
    </button>
  )
}

function Version({ note, seq }: { note: string; seq: number }) {
  const { t } = useTranslation('notes')
  const { t: problem } = useTranslation('problems')
  const { data, error } = useQuery(api.notes.content.queryOptions({ input: { note, seq } }))
  if (error) return <p role="alert">{failureText(error, problem)}</p>
  if (data) return data.blocks.length > 0 ? <Content content={data} /> : <p className="text-ink-3">{t('empty')}</p>
  return (
    <Skeleton>
      <div className="flex flex-col gap-2">
        <Bar width={80} />
        <Bar width={60} />
      </div>
    </Skeleton>
  )
}
