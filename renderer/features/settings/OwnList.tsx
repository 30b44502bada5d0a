import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'

/** Our own addresses, numbers and chat names, one a line. */
export function OwnList({ own, onChange }: { own: readonly string[]; onChange: (own: string[]) => void }) {
  const { t } = useTranslation('settings')
  const [added, setAdded] = useState('')
  const value = added.trim()
  const known = own.some(each => each.toLowerCase() === value.toLowerCase())
  const add = (): void => {
    if (value === '' || known) return
    onChange([...own, value])
    setAdded('')
  }
  return (
    <div className="flex flex-col gap-2">
      {own.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {own.map(each => (
            <li key={each} className="flex min-h-9 items-center justify-between gap-2">
              <bdi className="min-w-0 wrap-anywhere">{each}</bdi>
              <IconButton
                small
                icon={X}
                label={t('own.remove', { value: each })}
                onPress={() => onChange(own.filter(other => other !== each))}
              />
            </li>
          ))}
        </ul>
      )}
      <form
        className="flex items-start gap-2"
        onSubmit={event => {
          event.preventDefault()
          add()
        }}
      >
        <div className="grow">
          <TextField
            label={t('own.new')}
            hideLabel
            placeholder={t('own.example')}
            value={added}
            onChange={setAdded}
            error={value !== '' && known ? t('own.known') : undefined}
          />
        </div>
        <Button type="submit" icon={Plus} isDisabled={value === '' || known || own.length >= 100}>
          {t('own.add')}
        </Button>
      </form>
    </div>
  )
}
