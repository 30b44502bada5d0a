import { useMutation } from '@tanstack/react-query'
import { Phone, PhoneCall, PhoneIncoming, PhoneOff, PhoneOutgoing, UserRoundPlus, UserRoundSearch, X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { CallView } from '#shared/contract/phone/calls.ts'
import { api, client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Keys } from '../../ui/keys.tsx'
import { Banner } from '../../ui/states.tsx'
import { useNow } from '../../ui/time.tsx'
import { underWay, useUndo } from '../profile/undo.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { Note } from './Note.tsx'
import { Outcome } from './Outcome.tsx'
import { useCallerName } from './words.ts'

const idOf = (key: string, part: 'acts' | 'note'): string => `call-${part}-${key}`

/** Moves into a call's bar; into its note, if that is drawn. */
export function focusCall(key: string, part: 'acts' | 'note'): void {
  const element = document.getElementById(idOf(key, part))
  const target = part === 'acts' ? element?.querySelector('button') : element
  if (target instanceof HTMLElement) target.focus()
}

interface CallBarProps {
  call: CallView
  first: boolean
  /** A note about it was begun before it was said to be answered. */
  noting: boolean
  onOpen: () => void
}

/** One call: who, since when, what can be done, what is written, and how it ended. */
export function CallBar({ call, first, noting, onOpen }: CallBarProps) {
  const { t } = useTranslation('calls')
  const { t: problem } = useTranslation('problems')
  const { made } = useUndo()
  const { key, state, number } = call
  const [linking, setLinking] = useState(false)
  const creating = useRef(false)
  const say = useMutation(api.calls.say.mutationOptions())
  const close = useMutation(api.calls.close.mutationOptions())
  const tellCreated = async (): Promise<void> => {
    const { op, customer } = await client.calls.create({ key })
    goTo({ at: 'customers', customer })
    made(op, t('created', { number: number }))
  }
  const create = useMutation({
    mutationFn: () => underWay(tellCreated()),
    onSettled() {
      creating.current = false
    },
  })
  const failed = say.error ?? close.error ?? create.error
  const unknown = call.customer === undefined && number !== undefined
  // Pressed again before it is done, it would be refused, and that it was done never said. The button keeps the keys meanwhile: disabled, it would
  // leave them to the customer who is open.
  const makeCustomer = (): void => {
    if (creating.current) return
    creating.current = true
    create.mutate()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!unknown || linking || event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'n') makeCustomer()
    else if (event.key === 'l') setLinking(true)
    else return
    event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons inside it
    <div className="flex flex-col gap-2 px-4 py-2" onKeyDown={onKeyDown}>
      {failed && <Banner tone="failure">{failureText(failed, problem)}</Banner>}
      <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1.5 text-13">
        <Who call={call} />
        <Clock call={call} />
        <div id={idOf(key, 'acts')} className="ms-auto flex flex-wrap items-center gap-1.5">
          {call.customer && (
            <Button look="quiet" onPress={onOpen}>
              {t('open')}
              {first && <Keys keys="F8" />}
            </Button>
          )}
          {unknown && (
            <>
              <Button icon={UserRoundPlus} onPress={makeCustomer}>
                {t('create')}
                <Keys keys={first ? 'F8 n' : 'n'} />
              </Button>
              <Button icon={UserRoundSearch} onPress={() => setLinking(true)}>
                {t('link.open')}
                <Keys keys={first ? 'F8 l' : 'l'} />
              </Button>
            </>
          )}
          {state === 'ringing' && (
            <Button look="quiet" icon={Phone} onPress={() => say.mutate({ key, state: 'answered' })}>
              {t('answered')}
              {first && <Keys keys="F9" />}
            </Button>
          )}
          {state === 'answered' && (
            <Button look="quiet" icon={PhoneOff} onPress={() => say.mutate({ key, state: 'ended' })}>
              {t('ended')}
            </Button>
          )}
          <IconButton small icon={X} label={t('close')} placement="left" onPress={() => close.mutate({ key, outcome: 'none' })} />
        </div>
      </div>
      {(state !== 'ringing' || noting) && (
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <Note call={call} id={idOf(key, 'note')} shortcut={first} begun={noting} />
          {state === 'ended' && (
            <Outcome onChoose={(outcome, followUp) => close.mutate({ key, outcome, ...(followUp !== undefined && { followUp }) })} />
          )}
        </div>
      )}
      {linking && number !== undefined && <LinkDialog number={number} onClose={() => setLinking(false)} />}
    </div>
  )
}

/** Read aloud when there is time, whenever the state changes. */
function Who({ call }: { call: CallView }) {
  const { t } = useTranslation('calls')
  const nameOf = useCallerName()
  const { state, direction, number } = call
  const Icon = state === 'answered' ? PhoneCall : state === 'ended' ? PhoneOff : direction === 'in' ? PhoneIncoming : PhoneOutgoing
  const name = nameOf(call)
  return (
    <p role="status" className="flex min-w-0 flex-wrap items-center gap-x-2">
      <Icon aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-phone" />
      <span className="text-ink-2">{t(state === 'ringing' ? `state.ringing-${direction}` : `state.${state}`)}</span>{' '}
      <bdi className="min-w-0 font-strong wrap-anywhere">{name}</bdi>{' '}
      {number !== undefined && number !== name && <bdi className="tabular text-ink-2">{number}</bdi>}
    </p>
  )
}

function Clock({ call: { state, startedAt, answeredAt, endedAt } }: { call: CallView }) {
  const formats = useFormats()
  const now = useNow()
  const from = state === 'ringing' ? startedAt : (answeredAt ?? startedAt)
  const seconds = Math.max(0, Math.round(((endedAt ?? now) - from) / 1000))
  return <span className="tabular text-ink-3">{seconds > 0 && formats.duration(seconds)}</span>
}
