import { useQuery } from '@tanstack/react-query'
import { AlarmClock, Clock3, Pause } from 'lucide-react'
import type { Due } from '#shared/sla/due.ts'
import { api } from '../../api/client.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useNow } from '../../ui/time.tsx'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** The main process knows which time counts: how often it is asked again, ms. */
export const AGAIN = MINUTE

/** What is left of a promise, in working time, or by how much it is broken. Its kind and the moment are read aloud and shown on hover. */
export function TimeLeft({ due }: { due: Due }) {
  const { t } = useTranslation('day')
  const formats = useFormats()
  const now = useNow()
  const late = due.left < 0
  const near = !late && due.alarmAt !== undefined && due.alarmAt <= now
  const time = spell(Math.abs(due.left), formats.duration)
  const words = due.paused ? t('left.paused', { time }) : late ? t('left.late', { time }) : t('left.left', { time })
  const meaning = due.dueAt === undefined ? t(`due.${due.kind}`) : t(`dueBy.${due.kind}`, { time: formats.exact(due.dueAt) })
  // A promise runs in business hours only: so many of them are not so many by the clock.
  const business = due.dueAt !== undefined && Math.abs(Math.abs(due.dueAt - now) - Math.abs(due.left)) > HOUR
  const Icon = due.paused ? Pause : late ? AlarmClock : Clock3
  return (
    <span
      title={business ? `${meaning}: ${words}, ${t('left.business')}` : meaning}
      className={`tabular flex shrink-0 items-center gap-1 text-12 whitespace-nowrap ${late ? 'font-strong text-red' : near ? 'text-amber' : 'text-ink-2'}`}
    >
      <Icon aria-hidden size={12} strokeWidth={2} className="shrink-0" />
      <span className="sr-only">{meaning} </span>
      {words}
      {business && <span className="sr-only">, {t('left.business')}</span>}
    </span>
  )
}

/** The most pressing promise of a case; nothing when nothing is promised. */
export function CaseTimeLeft({ id }: { id: number }) {
  const { data } = useQuery({ ...api.sla.of.queryOptions({ input: { cases: [id] } }), refetchInterval: AGAIN })
  const due = data?.[0]?.dues[0]
  return due ? <TimeLeft due={due} /> : null
}

/** To the minute for some hours, then to the hour. `duration` takes seconds. */
export function spell(ms: number, duration: (seconds: number) => string): string {
  const unit = ms < 10 * HOUR ? MINUTE : HOUR
  return ms < MINUTE ? `< ${duration(60)}` : duration((Math.floor(ms / unit) * unit) / 1000)
}
