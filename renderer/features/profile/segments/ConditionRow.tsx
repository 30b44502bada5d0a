import { useMemo } from 'react'
import type { Attribute, AttributeType } from '#shared/model/attribute.ts'
import { channels } from '#shared/model/interaction.ts'
import type { Condition } from '#shared/model/segment.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useChannelWord } from '../../../ui/channel.tsx'
import { Combo, Select } from '../../../ui/choice.tsx'
import { TextField } from '../../../ui/field.tsx'
import { regions } from '../../settings/regions.ts'

type Is = Extract<Condition, { about: 'attribute' }>['is']

/** What can be asked of each type of value. */
const questions: Record<AttributeType, readonly Is[]> = {
  text: ['equal', 'different', 'contains', 'filled', 'empty'],
  number: ['equal', 'different', 'less', 'more', 'filled', 'empty'],
  date: ['equal', 'less', 'more', 'filled', 'empty'],
  choice: ['equal', 'different', 'filled', 'empty'],
  link: ['contains', 'filled', 'empty'],
}

interface RowProps {
  condition: Condition
  attributes: readonly Attribute[]
  onChange: (condition: Condition) => void
}

/** One condition: about what, and how it must be. */
export function ConditionRow({ condition, attributes, onChange }: RowProps) {
  const { t } = useTranslation('details')
  const about = condition.about === 'attribute' ? condition.attribute : condition.about
  const first = (id: string): Condition => {
    switch (id) {
      case 'channel':
        return { about: id, channel: 'phone' }
      case 'country':
        return { about: id, region: 'ES' }
      case 'silent':
      case 'active':
        return { about: id, days: 30 }
      case 'waiting':
        return { about: id, days: 0 }
      default:
        return { about: 'attribute', attribute: id, is: 'equal', value: '' }
    }
  }
  return (
    <div className="grid items-start gap-2 two:grid-cols-2">
      <Select
        label={t('condition.about')}
        hideLabel
        value={about}
        onChange={id => onChange(first(id))}
        options={[
          ...(['silent', 'active', 'waiting', 'channel', 'country'] as const).map(id => ({ id, label: t(`condition.${id}`) })),
          ...attributes.map(({ id, name }) => ({ id, label: name })),
        ]}
      />
      <How condition={condition} attributes={attributes} onChange={onChange} />
    </div>
  )
}

function How({ condition, attributes, onChange }: RowProps) {
  const { t } = useTranslation('details')
  const channelWord = useChannelWord()
  const { locale } = useFormats()
  const countries = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'region' })
    return regions.map(id => ({ id, label: names.of(id) ?? id })).sort((a, b) => a.label.localeCompare(b.label, locale))
  }, [locale])
  switch (condition.about) {
    case 'channel':
      return (
        <Select
          label={t('condition.channel')}
          hideLabel
          value={condition.channel}
          onChange={channel => onChange({ ...condition, channel })}
          options={channels.map(id => ({ id, label: channelWord(id) }))}
        />
      )
    case 'country':
      return (
        <div>
          <Combo
            label={t('condition.region')}
            options={countries}
            value={condition.region}
            onChange={region => onChange({ ...condition, region })}
          />
          <p className="mt-1 text-12 text-ink-2 leading-read">{t('condition.code')}</p>
        </div>
      )
    case 'silent':
    case 'active':
    case 'waiting':
      return (
        <Days days={condition.days} label={t(`condition.days.${condition.about}`)} onChange={days => onChange({ ...condition, days })} />
      )
    case 'attribute': {
      const attribute = attributes.find(({ id }) => id === condition.attribute)
      if (!attribute) return <p className="py-1.5 text-ink-2">{t('condition.gone')}</p>
      return <About condition={condition} attribute={attribute} onChange={onChange} />
    }
  }
}

function About({
  condition,
  attribute,
  onChange,
}: {
  condition: Extract<Condition, { about: 'attribute' }>
  attribute: Attribute
  onChange: (condition: Condition) => void
}) {
  const { t } = useTranslation('details')
  const { type, name, choices } = attribute
  const asks = condition.is !== 'filled' && condition.is !== 'empty'
  return (
    <div className="grid gap-2 two:grid-cols-2">
      <Select
        label={t('condition.how', { name })}
        hideLabel
        value={condition.is}
        onChange={is => onChange({ ...condition, is })}
        options={questions[type].map(id => ({
          id,
          label: type === 'date' && (id === 'less' || id === 'more') ? t(`is.date.${id}`) : t(`is.${id}`),
        }))}
      />
      {asks &&
        (type === 'choice' ? (
          <Select
            label={name}
            hideLabel
            value={condition.value}
            onChange={value => onChange({ ...condition, value })}
            options={choices.map(choice => ({ id: choice, label: choice }))}
          />
        ) : type === 'date' ? (
          <input
            type="date"
            aria-label={name}
            value={condition.value}
            onChange={event => onChange({ ...condition, value: event.target.value })}
            className="h-8 rounded-2 border border-line-strong bg-canvas px-2.5 text-13"
          />
        ) : (
          <TextField label={name} hideLabel value={condition.value} onChange={value => onChange({ ...condition, value })} />
        ))}
    </div>
  )
}

function Days({ days, label, onChange }: { days: number; label: string; onChange: (days: number) => void }) {
  return (
    <label className="flex items-center gap-2">
      <input
        type="number"
        min={0}
        max={3650}
        value={days}
        onChange={event => onChange(Math.min(3650, Math.max(0, Math.trunc(Number(event.target.value) || 0))))}
        className="tabular h-8 w-20 rounded-2 border border-line-strong bg-canvas px-2.5 text-13"
      />
      <span className="text-ink-2">{label}</span>
    </label>
  )
}
