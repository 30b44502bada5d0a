import { useMemo } from 'react'
import type { Settings, SettingsChanges } from '#shared/contract/workspace.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Combo } from '../../ui/choice.tsx'
import { regions } from './regions.ts'

/** Where numbers without a country code and local times are at home. */
export function ReadingChoice({ settings, onChange }: { settings: Settings; onChange: (changes: SettingsChanges) => void }) {
  const { t } = useTranslation('settings')
  const { locale } = useFormats()
  const regionOptions = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'region' })
    return regions.map(id => ({ id, label: names.of(id) ?? id })).sort((a, b) => a.label.localeCompare(b.label, locale))
  }, [locale])
  const zoneOptions = useMemo(
    () => [...new Set([settings.timeZone, ...Intl.supportedValuesOf('timeZone')])].map(id => ({ id, label: zoneName(id) })),
    [settings.timeZone],
  )
  return (
    <div className="grid gap-4 two:grid-cols-2">
      <Combo
        key={`region ${locale}`}
        label={t('reading.region')}
        options={regionOptions}
        value={settings.region}
        onChange={region => onChange({ region })}
      />
      <Combo label={t('reading.zone')} options={zoneOptions} value={settings.timeZone} onChange={timeZone => onChange({ timeZone })} />
    </div>
  )
}

/** An IANA time zone as people read it. */
export function zoneName(id: string): string {
  return id.replaceAll('_', ' ')
}
