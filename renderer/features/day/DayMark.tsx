import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Alarm } from '#shared/contract/day/sla.ts'
import { api } from '../../api/client.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { railMark } from '../../ui/row.ts'
import { toast } from '../../ui/toast.tsx'
import { tellOutside } from '../desktop/notice.ts'
import { AGAIN, spell } from './TimeLeft.tsx'

/** More at a time are told in one sentence. */
const EACH = 2
/** Told in this window already. */
const told = new Set<string>()
const keyOf = ({ case: id, due }: Alarm): string => `${id} ${due.kind} ${due.dueAt}`

/** How many answers are late or soon will be, for the entry of the day's place; says it once when one comes near. */
export function DayMark() {
  const { t } = useTranslation('day')
  const { t: outside } = useTranslation('desktop')
  const formats = useFormats()
  const { data: cases } = useQuery({ ...api.day.cases.queryOptions({ input: { limit: 1 } }), refetchInterval: AGAIN })
  const { data } = useQuery({
    ...api.sla.alarms.queryOptions(),
    refetchInterval: ({ state }) => Math.min(AGAIN, Math.max(1000, (state.data?.nextAt ?? Number.POSITIVE_INFINITY) - Date.now())),
  })
  const near = data?.alarms ?? []
  useEffect(() => {
    const fresh = (data?.alarms ?? []).filter(alarm => !told.has(keyOf(alarm)))
    for (const alarm of fresh) told.add(keyOf(alarm))
    if (fresh.length > EACH) {
      const text = t('alarm.many', { count: fresh.length })
      toast({ text })
      tellOutside({ tag: 'promises', title: outside('notice.many'), text, opens: { what: 'place', at: 'day' }, actions: [] })
    } else {
      for (const { customer, customerName, due } of fresh) {
        const text = t(`alarm.${due.kind}`, { name: customerName, time: spell(due.left, formats.duration) })
        toast({ text })
        tellOutside({
          tag: `promise ${customer}`,
          title: outside('notice.promise'),
          text: text.slice(0, 500),
          opens: { what: 'customer', id: customer },
          actions: [],
        })
      }
    }
  }, [data, t, outside, formats])
  const late = cases?.waiting.late ?? 0
  const count = late + near.length
  if (count === 0) return null
  const words = [late > 0 ? t('mark.late', { count: late }) : '', near.length > 0 ? t('mark.near', { count: near.length }) : '']
  const text = formats.list(words.filter(Boolean))
  return (
    <span title={text} className={`${railMark} ${late > 0 ? 'text-red' : 'text-amber'}`}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{text}</span>
    </span>
  )
}
