import { useMutation, useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { QueueView } from '#shared/contract/cases.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Banner } from '../../ui/states.tsx'

/** In the settings: queues in which cases wait, in their order. */
export function QueuesPart() {
  const { t } = useTranslation('cases')
  const { t: problem } = useTranslation('problems')
  const { data: queues = [], error } = useQuery(api.cases.queues.queryOptions())
  const order = useMutation(api.cases.orderQueues.mutationOptions())
  const remove = useMutation(api.cases.removeQueue.mutationOptions())
  const [leaving, setLeaving] = useState<QueueView>()
  const swap = (index: number, by: 1 | -1): void => {
    const ids = queues.map(queue => queue.id)
    const [one] = ids.splice(index, 1)
    if (one === undefined) return
    ids.splice(index + by, 0, one)
    order.mutate({ ids })
  }
  const failed = error ?? order.error ?? remove.error
  return (
    <div className="flex flex-col gap-2">
      {failed && <Banner tone="failure">{failureText(failed, problem)}</Banner>}
      {queues.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {queues.map((queue, index) => (
            <li key={queue.id} className="flex min-h-11 items-center gap-1">
              <Name queue={queue} />
              <span className="tabular shrink-0 px-2 text-12 text-ink-2">{t('queues.open', { count: queue.open })}</span>
              <IconButton
                small
                icon={ArrowUp}
                label={t('queues.up', { name: queue.name })}
                isDisabled={index === 0}
                onPress={() => swap(index, -1)}
              />
              <IconButton
                small
                icon={ArrowDown}
                label={t('queues.down', { name: queue.name })}
                isDisabled={index === queues.length - 1}
                onPress={() => swap(index, 1)}
              />
              <IconButton small icon={X} label={t('queues.remove', { name: queue.name })} onPress={() => setLeaving(queue)} />
            </li>
          ))}
        </ul>
      )}
      <Add taken={queues.map(queue => queue.name)} />
      {leaving && (
        <Dialog
          isOpen
          onClose={() => setLeaving(undefined)}
          title={t('queues.removeTitle', { name: leaving.name })}
          footer={
            <>
              <Button look="quiet" onPress={() => setLeaving(undefined)}>
                {t('queues.keep')}
              </Button>
              <Button
                look="primary"
                onPress={() => {
                  setLeaving(undefined)
                  remove.mutate({ id: leaving.id })
                }}
              >
                {t('queues.removeDo')}
              </Button>
            </>
          }
        >
          <p className="leading-read">{t('queues.removeText', { count: leaving.open })}</p>
        </Dialog>
      )}
    </div>
  )
}

/** A queue's name, changed in its place: saved with Enter and on leaving it. */
function Name({ queue }: { queue: QueueView }) {
  const { t } = useTranslation('cases')
  const { t: problem } = useTranslation('problems')
  const [typed, setTyped] = useState<string>()
  const save = useMutation(api.cases.saveQueue.mutationOptions({ onSuccess: () => setTyped(undefined) }))
  const name = typed?.trim() ?? ''
  const commit = (): void => {
    if (typed === undefined) return
    if (name === '' || name === queue.name) setTyped(undefined)
    else save.mutate({ id: queue.id, name })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: notes that the field in it was left
    <div className="min-w-0 grow" onBlur={commit}>
      <TextField
        label={t('queues.name')}
        hideLabel
        value={typed ?? queue.name}
        onChange={setTyped}
        onEnter={commit}
        error={save.error ? failureText(save.error, problem) : undefined}
      />
    </div>
  )
}

function Add({ taken }: { taken: readonly string[] }) {
  const { t } = useTranslation('cases')
  const [typed, setTyped] = useState('')
  const name = typed.trim()
  const known = taken.includes(name)
  const add = useMutation(api.cases.saveQueue.mutationOptions())
  return (
    <form
      className="flex items-start gap-2"
      onSubmit={event => {
        event.preventDefault()
        if (name === '' || known) return
        add.mutate({ name })
        setTyped('')
      }}
    >
      <div className="grow">
        <TextField
          label={t('queues.new')}
          hideLabel
          placeholder={t('queues.example')}
          value={typed}
          onChange={setTyped}
          error={known ? t('queues.known') : undefined}
        />
      </div>
      <Button type="submit" icon={Plus} isDisabled={name === '' || known || name.length > 100}>
        {t('queues.add')}
      </Button>
    </form>
  )
}
