import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Preferences } from '#shared/contract/workspace.ts'
import { api } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceLine, Select } from '../../../ui/choice.tsx'
import { Banner } from '../../../ui/states.tsx'
import { KeyDialog } from './KeyDialog.tsx'

/** Minutes. */
const LOCKS = [0, 5, 15, 30, 60]

interface KeysPartProps {
  lockAfter: number
  onChange: (changes: Partial<Preferences>) => void
}

/** What opens the workspace, and when it locks itself: only what asks for a passphrase can be locked. */
export function KeysPart({ lockAfter, onChange }: KeysPartProps) {
  const { t } = useTranslation('settings')
  const { t: safety } = useTranslation('safety')
  const { t: problem } = useTranslation('problems')
  const [to, setTo] = useState<'passphrase' | 'keychain'>()
  const { data, error } = useQuery(api.backups.list.queryOptions())
  if (!data) return error && <Banner tone="failure">{failureText(error, problem)}</Banner>
  const has = data.opensBy === 'passphrase'
  return (
    <div className="flex flex-col gap-3">
      {has ? (
        <ChoiceLine label={t('lock.label')}>
          <Select
            label={t('lock.label')}
            hideLabel
            value={String(lockAfter)}
            onChange={minutes => onChange({ lockAfter: Number(minutes) })}
            options={LOCKS.map(count => ({ id: String(count), label: count === 0 ? t('lock.never') : t('lock.after', { count }) }))}
          />
        </ChoiceLine>
      ) : (
        <p className="max-w-read text-ink-2 leading-read">{t('lock.keychain')}</p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onPress={() => setTo('passphrase')}>{safety(has ? 'key.change' : 'key.ask')}</Button>
        {data.keychain && <Button onPress={() => setTo('keychain')}>{safety(has ? 'key.keychain' : 'key.fresh')}</Button>}
      </div>
      {to && <KeyDialog to={to} has={has} onClose={() => setTo(undefined)} />}
    </div>
  )
}
