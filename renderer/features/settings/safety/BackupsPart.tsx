import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BackupSettings } from '#shared/contract/safety/backups.ts'
import { api, queryClient } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceLine, Segmented, Select } from '../../../ui/choice.tsx'
import { TextField } from '../../../ui/field.tsx'
import { Banner } from '../../../ui/states.tsx'
import { FromFolder } from '../../privacy/restore/FromFolder.tsx'
import { BackupRow } from './BackupRow.tsx'

/** Characters, as for a workspace's passphrase. */
const SHORTEST = 8
const KEPT = [1, 3, 7, 14, 30]

/** Backups of the user's own workspace: how often, how many are kept, which there are. */
export function BackupsPart() {
  const { t } = useTranslation('settings')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const list = useQuery(api.backups.list.queryOptions())
  // Each of it leaves a line in the audit log, below.
  const onSettled = () => Promise.all([api.backups, api.privacy].map(part => queryClient.invalidateQueries({ queryKey: part.key() })))
  const make = useMutation(api.backups.make.mutationOptions({ onSettled }))
  const save = useMutation(api.backups.settings.mutationOptions({ onSettled }))
  const failed = list.error ?? save.error ?? make.error
  if (!list.data) return failed && <Banner tone="failure">{failureText(failed, problem)}</Banner>
  const { settings, backups, folder, running, opensBy, canShow, problem: why } = list.data
  const change = (changes: Partial<BackupSettings>): void => save.mutate({ ...settings, ...changes })
  const kept = KEPT.includes(settings.keep) ? KEPT : [...KEPT, settings.keep].sort((a, b) => a - b)
  const busy = running || make.isPending
  return (
    <div className="flex flex-col gap-3">
      {failed ? (
        <Banner tone="failure">{failureText(failed, problem)}</Banner>
      ) : (
        why !== undefined && <Banner tone="failure">{t('backups.failed')}</Banner>
      )}
      <ChoiceLine label={t('backups.every.label')}>
        <Segmented
          label={t('backups.every.label')}
          value={settings.every}
          onChange={every => change({ every })}
          options={[
            { id: 'day', label: t('backups.every.day') },
            { id: 'week', label: t('backups.every.week') },
            { id: 'never', label: t('backups.every.never') },
          ]}
        />
      </ChoiceLine>
      <ChoiceLine label={t('backups.keep')}>
        <Select
          label={t('backups.keep')}
          hideLabel
          value={String(settings.keep)}
          onChange={keep => change({ keep: Number(keep) })}
          options={kept.map(count => ({ id: String(count), label: formats.number(count) }))}
        />
      </ChoiceLine>
      <div className="flex flex-wrap gap-2">
        <Button isDisabled={busy} onPress={() => make.mutate(undefined)}>
          {t(busy ? 'backups.making' : 'backups.make')}
        </Button>
        <FromFolder />
      </div>
      {backups.length === 0 ? (
        <p className="text-13 text-ink-2">{t('backups.none')}</p>
      ) : (
        <ul aria-label={t('backups.title')} className="flex flex-col">
          {backups.map(backup => (
            <BackupRow key={backup.name} backup={backup} canShow={canShow} />
          ))}
        </ul>
      )}
      {opensBy !== 'passphrase' && <Protect chosen={opensBy === 'recovery'} />}
      <p className="font-mono text-12 text-ink-2 wrap-anywhere select-text">{folder}</p>
    </div>
  )
}

/** The key of such a workspace is in this computer's keychain: elsewhere its backups open with a passphrase of their own. */
function Protect({ chosen }: { chosen: boolean }) {
  const { t } = useTranslation('settings')
  const { t: problem } = useTranslation('problems')
  const [passphrase, setPassphrase] = useState('')
  const protect = useMutation(
    api.backups.protect.mutationOptions({
      onSuccess: () => {
        setPassphrase('')
        return queryClient.invalidateQueries({ queryKey: api.backups.key() })
      },
    }),
  )
  return (
    <form
      className="flex flex-wrap items-end gap-x-3 gap-y-2"
      onSubmit={event => {
        event.preventDefault()
        if ([...passphrase].length >= SHORTEST) protect.mutate({ passphrase })
      }}
    >
      {protect.error && <Banner tone="failure">{failureText(protect.error, problem)}</Banner>}
      <p className="basis-full text-13 text-ink-2 leading-read">{t(chosen ? 'backups.protect.chosen' : 'backups.protect.text')}</p>
      <TextField label={t('backups.protect.label')} type="password" value={passphrase} onChange={setPassphrase} />
      <Button type="submit" isDisabled={[...passphrase].length < SHORTEST || protect.isPending}>
        {t('backups.protect.save')}
      </Button>
    </form>
  )
}
