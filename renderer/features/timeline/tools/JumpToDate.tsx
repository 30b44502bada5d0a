import { fromAbsolute, getLocalTimeZone, toCalendarDate } from '@internationalized/date'
import { useQuery } from '@tanstack/react-query'
import { CalendarSearch, ChevronLeft, ChevronRight } from 'lucide-react'
import { useRef } from 'react'
import { Calendar, CalendarCell, CalendarGrid, CalendarHeading, I18nProvider } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { useCommands } from '../../../commands/registry.ts'
import { useFormats } from '../../../i18n/format.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Popover } from '../../../ui/overlay.tsx'

/** A calendar from the first to the last interaction; a day chosen is gone to. */
export function JumpToDate({ customer, onDate }: { customer: number; onDate: (at: number) => void }) {
  const { t } = useTranslation('timeline')
  const { locale } = useFormats()
  const button = useRef<HTMLButtonElement>(null)
  const { data: span } = useQuery(api.timeline.span.queryOptions({ input: { customer } }))
  useCommands([{ id: 'timeline.date', label: t('command.date'), group: t('title'), shortcut: 'd', run: () => button.current?.click() }])
  const zone = getLocalTimeZone()
  const day = (at: number) => toCalendarDate(fromAbsolute(at, zone))
  return (
    <Popover label={t('command.date')} trigger={<IconButton ref={button} icon={CalendarSearch} label={t('command.date')} shortcut="d" />}>
      {close =>
        span && (
          <I18nProvider locale={locale}>
            <Calendar
              aria-label={t('command.date')}
              autoFocus
              minValue={day(span.first)}
              maxValue={day(span.last)}
              defaultFocusedValue={day(span.last)}
              onChange={date => {
                close()
                onDate(date.toDate(zone).getTime())
              }}
            >
              <div className="flex items-center justify-between pb-2">
                <IconButton slot="previous" small icon={ChevronLeft} label={t('date.before')} />
                <CalendarHeading className="text-13 font-strong" />
                <IconButton slot="next" small icon={ChevronRight} label={t('date.next')} />
              </div>
              <CalendarGrid className="tabular border-separate border-spacing-0.5 text-12 [&_th]:font-regular [&_th]:text-ink-3">
                {date => (
                  <CalendarCell
                    date={date}
                    className="flex size-8 items-center justify-center rounded-2 text-ink outline-none data-[disabled]:text-ink-3/50 data-[focus-visible]:outline-2 data-[focus-visible]:outline-accent data-[hovered]:bg-hover data-[outside-month]:hidden data-[selected]:bg-accent data-[selected]:text-on-accent"
                  />
                )}
              </CalendarGrid>
            </Calendar>
          </I18nProvider>
        )
      }
    </Popover>
  )
}
