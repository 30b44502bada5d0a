import { useQuery } from '@tanstack/react-query'
import { Split } from 'lucide-react'
import { useState } from 'react'
import type { CaseView } from '#shared/contract/cases.ts'
import type { Interaction } from '#shared/contract/timeline.ts'
import { api } from '../../../api/client.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Time } from '../../../ui/time.tsx'
import { useCaseActs } from '../acts.ts'
import { StateMark } from '../State.tsx'
import { useCaseWords } from '../words.ts'
import { type Choice, PickDialog } from './PickDialog.tsx'

const OFFERED = 100

/** The customer's cases to choose from, those at work first. */
function useOffered(
  customer: number,
  but: (one: CaseView) => boolean,
  take: (one: CaseView) => void,
): { offered: Choice[]; isLoading: boolean } {
  const words = useCaseWords()
  const { data, isLoading } = useQuery(api.cases.list.queryOptions({ input: { customer, limit: OFFERED } }))
  const offered = (data?.rows ?? [])
    .filter(one => !but(one))
    .map(one => ({
      key: String(one.id),
      text: words.title(one),
      content: (
        <>
          <StateMark state={one.state} size={16} />
          <bdi className="min-w-0 grow truncate">{words.title(one)}</bdi>
          <span className="shrink-0 text-12 text-ink-2">{words.state(one.state)}</span>
          <span className="shrink-0 text-12 text-ink-3">
            <Time at={one.lastAt} form="short" plain />
          </span>
        </>
      ),
      run: () => take(one),
    }))
  return { offered, isLoading }
}

/** Where these interactions belong: a new case, or another one of the customer. */
export function MoveDialog({ customer, rows, onClose }: { customer: number; rows: readonly Interaction[]; onClose: () => void }) {
  const { t } = useTranslation('cases')
  const acts = useCaseActs()
  const [typed, onType] = useState('')
  const ids = rows.map(row => row.id)
  const homes = new Set(rows.map(row => row.case?.id))
  const { offered, isLoading } = useOffered(
    customer,
    one => homes.size === 1 && homes.has(one.id),
    one => {
      onClose()
      void acts.move(ids, one)
    },
  )
  const fresh: Choice = {
    key: 'new',
    text: t('move.new'),
    content: (
      <>
        <Split aria-hidden size={16} className="shrink-0 text-ink-3" />
        <span>{t('move.new')}</span>
      </>
    ),
    run: () => {
      onClose()
      void acts.split(ids)
    },
  }
  return (
    <PickDialog
      title={t('move.ask', { count: ids.length })}
      typed={typed}
      onType={onType}
      onClose={onClose}
      settled={!isLoading}
      choices={[{ choices: [fresh] }, { heading: t('move.others'), choices: offered }]}
      nothing={t('ask.none')}
    />
  )
}

/** Which case this one is part of. */
export function JoinDialog({ one, onClose, onJoined }: { one: CaseView; onClose: () => void; onJoined: (into: number) => void }) {
  const { t } = useTranslation('cases')
  const acts = useCaseActs()
  const words = useCaseWords()
  const [typed, onType] = useState('')
  const { offered, isLoading } = useOffered(
    one.customer,
    other => other.id === one.id,
    into => {
      onClose()
      void acts.join(one, into).then(id => {
        if (id !== undefined) onJoined(id)
      })
    },
  )
  return (
    <PickDialog
      title={t('join.ask', { title: words.title(one) })}
      typed={typed}
      onType={onType}
      onClose={onClose}
      settled={!isLoading}
      choices={[{ heading: t('move.others'), choices: offered }]}
      nothing={t('join.none')}
    />
  )
}
