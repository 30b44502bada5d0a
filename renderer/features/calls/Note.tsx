import { useRef, useState } from 'react'
import type { CallView } from '#shared/contract/phone/calls.ts'
import { client } from '../../api/client.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Keys } from '../../ui/keys.tsx'

/** Text written during the call, kept at every stroke. */
export function Note({ call, id, shortcut, begun }: { call: CallView; id: string; shortcut: boolean; begun: boolean }) {
  const { t } = useTranslation('calls')
  const [text, setText] = useState(call.note)
  const [lost, setLost] = useState(false)
  const last = useRef(call.note)
  const keep = (next: string): void => {
    last.current = next
    client.calls.note({ key: call.key, text: next }).then(
      () => last.current === next && setLost(false),
      () => setLost(true),
    )
  }
  const lines = Math.min(6, Math.max(1, text.split('\n').length))
  return (
    <div className="flex min-w-60 grow flex-col gap-1">
      <label className="flex items-center gap-2 text-12 text-ink-2" htmlFor={id}>
        {t('note')}
        {shortcut && <Keys keys="F9" />}
        {lost && (
          <span role="alert" className="text-red">
            {t('lost')}
          </span>
        )}
      </label>
      <textarea
        // biome-ignore lint/a11y/noAutofocus: a key asked for it
        autoFocus={begun}
        id={id}
        value={text}
        rows={lines}
        maxLength={100_000}
        onChange={event => {
          setText(event.target.value)
          keep(event.target.value)
        }}
        onBlur={() => lost && keep(text)}
        className="w-full resize-y rounded-2 border border-line-strong bg-canvas px-2.5 py-1.5 text-13 leading-read text-ink outline-none focus:border-accent focus:outline-2 focus:outline-offset-0 focus:outline-accent"
      />
    </div>
  )
}
