import { useQuery } from '@tanstack/react-query'
import { Clock3 } from 'lucide-react'
import type { CaseView } from '#shared/contract/cases.ts'
import { api } from '../../../api/client.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Time } from '../../../ui/time.tsx'
import { StateMark } from '../State.tsx'
import { useCaseWords } from '../words.ts'

interface CaseRowProps {
  one: CaseView
  /** Where the keys are. */
  active: boolean
  onFocus: () => void
  onOpen: () => void
}

/** A case in a list of many: whose, about what, where it is and since when the customer waits. */
export function CaseRow({ one, active, onFocus, onOpen }: CaseRowProps) {
  const { t } = useTranslation('cases')
  const words = useCaseWords()
  const { data: queues = [] } = useQuery(api.cases.queues.queryOptions())
  const queue = queues.find(each => each.id === one.queue)?.name
  const facts = [
    one.priority === 'normal' || one.priority === 'urgent' ? undefined : words.priority(one.priority),
    queue,
    one.assignee,
    ...one.tags.map(tag => `#${tag}`),
  ].filter(fact => fact !== undefined)
  return (
    <button
      type="button"
      data-case={one.id}
      {...(active && { 'data-pane-focus': '' })}
      tabIndex={active ? 0 : -1}
      onFocus={onFocus}
      onClick={onOpen}
      className={`flex h-13 w-full items-center gap-3 rounded-2 px-3 text-start -outline-offset-2 in-data-[density=compact]:h-10 ${active ? 'bg-selected' : 'hover:bg-hover'}`}
    >
      <StateMark state={one.state} size={16} />
      <span className="flex min-w-0 grow flex-col">
        <span className="flex items-baseline gap-2">
          <bdi className="min-w-0 truncate text-13 font-strong">{words.title(one)}</bdi>
          <span className="shrink-0 text-12 text-ink-2">{words.state(one.state)}</span>
          {one.priority === 'urgent' && <span className="shrink-0 text-12 text-red">{words.priority('urgent')}</span>}
        </span>
        <span className="flex min-w-0 gap-1.5 text-12 text-ink-2 in-data-[density=compact]:hidden">
          <bdi className="shrink truncate">{one.customerName}</bdi>
          {facts.map(fact => (
            <span key={fact} className="min-w-0 truncate text-ink-3">
              · <bdi>{fact}</bdi>
            </span>
          ))}
        </span>
      </span>
      {one.waitingSince !== undefined && (
        <span className="flex shrink-0 items-center gap-1 text-12 text-amber">
          <Clock3 aria-hidden size={12} strokeWidth={2} />
          <span className="sr-only">{t('list.waits')}</span>
          <Time at={one.waitingSince} form="short" plain />
        </span>
      )}
      <span className="w-16 shrink-0 text-end text-12 text-ink-3">
        <Time at={one.lastAt} form="short" plain />
      </span>
    </button>
  )
}
