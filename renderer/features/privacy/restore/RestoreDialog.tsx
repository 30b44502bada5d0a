import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BackupPlace, FoundBackup } from '#shared/contract/safety/backups.ts'
import { api } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Select } from '../../../ui/choice.tsx'
import { TextField } from '../../../ui/field.tsx'
import { AskDialog } from '../../../ui/overlay.tsx'
import { Bar, ProgressBar, Skeleton } from '../../../ui/states.tsx'
import { useRenewal, useTellLater } from './renewal.ts'

interface RestoreDialogProps {
  /** A backup, or a folder with some in it. */
  from: BackupPlace
  /** There is no workspace yet. */
  first?: boolean
  onClose: () => void
}

/** Opens a backup in the place of the workspace; says what becomes of that one. */
export function RestoreDialog({ from, first = false, onClose }: RestoreDialogProps) {
  const { t } = useTranslation('safety')
  const { t: problem } = useTranslation('problems')
  const found = useQuery({ ...api.backups.find.queryOptions({ input: from }), staleTime: 0 })
  const [path, setPath] = useState<string>()
  const [passphrase, setPassphrase] = useState('')
  const tellLater = useTellLater()
  const restore = useMutation(
    api.backups.restore.mutationOptions({
      onSuccess: ({ aside }) => {
        if (aside !== undefined) useRenewal.setState({ done: { aside } })
        onClose()
      },
      onError: error => tellLater(failureText(error, problem)),
    }),
  )
  const backups = found.data?.backups ?? []
  const chosen = backups.find(backup => backup.path === path) ?? backups[0]
  const needed = chosen?.opens === 'passphrase'
  const can = chosen && chosen.opens !== 'nothing' && (!needed || passphrase !== '') && !restore.isPending
  const submit = (): void => {
    if (can) restore.mutate({ from: { path: chosen.path }, ...(needed && { passphrase }) })
  }
  const failed = restore.error ?? found.error
  return (
    <AskDialog
      onClose={onClose}
      title={t('restore.title')}
      isDisabled={!can}
      onAct={submit}
      failure={failed ? failureText(failed, problem) : undefined}
      act={t('restore.do')}
    >
      {found.isPending && (
        <Skeleton>
          <div className="flex flex-col gap-3 py-2">
            <Bar width={60} />
            <Bar width={80} />
          </div>
        </Skeleton>
      )}
      {found.data && !chosen && <p className="leading-read">{t('restore.none')}</p>}
      {chosen && (
        <div className="flex flex-col gap-4 leading-read">
          <Which backups={backups} chosen={chosen} onChange={setPath} />
          {chosen.opens === 'nothing' ? (
            <p className="border-s-2 border-amber ps-3">{t('restore.nothing')}</p>
          ) : (
            <p>
              {!first && t('restore.text')} {t('restore.replies')}
            </p>
          )}
          {needed && (
            <TextField
              autoFocus
              type="password"
              autoComplete="current-password"
              label={t('restore.passphrase')}
              hint={t('restore.passphraseText')}
              value={passphrase}
              onChange={setPassphrase}
              onEnter={submit}
            />
          )}
          {restore.isPending && (
            <div role="status" className="flex flex-col gap-2">
              <ProgressBar label={t('restore.doing')} />
              <p className="text-13 text-ink-2">{t('restore.doing')}</p>
            </div>
          )}
        </div>
      )}
    </AskDialog>
  )
}

function Which({ backups, chosen, onChange }: { backups: readonly FoundBackup[]; chosen: FoundBackup; onChange: (path: string) => void }) {
  const { t } = useTranslation('safety')
  const { t: settings } = useTranslation('settings')
  const formats = useFormats()
  const when = ({ madeAt }: FoundBackup): string => `${formats.date(madeAt)}, ${formats.clock(madeAt)}`
  return (
    <div className="flex flex-col gap-1">
      {backups.length > 1 ? (
        <Select
          label={t('restore.which')}
          value={chosen.path}
          onChange={onChange}
          options={backups.map(backup => ({ id: backup.path, label: when(backup) }))}
        />
      ) : (
        <p className="font-strong">{t('restore.made', { when: when(chosen) })}</p>
      )}
      <p className="text-13 text-ink-2">
        {settings('backups.holds', {
          count: chosen.interactions,
          number: formats.number(chosen.interactions),
          size: formats.bytes(chosen.bytes),
        })}
      </p>
    </div>
  )
}
