import { Pencil } from 'lucide-react'
import { useState } from 'react'
import type { FieldState, Guess } from '#shared/contract/profile.ts'
import { client } from '../../../api/client.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { useChange } from './change.ts'
import { Editor } from './Editor.tsx'
import { type FieldType, useDetailWords } from './words.ts'

interface FieldProps {
  customer: number
  /** An attribute's id, or an own field. */
  field: string
  label: string
  type: FieldType
  choices?: readonly string[]
  state: FieldState
  guess?: Guess | undefined
}

/** One thing that is known of a customer: its value, where it comes from, what else is said, and a button to change it in its place. */
export function Field({ customer, field, label, type, choices = [], state, guess }: FieldProps) {
  const { t } = useTranslation('details')
  const words = useDetailWords()
  const change = useChange()
  const [editing, setEditing] = useState(false)
  const save = async (value: string): Promise<string | undefined> => {
    const next = value.trim() === '' ? null : value
    const wrong =
      next === (state.value ?? null) ? undefined : await change(client.profile.set({ customer, field, value: next }), t('saved', { label }))
    if (wrong === undefined) setEditing(false)
    return wrong
  }
  const { value, origin, others } = state
  return (
    <div className="flex flex-col gap-0.5 py-1.5">
      <dt className="text-12 text-ink-2">{label}</dt>
      <dd className="flex min-w-0 flex-col gap-0.5">
        {editing ? (
          <Editor
            label={label}
            type={type}
            choices={choices}
            value={value ?? guess?.value ?? ''}
            onSave={save}
            onCancel={() => setEditing(false)}
          />
        ) : (
          <span className="flex items-start justify-between gap-2">
            <span className="min-w-0 wrap-anywhere leading-read">
              {value !== undefined ? (
                <Value customer={customer} field={field} type={type} value={value} />
              ) : guess ? (
                <>
                  {words.value(type, guess.value)} <span className="text-ink-2">{t('guess.mark')}</span>
                </>
              ) : (
                <span className="text-ink-3">{t('unknown')}</span>
              )}
            </span>
            <IconButton small icon={Pencil} label={t('change', { label })} placement="left" onPress={() => setEditing(true)} />
          </span>
        )}
        {value !== undefined && origin && <span className="text-12 text-ink-3 wrap-anywhere">{words.origin(origin)}</span>}
        {value === undefined && origin && <span className="text-12 text-ink-3">{t('emptied', { origin: words.origin(origin) })}</span>}
        {!editing && guess && value === undefined && (
          <span className="flex flex-wrap items-center gap-x-2">
            <span className="min-w-0 text-12 text-ink-3 wrap-anywhere leading-read">{words.reason(guess)}</span>
            <span className="-ms-3">
              <Button look="quiet" onPress={() => void save(guess.value)}>
                {t('guess.confirm')}
              </Button>
            </span>
          </span>
        )}
        {others.map(other => (
          <span key={`${other.value} ${other.origin.at}`} className="flex flex-wrap items-center gap-x-2">
            <span className="min-w-0 text-12 text-ink-3 wrap-anywhere leading-read">
              {t('other', { value: words.value(type, other.value), origin: words.origin(other.origin) })}
            </span>
            <span className="-ms-3">
              <Button
                look="quiet"
                aria-label={t('takeThis', { label, value: words.value(type, other.value) })}
                onPress={() => void save(other.value)}
              >
                {t('take')}
              </Button>
            </span>
          </span>
        ))}
      </dd>
    </div>
  )
}

function Value({ customer, field, type, value }: Pick<FieldProps, 'customer' | 'field' | 'type'> & { value: string }) {
  const words = useDetailWords()
  const text = words.value(type, value)
  // The desktop shows addresses of the encrypted web only, so others are there to be copied.
  if (type !== 'link' || !value.startsWith('https:')) return <bdi className="whitespace-pre-wrap">{text}</bdi>
  return (
    <a
      href={value}
      target="_blank"
      rel="noreferrer"
      className="rounded-1 text-link underline underline-offset-2"
      onClick={event => {
        // The desktop's window opens nothing: the main process shows it in the system's browser.
        if (!window.hilo) return
        event.preventDefault()
        void client.profile.open({ customer, field })
      }}
    >
      {text}
    </a>
  )
}
