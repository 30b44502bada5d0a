import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CaseView } from '#shared/contract/cases.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Button, Press } from '../../ui/button.tsx'
import { Time } from '../../ui/time.tsx'
import { StateMark } from './State.tsx'
import { atWork, useCaseWords } from './words.ts'

/** Shown before all are asked for. */
const FEW = 5
const MOST = 100

export const casesOf = (customer: number) => api.cases.list.queryOptions({ input: { customer, limit: MOST } })

/** A customer's cases: those at work, then those that are over, latest first. */
export function CustomerCases({ customer }: { customer: number }) {
  const { t } = useTranslation('cases')
  const { t: problem } = useTranslation('problems')
  const [all, setAll] = useState(false)
  const { data, error } = useQuery(casesOf(customer))
  if (error) return <p className="text-ink-2">{failureText(error, problem)}</p>
  if (!data) return null
  const rows = [...data.rows.filter(one => atWork(one.state)), ...data.rows.filter(one => !atWork(one.state))]
  if (rows.length === 0) return <p className="text-ink-3">{t('list.noneOfCustomer')}</p>
  return (
    <>
      <ul className="-mx-2 flex flex-col">
        {(all ? rows : rows.slice(0, FEW)).map(one => (
          <li key={one.id}>
            <Item one={one} before={rows.find(other => other.id === one.follows)} />
          </li>
        ))}
      </ul>
      {rows.length > FEW && !all && (
        <div className="-ms-3">
          <Button look="quiet" onPress={() => setAll(true)}>
            {t('list.all', { count: rows.length })}
          </Button>
        </div>
      )}
    </>
  )
}

function Item({ one, before }: { one: CaseView; before: CaseView | undefined }) {
  const { t } = useTranslation('cases')
  const words = useCaseWords()
  const go = (to: CaseView): void => {
    if (to.lastInteraction !== undefined) goTo({ at: 'customers', customer: to.customer, interaction: to.lastInteraction })
  }
  return (
    <>
      <Press onPress={() => go(one)} className="flex min-h-8 w-full items-center gap-2 rounded-2 px-2 text-start hover:bg-hover">
        <StateMark state={one.state} />
        <bdi className={`min-w-0 grow truncate ${atWork(one.state) ? '' : 'text-ink-2'}`}>{words.title(one)}</bdi>
        <span className="shrink-0 text-12 text-ink-2">{words.state(one.state)}</span>
        <span className="shrink-0 text-12 text-ink-3">
          <Time at={one.lastAt} form="short" plain />
        </span>
      </Press>
      {before && (
        <Press
          onPress={() => go(before)}
          className="ms-6 mb-1 flex max-w-full min-w-0 rounded-1 px-2 text-start text-12 text-ink-3 hover:text-ink"
        >
          <span className="truncate">{t('follows', { title: words.title(before) })}</span>
        </Press>
      )}
    </>
  )
}
