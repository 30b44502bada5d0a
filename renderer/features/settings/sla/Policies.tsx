import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Pencil, Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { SlaPolicy, SlaSettings } from '#shared/sla/policy.ts'
import { api } from '../../../api/client.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { toast } from '../../../ui/toast.tsx'
import { PolicyDialog } from './PolicyDialog.tsx'

/** What is promised, in the order in which a case's policy is looked for. */
export function Policies({ settings, onChange }: { settings: SlaSettings; onChange: (policies: SlaPolicy[]) => void }) {
  const { t } = useTranslation('sla')
  const formats = useFormats()
  const { policies } = settings
  const { data: queues = [] } = useQuery(api.cases.queues.queryOptions())
  const [editing, setEditing] = useState<SlaPolicy>()
  const nameOf = ({ name }: SlaPolicy): string => name || t('policy.standard')
  const forWhat = ({ queues: chosen }: SlaPolicy): string =>
    chosen.length === 0
      ? t('policy.all')
      : formats.list(chosen.map(id => queues.find(queue => queue.id === id)?.name ?? t('policy.goneQueue')))
  const swap = (index: number, by: 1 | -1): void => {
    const one = policies[index]
    const other = policies[index + by]
    if (one && other) onChange(policies.with(index, other).with(index + by, one))
  }
  const fresh = (): SlaPolicy => ({
    id: crypto.randomUUID(),
    name: '',
    queues: [],
    clock: 'working',
    targets: { urgent: {}, high: {}, normal: {}, low: {} },
  })
  return (
    <div className="flex flex-col gap-2">
      {policies.length === 0 && <p className="text-ink-2">{t('policy.none')}</p>}
      {policies.length > 0 && (
        <ul aria-label={t('policy.list')} className="divide-y divide-line border-y border-line">
          {policies.map((policy, index) => (
            <li key={policy.id} className="flex min-h-11 items-center gap-1">
              <span className="flex min-w-0 grow flex-wrap items-baseline gap-x-3">
                <bdi className="min-w-0 wrap-anywhere">{nameOf(policy)}</bdi>
                <span className="min-w-0 text-12 text-ink-2 wrap-anywhere">{forWhat(policy)}</span>
              </span>
              {policies.length > 1 && (
                <>
                  <IconButton
                    small
                    icon={ArrowUp}
                    label={t('policy.up', { name: nameOf(policy) })}
                    isDisabled={index === 0}
                    onPress={() => swap(index, -1)}
                  />
                  <IconButton
                    small
                    icon={ArrowDown}
                    label={t('policy.down', { name: nameOf(policy) })}
                    isDisabled={index === policies.length - 1}
                    onPress={() => swap(index, 1)}
                  />
                </>
              )}
              <IconButton small icon={Pencil} label={t('policy.change', { name: nameOf(policy) })} onPress={() => setEditing(policy)} />
              <IconButton
                small
                icon={X}
                label={t('policy.remove', { name: nameOf(policy) })}
                onPress={() => {
                  onChange(policies.filter(other => other !== policy))
                  toast({ text: t('policy.removed', { name: nameOf(policy) }), undo: () => onChange([...policies]) })
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button icon={Plus} isDisabled={policies.length >= 50} onPress={() => setEditing(fresh())}>
          {t('policy.add')}
        </Button>
      </div>
      {editing && (
        <PolicyDialog
          policy={editing}
          isNew={!policies.some(({ id }) => id === editing.id)}
          queues={queues}
          onClose={() => setEditing(undefined)}
          onSave={saved => {
            setEditing(undefined)
            const at = policies.findIndex(({ id }) => id === saved.id)
            // A new one that is for some queues only would never be reached behind one for all.
            onChange(at >= 0 ? policies.with(at, saved) : [saved, ...policies])
          }}
        />
      )}
    </div>
  )
}
