import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CallView } from '#shared/contract/phone/calls.ts'
import { api, client } from '../../api/client.ts'
import { useCommands } from '../../commands/registry.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { toast } from '../../ui/toast.tsx'
import { CallBar, focusCall } from './CallBar.tsx'

/** Shown at a time: more calls than this nobody has. */
const MOST = 3

/**
 * Calls in progress, above everything else. They come and go without taking the focus: F8 goes to who is calling and F9 to the note, also while
 * something is being typed.
 */
export function CallBars() {
  const { t } = useTranslation('calls')
  const { data } = useQuery(api.calls.now.queryOptions())
  const calls = data?.calls.slice(0, MOST) ?? []
  const [first] = calls
  /** Of the call that a note is written about while it is still said to ring. */
  const [noting, setNoting] = useState<string>()
  const open = (call: CallView): void => {
    if (call.customer) goTo({ at: 'customers', customer: call.customer.id })
    else focusCall(call.key, 'acts')
  }
  const writeNote = (call: CallView): void => {
    // A phone that only tells of the ringing leaves it to the agent to say so. Nobody waits with the first word until that is known.
    if (call.state === 'ringing') {
      setNoting(call.key)
      client.calls.say({ key: call.key, state: 'answered' }).catch(() => {})
    }
    focusCall(call.key, 'note')
  }
  const none = (): void => void toast({ text: t('none') })
  useCommands([
    { id: 'calls.open', label: t('command.open'), group: t('title'), shortcut: 'F8', run: () => (first ? open(first) : none()) },
    {
      id: 'calls.note',
      label: t('command.note'),
      group: t('title'),
      shortcut: 'F9',
      run: () => {
        if (first) writeNote(first)
        else none()
      },
    },
  ])
  if (calls.length === 0) return null
  return (
    <section
      aria-label={t('title')}
      data-pane
      className="max-h-1/2 shrink-0 divide-y divide-line overflow-auto border-b border-line bg-raised"
    >
      {calls.map(call => (
        <CallBar key={call.key} call={call} first={call === first} noting={call.key === noting} onOpen={() => open(call)} />
      ))}
    </section>
  )
}
