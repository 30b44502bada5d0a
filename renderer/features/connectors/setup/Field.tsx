import { Text } from 'react-aria-components'
import type { FormField } from '#shared/contract/connectors.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button, FileTrigger } from '../../../ui/button.tsx'
import { Select, Switch } from '../../../ui/choice.tsx'
import { TextField } from '../../../ui/field.tsx'
import { useKindWords } from '../kinds.ts'
import type { Fault } from './draft.ts'

const AUTOMATIC = ' '

interface FieldProps {
  kind: string
  field: FormField
  value: string | boolean
  onChange: (value: string | boolean) => void
  fault: Fault | undefined
  /** A secret that is kept unless a new one is typed. */
  stored: boolean
  autoFocus: boolean
}

/** One field of a connector's form, as its schema describes it. */
export function Field({ kind, field, value, onChange, fault, stored, autoFocus }: FieldProps) {
  const { t } = useTranslation('connectors')
  const words = useKindWords()
  const { name, type, required, choices = [] } = field
  const label = words.label(kind, name)
  const help = words.help(kind, name)
  if (type === 'toggle') {
    return (
      <div className="flex flex-col gap-1">
        <Switch isSelected={value === true} onChange={onChange}>
          {label}
        </Switch>
        {help && <Text className="text-12 leading-read text-ink-2">{help}</Text>}
      </div>
    )
  }
  const text = typeof value === 'string' ? value : ''
  if (type === 'choice') {
    const options = choices.map(id => ({ id, label: words.choice(kind, name, id) }))
    return (
      <div className="flex flex-col gap-1">
        <Select
          label={label}
          value={text || AUTOMATIC}
          onChange={id => onChange(id === AUTOMATIC ? '' : id)}
          options={required ? options : [{ id: AUTOMATIC, label: t('setup.automatic') }, ...options]}
        />
        {help && <Text className="text-12 leading-read text-ink-2">{help}</Text>}
      </div>
    )
  }
  const secret = type === 'secret'
  const box = (
    <TextField
      label={label}
      value={text}
      onChange={onChange}
      type={secret ? 'password' : 'text'}
      autoComplete={secret ? 'new-password' : 'off'}
      hint={secret && stored ? t('setup.secretHelp') : help}
      error={fault && t(`setup.${fault}`)}
      autoFocus={autoFocus}
      {...(secret && stored && { placeholder: t('setup.unchanged') })}
    />
  )
  const { hilo } = window
  if (type !== 'path' || !hilo) return box
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 grow">{box}</div>
      <div className="pt-5.5">
        <FileTrigger
          acceptDirectory={kind === 'folder'}
          onSelect={files => {
            const [file] = files ?? []
            // A folder is known by the files in it.
            if (file) onChange(kind === 'folder' ? folderOf(hilo.pathFor(file), file.webkitRelativePath) : hilo.pathFor(file))
          }}
        >
          <Button>{t('setup.choosePath')}</Button>
        </FileTrigger>
      </div>
    </div>
  )
}

function folderOf(path: string, inside: string): string {
  return path.slice(0, path.length - inside.length + (inside.split('/')[0]?.length ?? 0))
}
