import { useQuery } from '@tanstack/react-query'
import { PhoneCall } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '#shared/contract/phone/calls.ts'
import { api } from '../../api/client.ts'
import { useFormats } from '../../i18n/format.ts'
import { usePlace } from '../../state/place.ts'

function useCalls(customer: number | undefined): CallView[] {
  return (
    useQuery({ ...api.calls.of.queryOptions({ input: { customer: customer ?? 0 } }), enabled: customer !== undefined }).data?.calls ?? []
  )
}

/** What was written during the call whose record this interaction is. */
export function CallNote({ interaction }: { interaction: number }) {
  const calls = useCalls(usePlace(now => now.customer))
  const call = calls.find(one => one.interaction === interaction)
  return call ? <Written call={call} /> : null
}

/** Calls that the phone told of and whose record has not come yet: they are not in the timeline, so they stand below it. */
export function UnrecordedCalls({ customer }: { customer: number }) {
  const { t } = useTranslation('calls')
  const formats = useFormats()
  const calls = useCalls(customer).filter(call => call.interaction === undefined)
  if (calls.length === 0) return null
  return (
    <section aria-label={t('unrecorded.title')} className="max-h-32 shrink-0 overflow-auto border-t border-line px-4 py-2 text-13">
      <ul className="mx-auto flex max-w-[calc(72ch+64px)] flex-col gap-2">
        {calls.map(call => {
          const seconds = call.answeredAt === undefined ? 0 : Math.round(((call.endedAt ?? call.answeredAt) - call.answeredAt) / 1000)
          return (
            <li key={call.key} className="flex flex-col gap-0.5">
              <span className="flex flex-wrap items-center gap-x-2 text-ink-2">
                <PhoneCall aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-phone" />
                {call.answeredAt === undefined ? t('unrecorded.missed') : t('unrecorded.talked', { time: formats.duration(seconds) })}
                <time dateTime={new Date(call.startedAt).toISOString()} className="tabular">
                  {formats.exact(call.startedAt)}
                </time>
                <span className="text-ink-3">{t('unrecorded.text')}</span>
              </span>
              <Written call={call} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Written({ call: { note, outcome, followUp } }: { call: CallView }) {
  const { t } = useTranslation('calls')
  const formats = useFormats()
  const said = outcome !== undefined && outcome !== 'none' && t(`outcome.${outcome}`)
  if (!said && note === '') return null
  return (
    <div className="flex flex-col gap-0.5 border-s-2 border-line ps-2.5">
      {said && (
        <p className="text-12 text-ink-2">
          {/* At noon, so that no time zone makes it another day. */}
          {followUp === undefined ? said : t('outcome.on', { what: said, date: formats.date(new Date(`${followUp}T12:00`).getTime()) })}
        </p>
      )}
      {note !== '' && <p className="leading-read whitespace-pre-wrap wrap-anywhere">{note}</p>}
    </div>
  )
}
