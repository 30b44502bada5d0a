import { Check, X } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Combo, Select } from '../../../ui/choice.tsx'
import { TextField } from '../../../ui/field.tsx'
import { type FieldType, zoneName } from './words.ts'

/** Languages offered by name; any other can be there from elsewhere. */
const languages =
  'ar bg bn ca cs da de el en es et eu fa fi fr gl he hi hr hu id it ja ko lt lv ms nb nl pl pt ro ru sk sl sr sv th tr uk ur vi zh'.split(
    ' ',
  )

interface EditorProps {
  label: string
  type: FieldType
  choices: readonly string[]
  value: string
  /** Answers with what is wrong; nothing when it was saved. */
  onSave: (value: string) => Promise<string | undefined>
  onCancel: () => void
}

/** A value being changed in its place: Enter saves, Escape leaves it as it was; what is chosen from a list is saved at once. */
export function Editor({ label, type, choices, value, onSave, onCancel }: EditorProps) {
  const { t } = useTranslation('details')
  const [typed, setTyped] = useState(value)
  const [error, setError] = useState<string>()
  const saving = useRef(false)
  const save = async (next: string): Promise<void> => {
    // Enter once more before the answer would be a change of its own, and the one that `z` takes back.
    if (saving.current) return
    saving.current = true
    setError(await onSave(next))
    saving.current = false
  }
  return (
    <form
      // What is wrong with a value is for the store to say: the browser would not let it be corrected.
      noValidate
      aria-label={label}
      className="flex min-w-0 grow items-start gap-1"
      onSubmit={event => {
        event.preventDefault()
        void save(typed)
      }}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      <div className="min-w-0 grow">
        {type === 'choice' ? (
          <Select
            label={label}
            hideLabel
            value={value}
            onChange={next => void save(next)}
            options={[{ id: '', label: t('none') }, ...choices.map(choice => ({ id: choice, label: choice }))]}
          />
        ) : type === 'zone' || type === 'language' ? (
          <Listed label={label} type={type} value={value} onChange={next => void save(next)} />
        ) : type === 'date' ? (
          <input
            type="date"
            // biome-ignore lint/a11y/noAutofocus: it was opened to type
            autoFocus
            aria-label={label}
            value={typed}
            onChange={event => setTyped(event.target.value)}
            className="h-8 w-full rounded-2 border border-line-strong bg-canvas px-2.5 text-13"
          />
        ) : (
          <TextField autoFocus label={label} hideLabel value={typed} onChange={setTyped} error={error} />
        )}
        {error && (type === 'date' || type === 'choice' || type === 'zone' || type === 'language') && (
          <p role="alert" className="mt-1 text-12 text-red leading-read">
            {error}
          </p>
        )}
      </div>
      {(type === 'zone' || type === 'language') && value !== '' && (
        <IconButton icon={X} label={t('forget')} onPress={() => void save('')} />
      )}
      {type !== 'choice' && type !== 'zone' && type !== 'language' && <IconButton icon={Check} label={t('save')} type="submit" />}
      {type !== 'zone' && type !== 'language' && <IconButton icon={X} label={t('cancel')} onPress={onCancel} />}
    </form>
  )
}

function Listed({
  label,
  type,
  value,
  onChange,
}: Pick<EditorProps, 'label' | 'value'> & { type: 'zone' | 'language'; onChange: (value: string) => void }) {
  const { locale } = useFormats()
  const options = useMemo(() => {
    if (type === 'zone') return Intl.supportedValuesOf('timeZone').map(id => ({ id, label: zoneName(id) }))
    const names = new Intl.DisplayNames(locale, { type: 'language' })
    const known = value === '' || languages.includes(value) ? languages : [value, ...languages]
    return known.map(id => ({ id, label: names.of(id) ?? id })).sort((a, b) => a.label.localeCompare(b.label, locale))
  }, [type, locale, value])
  return <Combo label={label} options={options} value={value} onChange={onChange} />
}
