import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { BusinessHours } from '#shared/sla/hours.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field.tsx'

type Holiday = BusinessHours['holidays'][number]

/** Days off besides the week's. */
export function Holidays({ holidays, onChange }: { holidays: readonly Holiday[]; onChange: (holidays: Holiday[]) => void }) {
  const { t } = useTranslation('sla')
  const { locale } = useFormats()
  const [day, setDay] = useState('')
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  const known = holidays.some(each => each.day === day.trim())
  const valid = isDay(day.trim())
  const add = (): void => {
    setTried(true)
    if (!valid || known) return
    onChange([...holidays, { day: day.trim(), name: name.trim().slice(0, 100) }].toSorted((a, b) => a.day.localeCompare(b.day)))
    setDay('')
    setName('')
    setTried(false)
  }
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-13 font-strong">{t('holidays.title')}</h3>
      {holidays.length > 0 && (
        <ul aria-label={t('holidays.title')} className="max-h-72 divide-y divide-line overflow-auto border-y border-line">
          {holidays.map(each => (
            <li key={each.day} className="flex min-h-9 items-center gap-3">
              <span className="tabular shrink-0">{format.format(Date.parse(each.day))}</span>
              <bdi className="min-w-0 grow truncate text-ink-2">{each.name}</bdi>
              <IconButton
                small
                icon={X}
                label={t('holidays.remove', { day: format.format(Date.parse(each.day)) })}
                onPress={() => onChange(holidays.filter(other => other !== each))}
              />
            </li>
          ))}
        </ul>
      )}
      <form
        className="flex flex-wrap items-start gap-2"
        onSubmit={event => {
          event.preventDefault()
          add()
        }}
      >
        <div className="w-36">
          <TextField
            label={t('holidays.day')}
            hideLabel
            placeholder={t('holidays.dayExample')}
            value={day}
            onChange={setDay}
            error={tried && known ? t('holidays.known') : tried && !valid ? t('holidays.wrong') : undefined}
          />
        </div>
        <div className="min-w-32 grow">
          <TextField label={t('holidays.name')} hideLabel placeholder={t('holidays.name')} value={name} onChange={setName} />
        </div>
        <Button type="submit" icon={Plus} isDisabled={day.trim() === ''}>
          {t('holidays.add')}
        </Button>
      </form>
    </div>
  )
}

function isDay(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}
