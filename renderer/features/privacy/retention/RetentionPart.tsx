import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Channel, channels } from '#shared/model/interaction.ts'
import { api } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useChannelWord } from '../../../ui/channel.tsx'
import { ChoiceLine, Select } from '../../../ui/choice.tsx'
import { Banner } from '../../../ui/states.tsx'
import { type Change, KeepDialog } from './KeepDialog.tsx'
import { useAgeWord } from './words.ts'

/** Months that are offered; one set elsewhere is offered too. */
const AGES = [1, 3, 6, 12, 24, 36, 60, 84, 120]
const EVER = 'ever'

/** In the settings: for how long each channel is kept. A change is saved once it was said what it would remove. */
export function RetentionPart() {
  const { t } = useTranslation('retention')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const word = useChannelWord()
  const age = useAgeWord()
  const [change, setChange] = useState<Change>()
  const { data, error } = useQuery({ ...api.retention.get.queryOptions(), staleTime: 0 })
  if (!data) return error && <Banner tone="failure">{failureText(error, problem)}</Banner>
  const { rules, running, last } = data
  const ask = (channel: Channel, chosen: string): void => {
    const months = chosen === EVER ? undefined : Number(chosen)
    if (months !== rules[channel]) setChange({ channel, months, rules })
  }
  const ages = (months: number | undefined): number[] =>
    months === undefined || AGES.includes(months) ? AGES : [...AGES, months].sort((a, b) => a - b)
  return (
    <div className="flex flex-col gap-1">
      {channels.map(channel => (
        <ChoiceLine key={channel} label={word(channel)}>
          <Select
            label={t('keep', { channel: word(channel) })}
            hideLabel
            value={String(rules[channel] ?? EVER)}
            onChange={chosen => ask(channel, chosen)}
            options={[EVER, ...ages(rules[channel]).map(String)].map(id => ({ id, label: age(id === EVER ? undefined : Number(id)) }))}
          />
        </ChoiceLine>
      ))}
      {running ? (
        <p role="status" className="text-13 text-ink-2">
          {t('running')}
        </p>
      ) : (
        last && (
          <p className="text-13 text-ink-2">
            {t('last', { date: formats.date(last.at), count: last.interactions, n: formats.number(last.interactions) })}
          </p>
        )
      )}
      {change && <KeepDialog change={change} onClose={() => setChange(undefined)} />}
    </div>
  )
}
