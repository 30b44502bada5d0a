import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { FolderOpen } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { CaseView } from '#shared/contract/cases.ts'
import { api } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useCommands } from '../../../commands/registry.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { goTo } from '../../../state/place.ts'
import { Button } from '../../../ui/button.tsx'
import { Bar, Empty, ErrorPane, Skeleton } from '../../../ui/states.tsx'
import { useCaseActs } from '../acts.ts'
import { CaseRow } from './CaseRow.tsx'
import { Filters, filterOf, none, useChosen } from './Filters.tsx'

const PAGE = 60

/** Cases across all customers: what is at work, where and with whom. */
export function CasesPlace() {
  const { t } = useTranslation('cases')
  const { t: problem } = useTranslation('problems')
  const acts = useCaseActs()
  const chosen = useChosen(now => now.chosen)
  const { data, error, refetch, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    ...api.cases.list.infiniteOptions({
      input: (cursor: { by: number; id: number } | undefined) => ({ ...filterOf(chosen), limit: PAGE, ...(cursor && { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: page => page.next,
    }),
    placeholderData: keepPreviousData,
  })
  const rows = data?.pages.flatMap(page => page.rows) ?? []
  const [active, setActive] = useState<number>()
  const found = rows.findIndex(one => one.id === active)
  const at = found < 0 ? 0 : found
  const list = useRef<HTMLDivElement>(null)
  const wants = useRef(false)
  const step = (by: number): void => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, (found < 0 && by > 0 ? -1 : at) + by))]
    if (!next) return
    setActive(next.id)
    wants.current = true
  }
  useLayoutEffect(() => {
    if (wants.current) list.current?.querySelector<HTMLElement>(`[data-case="${active}"]`)?.focus()
    wants.current = false
  })
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && at > rows.length - 15) void fetchNextPage()
  })
  const here = (act: (one: CaseView) => void) => (): void => {
    const one = rows[at]
    if (one) act(one)
  }
  const open = (one: CaseView): void =>
    goTo({
      at: 'customers',
      customer: one.customer,
      ...(one.lastInteraction !== undefined && { interaction: one.lastInteraction }),
    })
  // Those of another choice stand there until the answer to this one: nothing is done to them.
  const some = (): boolean => rows.length > 0 && !isPlaceholderData
  const group = t('group')
  useCommands([
    { id: 'cases.next', label: t('command.next'), group, shortcut: 'j', run: () => step(1), keyOnly: true },
    { id: 'cases.before', label: t('command.before'), group, shortcut: 'k', run: () => step(-1), keyOnly: true },
    { id: 'cases.down', label: t('command.next'), group, shortcut: 'ArrowDown', run: () => step(1), keyOnly: true },
    { id: 'cases.up', label: t('command.before'), group, shortcut: 'ArrowUp', run: () => step(-1), keyOnly: true },
    { id: 'cases.open', label: t('command.open'), group, shortcut: 'Enter', run: here(open), when: some, keyOnly: true },
    { id: 'cases.done', label: t('command.solve'), group, shortcut: 'e', run: here(one => void acts.solve(one)), when: some },
  ])

  return (
    <div className="flex h-full min-h-0 flex-col" data-pane="middle">
      <header className="flex shrink-0 flex-col gap-2 border-b border-line px-4 pt-3 pb-2">
        <h1 className="text-18 font-strong">{t('place')}</h1>
        <Filters />
      </header>
      {error && rows.length === 0 ? (
        <ErrorPane title={t('list.failed')} onRetry={() => void refetch()}>
          {failureText(error, problem)}
        </ErrorPane>
      ) : !data ? (
        <Skeleton>
          <div className="flex flex-col gap-5 p-5">
            {[60, 75, 50, 66, 58, 70].map(width => (
              <Bar key={width} width={width} />
            ))}
          </div>
        </Skeleton>
      ) : rows.length === 0 ? (
        <Empty
          icon={FolderOpen}
          title={t('list.empty')}
          action={<Button onPress={() => useChosen.setState({ chosen: none })}>{t('list.clear')}</Button>}
        >
          {t('list.emptyText')}
        </Empty>
      ) : (
        <div ref={list} className="min-h-0 grow overflow-auto p-1">
          <ul aria-label={t('list.label')} className="flex flex-col gap-px">
            {rows.map((one, index) => (
              <li key={one.id}>
                <CaseRow one={one} active={index === at} onFocus={() => setActive(one.id)} onOpen={() => open(one)} />
              </li>
            ))}
          </ul>
          {hasNextPage && (
            <div className="flex justify-center p-3">
              <Button look="quiet" isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
                {t('list.more')}
              </Button>
            </div>
          )}
        </div>
      )}
    </div>
  )
}
