import { useState } from 'react'
import type { Block, BusinessHours } from '#shared/sla/hours.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { TextField } from '../../../ui/field.tsx'
import { readBlocks, writeBlocks } from './entry.ts'

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1)

/** The hours of each weekday, typed; saved with Enter and on leaving the field. */
export function Week({ hours, onChange }: { hours: BusinessHours; onChange: (week: Block[][]) => void }) {
  const { t } = useTranslation('sla')
  const { locale } = useFormats()
  const name = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-13 font-strong">{t('hours.title')}</legend>
      {hours.week.map((blocks, index) => {
        const day = name.format(MONDAY + index * 24 * 3600_000)
        return (
          <Day
            // biome-ignore lint/suspicious/noArrayIndexKey: the days of the week never move
            key={index}
            name={day}
            blocks={blocks}
            onChange={next => onChange(hours.week.with(index, next))}
          />
        )
      })}
      <p className="text-12 text-ink-2 leading-read">{t('hours.hint')}</p>
    </fieldset>
  )
}

function Day({ name, blocks, onChange }: { name: string; blocks: Block[]; onChange: (blocks: Block[]) => void }) {
  const { t } = useTranslation('sla')
  const [typed, setTyped] = useState<string>()
  const [wrong, setWrong] = useState(false)
  const shown = writeBlocks(blocks)
  const commit = (): void => {
    if (typed === undefined) return
    const read = readBlocks(typed)
    setWrong(read === undefined)
    if (!read) return
    setTyped(undefined)
    if (writeBlocks(read) !== shown) onChange(read)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: notes that the field in it was left
    <div className="grid grid-cols-[7rem_1fr] items-start gap-2" onBlur={commit}>
      <span aria-hidden className="truncate py-1.5 first-letter:uppercase">
        {name}
      </span>
      <TextField
        label={name}
        hideLabel
        placeholder={t('hours.closed')}
        value={typed ?? shown}
        onChange={text => {
          setTyped(text)
          setWrong(false)
        }}
        onEnter={commit}
        error={wrong ? t('hours.wrong') : undefined}
      />
    </div>
  )
}
