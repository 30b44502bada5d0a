import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { TextField } from '../../ui/field.tsx'

/** What the agent is called in what customers get; kept once it is typed to its end. */
export function OwnName({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  const { t } = useTranslation('settings')
  const [typed, setTyped] = useState(name)
  const keep = (): void => {
    if (typed.trim() !== name) onChange(typed.trim())
  }
  return (
    <TextField
      label={t('name.label')}
      hint={t('name.hint')}
      value={typed}
      onChange={value => setTyped(value.slice(0, 100))}
      autoComplete="name"
      onBlur={keep}
      onEnter={keep}
    />
  )
}
