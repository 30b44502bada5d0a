import { fromAbsolute, getLocalTimeZone, toCalendarDate } from '@internationalized/date'
import { useQuery } from '@tanstack/react-query'
import { CalendarSearch } from 'lucide-react'
import { useRef } from 'react'
import { Calendar, I18nProvider } from 'react-aria-components'
import { api } from '../../../api/client.ts'
import { useCommands } from '../../../commands/registry.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Month } from '../../../ui/month.tsx'
import { Popover } from '../../../ui/overlay.tsx'

/** A calendar from the first to the last interaction; a day chosen is gone to. */
export function JumpToDate({ customer, onDate }: { customer: number; onDate: (at: number) => void }) {
  const { t } = useTranslation('timeline')
  const button = useRef<HTMLButtonElement>(null)
  useCommands([{ id: 'timeline.date', label: t('command.date'), group: t('title'), shortcut: 'd', run: () => button.current?.click() }])
  return (
    <Popover label={t('command.date')} trigger={<IconButton ref={button} icon={CalendarSearch} label={t('command.date')} shortcut="d" />}>
      {close => (
        <Days
          customer={customer}
          onDate={at => {
            close()
            onDate(at)
          }}
        />
      )}
    </Popover>
  )
}

function Days({ customer, onDate }: { customer: number; onDate: (at: number) => void }) {
  const { t } = useTranslation('timeline')
  const { locale } = useFormats()
  const { data: span } = useQuery(api.timeline.span.queryOptions({ input: { customer } }))
  const zone = getLocalTimeZone()
  const day = (at: number) => toCalendarDate(fromAbsolute(at, zone))
  return (
    span && (
      <I18nProvider locale={locale}>
        <Calendar
          aria-label={t('command.date')}
          autoFocus
          minValue={day(span.first)}
          maxValue={day(span.last)}
          defaultFocusedValue={day(span.last)}
          onChange={date => onDate(date.toDate(zone).getTime())}
        >
          <Month before={t('date.before')} next={t('date.next')} />
        </Calendar>
      </I18nProvider>
    )
  )
}
