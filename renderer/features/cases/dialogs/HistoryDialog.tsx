import { useQuery } from '@tanstack/react-query'
import type { CaseFields, CaseRecord, CaseView } from '#shared/contract/cases.ts'
import { api } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/overlay.tsx'
import { Banner } from '../../../ui/states.tsx'
import { Time } from '../../../ui/time.tsx'
import { useDetailWords } from '../../profile/details/words.ts'
import { useCaseActs } from '../acts.ts'
import { useCaseWords } from '../words.ts'

/** Who did what with a case, newest first; each can be undone once. */
export function HistoryDialog({ one, onClose }: { one: CaseView; onClose: () => void }) {
  const { t } = useTranslation('cases')
  const { t: problem } = useTranslation('problems')
  const words = useCaseWords()
  const acts = useCaseActs()
  const { data, error } = useQuery(api.cases.get.queryOptions({ input: { id: one.id } }))
  const sentence = useSentence(one.id)
  return (
    <Dialog isOpen onClose={onClose} wide title={t('history.title', { title: words.title(one) })}>
      {error && <Banner tone="failure">{failureText(error, problem)}</Banner>}
      {data?.history.length === 0 && <p className="text-ink-2">{t('history.none')}</p>}
      <ul className="flex min-h-20 flex-col gap-2">
        {data?.history.map(record => (
          <li key={record.id} className="flex min-h-9 items-center gap-3">
            <span className={`flex min-w-0 grow flex-col gap-0.5 ${record.undone ? 'text-ink-3 line-through' : ''}`}>
              <span className="wrap-anywhere leading-read">{sentence(record)}</span>
              <span className="flex gap-1 text-12 text-ink-2">
                <Time at={record.at} />
                {record.agent && <bdi className="truncate">· {record.agent}</bdi>}
              </span>
            </span>
            {record.undone ? (
              <span className="shrink-0 text-12 text-ink-2">{t('history.undone')}</span>
            ) : (
              <Button look="quiet" onPress={() => void acts.undo(record.id)}>
                {t('history.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

/** What an op did, from the side of case `here`. */
function useSentence(here: number): (record: CaseRecord) => string {
  const { t } = useTranslation('cases')
  const words = useCaseWords()
  const { data: queues = [] } = useQuery(api.cases.queues.queryOptions())
  const queue = (id: number | null | undefined): string =>
    id == null ? t('queue.none') : (queues.find(each => each.id === id)?.name ?? t('queue.gone'))
  const told = (fields: CaseFields) => ({
    state: fields.state && words.state(fields.state),
    priority: fields.priority && words.priority(fields.priority),
    queue: queue(fields.queue),
    assignee: fields.assignee ?? t('assignee.none'),
    subject: fields.subject,
    tags: fields.tags?.join(', ') || t('tags.none'),
  })
  const { data: details } = useQuery(api.profile.caseAttributes.queryOptions())
  const detailWords = useDetailWords()
  const values = (before: CaseFields['values'], after: CaseFields['values'] = {}): string[] =>
    Object.entries(after).map(([id, value]) => {
      const attribute = details?.attributes.find(each => each.id === id)
      const said = (one: string | null | undefined): string =>
        one == null ? t('details.unknown') : attribute ? detailWords.value(attribute.type, one) : one
      return t('history.change', { field: attribute?.name ?? t('details.gone'), before: said(before?.[id]), after: said(value) })
    })
  return record => {
    if (record.what === 'change') {
      const [before, after] = [told(record.before), told(record.after)]
      return (['state', 'priority', 'queue', 'assignee', 'subject', 'tags'] as const)
        .filter(field => record.after[field] !== undefined)
        .map(field => t('history.change', { field: t(`field.${field}`), before: before[field], after: after[field] }))
        .concat(values(record.before.values, record.after.values))
        .join('; ')
    }
    const { count } = record
    if (record.joined !== undefined) return t(record.into === here ? 'history.joinedIn' : 'history.joinedOut')
    if (record.made) return t(record.into === here ? 'history.splitIn' : 'history.splitOut', { count })
    return t(record.into === here ? 'history.movedIn' : 'history.movedOut', { count })
  }
}
