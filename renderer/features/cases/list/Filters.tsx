import { useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import type { CaseFilter } from '#shared/contract/cases.ts'
import { type CaseState, caseStates } from '#shared/model/case.ts'
import { api } from '../../../api/client.ts'
import { useCommands } from '../../../commands/registry.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Checkbox, Segmented, Select } from '../../../ui/choice.tsx'
import { atWork, useCaseWords } from '../words.ts'

/** Texts as a select has them. `any` asks for nothing, `none` for what has none. */
interface Chosen {
  state: CaseState | 'work' | 'any'
  /** A queue's id. */
  queue: string
  /** `=` before a name, so that nobody is called `any`. */
  assignee: string
  waiting: boolean
  order: 'latest' | 'waiting'
}

/** What is at work, wherever it is. */
export const none: Chosen = { state: 'work', queue: 'any', assignee: 'any', waiting: false, order: 'latest' }

/** Kept while other places are in front. */
export const useChosen = create<{ chosen: Chosen }>(() => ({ chosen: none }))

/** Another workspace has other queues under the same numbers. */
export function forgetChosen(): void {
  useChosen.setState({ chosen: none })
}

export function filterOf({ state, queue, assignee, waiting, order }: Chosen): Partial<CaseFilter> {
  return {
    ...(state === 'work' ? { states: caseStates.filter(atWork) } : state !== 'any' && { states: [state] }),
    ...(queue !== 'any' && { queue: queue === 'none' ? null : Number(queue) }),
    ...(assignee !== 'any' && { assignee: assignee === 'none' ? null : assignee.slice(1) }),
    ...(waiting && { waiting }),
    order,
  }
}

export function Filters() {
  const { t } = useTranslation('cases')
  const words = useCaseWords()
  const chosen = useChosen(now => now.chosen)
  const set = (change: Partial<Chosen>): void => useChosen.setState({ chosen: { ...chosen, ...change } })
  const { data: queues = [] } = useQuery(api.cases.queues.queryOptions())
  const { data: known } = useQuery(api.cases.known.queryOptions())
  const names = [...new Set([...(known?.me ? [known.me] : []), ...(known?.assignees ?? [])])]
  const group = t('group')
  useCommands([
    { id: 'cases.waiting', label: t('filter.waiting'), group, shortcut: 'w', run: () => set({ waiting: !chosen.waiting }) },
    {
      id: 'cases.order',
      label: t('command.order'),
      group,
      shortcut: 'v',
      run: () => set({ order: chosen.order === 'latest' ? 'waiting' : 'latest' }),
    },
  ])
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Select<Chosen['state']>
        hideLabel
        label={t('field.state')}
        value={chosen.state}
        onChange={state => set({ state })}
        options={[
          { id: 'work', label: t('filter.work') },
          ...caseStates.map(state => ({ id: state, label: words.state(state) })),
          { id: 'any', label: t('filter.anyState') },
        ]}
      />
      <Select
        hideLabel
        label={t('field.queue')}
        value={chosen.queue}
        onChange={queue => set({ queue })}
        options={[
          { id: 'any', label: t('filter.anyQueue') },
          ...queues.map(({ id, name }) => ({ id: String(id), label: name })),
          { id: 'none', label: t('queue.none') },
        ]}
      />
      <Select
        hideLabel
        label={t('field.assignee')}
        value={chosen.assignee}
        onChange={assignee => set({ assignee })}
        options={[
          { id: 'any', label: t('filter.anybody') },
          ...names.map(name => ({ id: `=${name}`, label: name === known?.me ? t('assignee.me', { name }) : name })),
          { id: 'none', label: t('assignee.none') },
        ]}
      />
      <Checkbox isSelected={chosen.waiting} onChange={waiting => set({ waiting })}>
        {t('filter.waiting')}
      </Checkbox>
      <span className="two:ms-auto">
        <Segmented
          label={t('filter.order')}
          value={chosen.order}
          onChange={order => set({ order })}
          options={[
            { id: 'latest', label: t('filter.latest') },
            { id: 'waiting', label: t('filter.longest') },
          ]}
        />
      </span>
    </div>
  )
}
