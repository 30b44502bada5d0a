import { type CalendarDate, fromAbsolute, getLocalTimeZone, toCalendarDate, today } from '@internationalized/date'
import { CalendarClock } from 'lucide-react'
import { Calendar, I18nProvider } from 'react-aria-components'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Month } from '../../ui/month.tsx'
import { Popover } from '../../ui/overlay.tsx'

/** A follow-up is for a day; this is the hour it stands for. */
const HOUR = 9

/** Chooses the day a note comes up again, or none. */
export function FollowUp({ dueAt, onChange }: { dueAt: number | undefined; onChange: (dueAt: number | null) => void }) {
  const { t } = useTranslation('notes')
  const { locale } = useFormats()
  const zone = getLocalTimeZone()
  const now = today(zone)
  const set = (day: CalendarDate, close: () => void): void => {
    close()
    onChange(day.toDate(zone).getTime() + HOUR * 3600_000)
  }
  return (
    <Popover label={t('due.title')} trigger={<IconButton small icon={CalendarClock} label={t('due.title')} placement="left" />}>
      {close => (
        <div className="flex flex-col gap-2">
          <div className="flex flex-wrap gap-1">
            <Button onPress={() => set(now, close)}>{t('due.pick.today')}</Button>
            <Button onPress={() => set(now.add({ days: 1 }), close)}>{t('due.pick.tomorrow')}</Button>
            <Button onPress={() => set(now.add({ weeks: 1 }), close)}>{t('due.pick.week')}</Button>
          </div>
          <I18nProvider locale={locale}>
            <Calendar
              aria-label={t('due.title')}
              minValue={now}
              {...(dueAt !== undefined && { value: toCalendarDate(fromAbsolute(dueAt, zone)) })}
              onChange={day => set(day, close)}
            >
              <Month before={t('due.before')} next={t('due.next')} />
            </Calendar>
          </I18nProvider>
          {dueAt !== undefined && (
            <Button
              look="quiet"
              onPress={() => {
                close()
                onChange(null)
              }}
            >
              {t('due.none')}
            </Button>
          )}
        </div>
      )}
    </Popover>
  )
}
