import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SlaSettings } from '#shared/sla/policy.ts'
import { api, queryClient } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Combo, Select } from '../../../ui/choice.tsx'
import { Banner } from '../../../ui/states.tsx'
import { zoneName } from '../ReadingChoice.tsx'
import { Holidays } from './Holidays.tsx'
import { Policies } from './Policies.tsx'
import { Week } from './Week.tsx'

const alarms = [0, 10, 15, 30, 60, 120]

/** In the settings: when we work, and what is promised in that time. Every change is saved at once. */
export function SlaPart() {
  const { t } = useTranslation('sla')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const { data, error } = useQuery(api.sla.settings.queryOptions())
  const [zones] = useState(() => Intl.supportedValuesOf('timeZone').map(id => ({ id, label: zoneName(id) })))
  const save = useMutation(api.sla.save.mutationOptions())
  const failed = error ?? save.error
  const change = (changes: Partial<SlaSettings>): void => {
    if (!data) return
    const next = { ...data, ...changes }
    // At once, so that two changes in a row are both kept.
    queryClient.setQueryData(api.sla.settings.queryKey(), next)
    save.mutate(next)
  }
  return (
    <div className="flex flex-col gap-5">
      {failed && <Banner tone="failure">{failureText(failed, problem)}</Banner>}
      {data && (
        <>
          <Policies settings={data} onChange={policies => change({ policies })} />
          <Week hours={data.hours} onChange={week => change({ hours: { ...data.hours, week } })} />
          <div className="grid gap-4 two:grid-cols-2">
            <Combo
              label={t('zone')}
              options={
                zones.some(({ id }) => id === data.hours.timeZone)
                  ? zones
                  : [{ id: data.hours.timeZone, label: data.hours.timeZone }, ...zones]
              }
              value={data.hours.timeZone}
              onChange={timeZone => change({ hours: { ...data.hours, timeZone } })}
            />
            <Select
              label={t('alarm.label')}
              options={[...new Set([...alarms, data.alarm])].map(minutes => ({
                id: String(minutes),
                label: minutes === 0 ? t('alarm.never') : t('alarm.before', { time: formats.duration(minutes * 60) }),
              }))}
              value={String(data.alarm)}
              onChange={minutes => change({ alarm: Number(minutes) })}
            />
          </div>
          <Holidays holidays={data.hours.holidays} onChange={holidays => change({ hours: { ...data.hours, holidays } })} />
        </>
      )}
    </div>
  )
}
