import { useQuery } from '@tanstack/react-query'
import type { CallView } from '#shared/contract/phone/calls.ts'
import { api } from '../../api/client.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { usePlace } from '../../state/place.ts'

function useCalls(customer: number | undefined): CallView[] {
  return (
    useQuery({ ...api.calls.of.queryOptions({ input: { customer: customer ?? 0 } }), enabled: customer !== undefined }).data?.calls ?? []
  )
}

/** What was written during the call that this interaction is, and whether its record is still to come. */
export function CallNote({ interaction }: { interaction: number }) {
  const calls = useCalls(usePlace(now => now.customer))
  const call = calls.find(one => one.interaction === interaction)
  return call ? <Written call={call} /> : null
}

function Written({ call: { note, outcome, followUp, recorded } }: { call: CallView }) {
  const { t } = useTranslation('calls')
  const formats = useFormats()
  const said = outcome !== undefined && outcome !== 'none' && t(`outcome.${outcome}`)
  if (!said && note === '' && recorded) return null
  return (
    <div className="flex flex-col gap-0.5 border-s-2 border-line ps-2.5">
      {said && (
        <p className="text-12 text-ink-2">
          {/* At noon, so that no time zone makes it another day. */}
          {followUp === undefined ? said : t('outcome.on', { what: said, date: formats.date(new Date(`${followUp}T12:00`).getTime()) })}
        </p>
      )}
      {!recorded && <p className="text-12 text-ink-3">{t('unrecorded')}</p>}
      {note !== '' && <p className="leading-read whitespace-pre-wrap wrap-anywhere">{note}</p>}
    </div>
  )
}
