import { getLocalTimeZone, today } from '@internationalized/date'
import { useMutation } from '@tanstack/react-query'
import { CalendarDays } from 'lucide-react'
import { useState } from 'react'
import {
  Button as AriaButton,
  Dialog as AriaDialog,
  Calendar,
  DateInput,
  DatePicker,
  DateSegment,
  FieldError,
  Group,
  Label,
  Popover,
} from 'react-aria-components'
import type { ConnectorView } from '#shared/contract/connectors.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { Month } from '../../ui/month.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Banner } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'

/** Asks from which day on everything is to be read again. */
export function RereadDialog({ connector: { id, name }, onClose }: { connector: ConnectorView; onClose: () => void }) {
  const { t } = useTranslation('connectors')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const zone = getLocalTimeZone()
  const latest = today(zone)
  const [day, setDay] = useState<typeof latest | null>(latest.subtract({ months: 1 }))
  const late = day !== null && day.compare(latest) > 0
  const reread = useMutation(
    api.connectors.reread.mutationOptions({
      onSuccess: (_, { since }) => {
        toast({ text: t('reread.done', { date: formats.date(since) }) })
        onClose()
      },
    }),
  )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('reread.title', { name })}
      footer={
        <>
          <Button onPress={onClose}>{t('reread.cancel')}</Button>
          <Button
            look="primary"
            isDisabled={day === null || late || reread.isPending}
            onPress={() => day && reread.mutate({ id, since: day.toDate(zone).getTime() })}
          >
            {t('reread.do')}
          </Button>
        </>
      }
    >
      {reread.isError && <Banner tone="failure">{failureText(reread.error, problem)}</Banner>}
      <div className="flex flex-col gap-4">
        <DatePicker value={day} onChange={setDay} maxValue={latest} isInvalid={late} className="flex flex-col gap-1">
          <Label className="text-13 font-strong">{t('reread.date')}</Label>
          <Group className="flex h-8 w-44 items-center rounded-2 border border-line-strong bg-canvas ps-2.5 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent">
            <DateInput className="tabular flex grow text-13">
              {segment => (
                <DateSegment
                  segment={segment}
                  className="rounded-1 px-0.5 outline-none data-[focused]:bg-accent data-[focused]:text-on-accent data-[placeholder]:text-ink-3"
                />
              )}
            </DateInput>
            <AriaButton aria-label={t('reread.open')} className="flex h-full w-8 items-center justify-center rounded-2 text-ink-2">
              <CalendarDays aria-hidden size={15} strokeWidth={1.75} />
            </AriaButton>
          </Group>
          <FieldError className="text-12 text-red">{t('reread.future')}</FieldError>
          <Popover className="overlay-motion rounded-2 bg-raised shadow-overlay">
            <AriaDialog aria-label={t('reread.date')} className="p-3 outline-none">
              <Calendar>
                <Month before={t('reread.before')} next={t('reread.next')} />
              </Calendar>
            </AriaDialog>
          </Popover>
        </DatePicker>
        <p className="leading-read text-ink-2">{t('reread.help')}</p>
      </div>
    </Dialog>
  )
}
