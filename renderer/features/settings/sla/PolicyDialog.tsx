import { useState } from 'react'
import type { QueueView } from '#shared/contract/cases.ts'
import { type CasePriority, casePriorities } from '#shared/model/case.ts'
import { type SlaKind, type SlaPolicy, slaKinds } from '#shared/sla/policy.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Checkbox, Segmented } from '../../../ui/choice.tsx'
import { TextField } from '../../../ui/field.tsx'
import { AskDialog } from '../../../ui/overlay.tsx'
import { useCaseWords } from '../../cases/words.ts'
import { readTarget, writeTarget } from './entry.ts'

interface PolicyDialogProps {
  policy: SlaPolicy
  isNew: boolean
  queues: readonly QueueView[]
  onClose: () => void
  onSave: (policy: SlaPolicy) => void
}

const priorities = casePriorities.toReversed()

/** One policy: for which cases, by which clock, and the times by priority. */
export function PolicyDialog({ policy, isNew, queues, onClose, onSave }: PolicyDialogProps) {
  const { t } = useTranslation('sla')
  const words = useCaseWords()
  const [name, setName] = useState(policy.name)
  const [chosen, setChosen] = useState(policy.queues)
  const [clock, setClock] = useState(policy.clock)
  const [typed, setTyped] = useState<Record<string, string>>({})
  const [tried, setTried] = useState(false)
  const textOf = (priority: CasePriority, kind: SlaKind): string =>
    typed[`${priority} ${kind}`] ?? writeTarget(policy.targets[priority][kind])
  const wrong = (priority: CasePriority, kind: SlaKind): boolean => readTarget(textOf(priority, kind)) === undefined
  const save = (): void => {
    setTried(true)
    if (priorities.some(priority => slaKinds.some(kind => wrong(priority, kind)))) return
    const of = (priority: CasePriority) =>
      Object.fromEntries(
        slaKinds.flatMap(kind => {
          const minutes = readTarget(textOf(priority, kind))
          return typeof minutes === 'number' ? [[kind, minutes]] : []
        }),
      )
    onSave({
      ...policy,
      name: name.trim().slice(0, 100),
      queues: chosen,
      clock,
      targets: { urgent: of('urgent'), high: of('high'), normal: of('normal'), low: of('low') },
    })
  }
  return (
    <AskDialog wide onClose={onClose} title={t(isNew ? 'policy.new' : 'policy.edit')} onAct={save} act={t('save')}>
      <div className="flex flex-col gap-4">
        <TextField label={t('policy.name')} placeholder={t('policy.standard')} value={name} onChange={setName} autoFocus onEnter={save} />
        {queues.length > 0 && (
          <fieldset className="flex flex-col gap-1.5">
            <legend className="mb-1 text-13 font-strong">{t('policy.queues')}</legend>
            {queues.map(queue => (
              <Checkbox
                key={queue.id}
                isSelected={chosen.includes(queue.id)}
                onChange={on => setChosen(on ? [...chosen, queue.id] : chosen.filter(id => id !== queue.id))}
              >
                <bdi className="wrap-anywhere">{queue.name}</bdi>
              </Checkbox>
            ))}
            <p className="text-12 text-ink-2">{t('policy.queuesHint')}</p>
          </fieldset>
        )}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <span aria-hidden className="text-13 font-strong">
            {t('clock.label')}
          </span>
          <Segmented
            label={t('clock.label')}
            value={clock}
            onChange={setClock}
            options={[
              { id: 'working', label: t('clock.working') },
              { id: 'always', label: t('clock.always') },
            ]}
          />
        </div>
        <table className="w-full border-separate border-spacing-x-1 border-spacing-y-1">
          <thead>
            <tr>
              <td />
              {slaKinds.map(kind => (
                <th key={kind} scope="col" className="text-start text-12 font-strong">
                  {t(`kind.${kind}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {priorities.map(priority => (
              <tr key={priority}>
                <th scope="row" className="pe-2 text-start text-13 font-normal">
                  {words.priority(priority)}
                </th>
                {slaKinds.map(kind => (
                  <td key={kind} className="align-top">
                    <TextField
                      label={t('target', { kind: t(`kind.${kind}`), priority: words.priority(priority) })}
                      hideLabel
                      placeholder={t('noTarget')}
                      value={textOf(priority, kind)}
                      onChange={text => setTyped(now => ({ ...now, [`${priority} ${kind}`]: text }))}
                      onEnter={save}
                      error={tried && wrong(priority, kind) ? t('wrongTarget') : undefined}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <p className="text-12 text-ink-2 leading-read">{t('targetHint')}</p>
      </div>
    </AskDialog>
  )
}
