import { type CalendarDate, getLocalTimeZone, toCalendarDate, today } from '@internationalized/date'
import { CalendarClock, Check, PhoneMissed, UserRoundX } from 'lucide-react'
import { Calendar, I18nProvider } from 'react-aria-components'
import type { CallResult } from '#shared/model/call.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { Month } from '../../ui/month.tsx'
import { Popover } from '../../ui/overlay.tsx'

/** How the call ended: one press, and the bar is gone. */
export function Outcome({ onChoose }: { onChoose: (outcome: CallResult, followUp?: string) => void }) {
  const { t } = useTranslation('calls')
  const { locale } = useFormats()
  const now = today(getLocalTimeZone())
  const follow = (day: CalendarDate, close: () => void): void => {
    close()
    onChoose('follow-up', day.toString())
  }
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="contents text-12 text-ink-2">{t('outcome.title')}</legend>
      <div className="flex flex-wrap gap-1.5">
        <Button icon={Check} onPress={() => onChoose('resolved')}>
          {t('outcome.resolved')}
        </Button>
        <Popover label={t('outcome.day')} trigger={<Button icon={CalendarClock}>{t('outcome.follow-up')}</Button>}>
          {close => (
            <div className="flex flex-col gap-2">
              <div className="flex flex-wrap gap-1">
                <Button onPress={() => follow(now.add({ days: 1 }), close)}>{t('outcome.tomorrow')}</Button>
                <Button onPress={() => follow(now.add({ weeks: 1 }), close)}>{t('outcome.week')}</Button>
              </div>
              <I18nProvider locale={locale}>
                <Calendar aria-label={t('outcome.day')} minValue={now} onChange={day => follow(toCalendarDate(day), close)}>
                  <Month before={t('outcome.before')} next={t('outcome.next')} />
                </Calendar>
              </I18nProvider>
            </div>
          )}
        </Popover>
        <Button icon={PhoneMissed} onPress={() => onChoose('no-answer')}>
          {t('outcome.no-answer')}
        </Button>
        <Button icon={UserRoundX} onPress={() => onChoose('wrong-number')}>
          {t('outcome.wrong-number')}
        </Button>
      </div>
    </fieldset>
  )
}
