import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { UserRoundSearch } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Answer, SuggestionView } from '#shared/contract/suggestions.ts'
import { api, client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { focusPaneNamed } from '../../commands/panes.ts'
import { useCommands } from '../../commands/registry.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo, usePlace } from '../../state/place.ts'
import { ResizablePanes, useLayout } from '../../ui/panes.tsx'
import { Bar, Empty, ErrorPane, Skeleton } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useIdentityWords } from '../profile/identity-words.ts'
import { underWay, useUndo } from '../profile/undo.ts'
import { AnsweredList } from './AnsweredList.tsx'
import { AnsweredPane } from './AnsweredPane.tsx'
import { Compare } from './Compare.tsx'
import { ListHead } from './ListHead.tsx'
import { OpenList } from './OpenList.tsx'
import { keyOf } from './words.ts'

const ANSWERS = 200

/** Who may be one person with whom, and what was answered. */
export function SuggestionsPlace() {
  const { t } = useTranslation('suggestions')
  const place = usePlace(now => now.place)
  const here = place.at === 'suggestions' ? place : undefined
  const answered = here?.answered === true
  const narrow = useLayout() === 'one'
  const show = (wanted: boolean): void => goTo(wanted ? { at: 'suggestions', answered: true } : { at: 'suggestions' }, true)
  const back = (): void => {
    if (narrow && here?.pair !== undefined) show(answered)
    focusPaneNamed('left')
  }
  useCommands([
    { id: 'suggestions.back', label: t('command.back'), group: t('group'), shortcut: 'Escape', run: back, keyOnly: true },
    { id: 'suggestions.show', label: t('command.show'), group: t('group'), shortcut: 'v', run: () => show(!answered) },
  ])
  return answered ? <Answered chosen={here?.pair} onBack={back} onShow={show} /> : <Open chosen={here?.pair} onBack={back} onShow={show} />
}

interface Shown {
  chosen: string | undefined
  onBack: () => void
  onShow: (answered: boolean) => void
}

function Open({ chosen, onBack, onShow }: Shown) {
  const { t } = useTranslation('suggestions')
  const { t: problem } = useTranslation('problems')
  const narrow = useLayout() === 'one'
  const { data, error, refetch } = useQuery({ ...api.suggestions.list.queryOptions({ input: {} }), placeholderData: keepPreviousData })
  const rows = data?.rows ?? []
  const found = rows.find(row => keyOf(row) === chosen)
  // Side by side the most likely one is shown as soon as there is a list; what was just answered makes room for the one below it.
  const lastIndex = useRef(0)
  const fallback = narrow ? undefined : rows[Math.min(lastIndex.current, rows.length - 1)]
  const shown = found ?? (chosen === undefined || !narrow ? fallback : undefined)
  useEffect(() => {
    if (shown) lastIndex.current = rows.indexOf(shown)
  })
  const answer = useAnswer()
  const give = (kind: Answer) => (): void => {
    if (shown && !answer.isPending) answer.mutate({ suggestion: shown, answer: kind })
  }
  const when = (): boolean => shown !== undefined
  useCommands([
    { id: 'suggestions.yes', label: t('command.yes'), group: t('group'), shortcut: 'y', run: give('yes'), when },
    { id: 'suggestions.no', label: t('command.no'), group: t('group'), shortcut: 'n', run: give('no'), when },
    { id: 'suggestions.later', label: t('command.later'), group: t('group'), shortcut: 'l', run: give('later'), when },
  ])
  if (error)
    return (
      <ErrorPane title={t('failed')} onRetry={refetch}>
        {failureText(error, problem)}
      </ErrorPane>
    )
  const head = <ListHead answered={false} onShow={onShow} total={data?.total ?? 0} shown={rows.length} />
  return (
    <ResizablePanes
      name="suggestions"
      left={{
        label: t('list'),
        content: (
          <>
            {head}
            {data ? <OpenList rows={rows} chosen={shown && keyOf(shown)} /> : <ListSkeleton />}
            {data && rows.length === 0 && <Nobody />}
          </>
        ),
      }}
      middle={{
        label: t('pair'),
        content: shown ? (
          <Compare key={keyOf(shown)} suggestion={shown} onAnswer={give} isAnswering={answer.isPending} />
        ) : (
          data &&
          chosen !== undefined && (
            <Empty icon={UserRoundSearch} title={t('gone.title')}>
              {t('gone.text')}
            </Empty>
          )
        ),
      }}
      inMiddle={chosen !== undefined && (shown !== undefined || narrow)}
      onBack={onBack}
    />
  )
}

/** Answers one and offers to take it back. */
function useAnswer() {
  const { t } = useTranslation('suggestions')
  const { t: problem } = useTranslation('problems')
  const { made } = useUndo()
  const words = useIdentityWords()
  const narrow = useLayout() === 'one'
  const queries = useQueryClient()
  const tell = async ({ suggestion: { a, b }, answer }: { suggestion: SuggestionView; answer: Answer }): Promise<void> => {
    const { op } = await client.suggestions.answer({ a: a.customer, b: b.customer, answer })
    // Two of one name are told apart by an address.
    const [address] = b.identities
    made(op, t(`done.${answer}`, { a: a.name, b: a.name === b.name && address ? words.text(address) : b.name }))
  }
  return useMutation({
    mutationFn: (given: { suggestion: SuggestionView; answer: Answer }) => underWay(tell(given)),
    onSuccess: async () => {
      // Whoever went on to what was answered, or elsewhere, meanwhile stays there.
      const { place } = usePlace.getState()
      if (place.at === 'suggestions' && !place.answered) goTo({ at: 'suggestions' }, !narrow)
      // It stands in the list until that is asked for again: the next answer would be given to it once more.
      await queries.invalidateQueries({ queryKey: api.suggestions.list.key() })
    },
    onError: error => toast({ text: failureText(error, problem) }),
  })
}

function Nobody() {
  const { t } = useTranslation('suggestions')
  const { data } = useQuery(api.suggestions.count.queryOptions())
  return (
    <Empty icon={UserRoundSearch} title={data?.looking === undefined ? t('empty.title') : t('empty.looking')}>
      {t('empty.text')}
    </Empty>
  )
}

function Answered({ chosen, onBack, onShow }: Shown) {
  const { t } = useTranslation('suggestions')
  const { t: problem } = useTranslation('problems')
  const narrow = useLayout() === 'one'
  const { data, error, refetch } = useQuery(api.suggestions.decided.queryOptions({ input: { limit: ANSWERS } }))
  const rows = data?.rows ?? []
  const shown = rows.find(({ op }) => op === chosen) ?? (narrow ? undefined : rows[0])
  if (error)
    return (
      <ErrorPane title={t('failed')} onRetry={refetch}>
        {failureText(error, problem)}
      </ErrorPane>
    )
  return (
    <ResizablePanes
      name="suggestions"
      left={{
        label: t('list'),
        content: (
          <>
            <ListHead answered onShow={onShow} total={rows.length} shown={rows.length} />
            {data ? <AnsweredList rows={rows} chosen={shown?.op} /> : <ListSkeleton />}
            {data && rows.length === 0 && (
              <Empty icon={UserRoundSearch} title={t('nothing.title')}>
                {t('nothing.text')}
              </Empty>
            )}
          </>
        ),
      }}
      middle={{ label: t('pair'), content: shown && <AnsweredPane key={shown.op} decision={shown} /> }}
      inMiddle={chosen !== undefined}
      onBack={onBack}
    />
  )
}

function ListSkeleton() {
  return (
    <Skeleton>
      <div className="flex flex-col gap-6 p-4">
        {[70, 55, 62].map(width => (
          <Bar key={width} width={width} tall />
        ))}
      </div>
    </Skeleton>
  )
}
