import { ArrowUpRight } from 'lucide-react'
import { memo } from 'react'
import type { CustomerRow as Row } from '#shared/contract/customers.ts'
import type { CallFacts } from '#shared/model/interaction.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ChannelMark } from '../../ui/channel.tsx'
import { rowLook } from '../../ui/row.ts'
import { Time } from '../../ui/time.tsx'

interface RowProps {
  row: Row
  selected: boolean
  active: boolean
}

/** One customer in the list: who, when, on which channel, what was said last, and whether they wait for an answer. */
export const CustomerRow = memo(function CustomerRow({ row, selected, active }: RowProps) {
  const { t } = useTranslation('customers')
  const said = row.snippet.replace(/\s+/g, ' ') || (row.lastCall ? '' : t('row.noText'))
  return (
    <div className={`flex h-full items-center gap-2 ps-2 pe-3 ${rowLook({ selected, active })}`}>
      <span className="flex w-2 shrink-0 justify-center">
        {row.waitingSince !== undefined && (
          <span className="size-2 rounded-full bg-accent">
            <span className="sr-only">{t('row.waiting')}</span>
          </span>
        )}
      </span>
      <span className="flex min-w-0 grow flex-col gap-0.5">
        <span className="flex items-baseline gap-2">
          <bdi className={`min-w-0 grow truncate text-left text-13 ${row.waitingSince === undefined ? '' : 'font-strong'}`}>{row.name}</bdi>
          <span className="shrink-0 text-12 text-ink-2">
            <Time at={row.lastAt} form="short" plain />
          </span>
        </span>
        <span className="flex min-w-0 items-center gap-1.5 text-12 text-ink-2">
          <ChannelMark channel={row.lastChannel} size={13} />
          {row.lastDirection === 'out' && (
            <span className="-ms-1 shrink-0">
              <ArrowUpRight aria-hidden size={12} strokeWidth={2} />
              <span className="sr-only">{t('row.us')}</span>
            </span>
          )}
          {row.lastCall && <CallWords call={row.lastCall} />}
          <bdi className="min-w-0 grow truncate text-left">{said}</bdi>
        </span>
      </span>
    </div>
  )
})

function CallWords({ call }: { call: CallFacts }) {
  const { t } = useTranslation('customers')
  const formats = useFormats()
  const seconds = call.talk > 0 ? call.talk : call.ring
  return (
    <span className="shrink-0">
      {t(`outcome.${call.outcome}`)}
      {seconds !== undefined && seconds > 0 && <span className="tabular"> {formats.duration(seconds)}</span>}
    </span>
  )
}
