import { ORPCError } from '@orpc/client'
import { useMutation } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Unopened as Why, WorkspaceView } from '#shared/contract/workspace.ts'
import { api } from '../api/client.ts'
import { failureText } from '../api/failure.ts'
import { useRenewal } from '../features/privacy/restore/renewal.ts'
import { useFormats } from '../i18n/format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'

/** A backup helps against these; the others pass once somebody did what the text says. */
const broken: readonly Why['code'][] = ['damaged', 'key-lost', 'wrong-key']

/** The workspace did not open: what happened, what to do, and nothing that could make it worse. */
export function Unopened({ kind, folder, why: { code, backup } }: { kind: WorkspaceView['kind']; folder: string; why: Why }) {
  const { t } = useTranslation('frame')
  // Whether it opens or not, `workspace.changed` tells.
  const open = useMutation(api.workspace.open.mutationOptions())
  return (
    <main className="flex h-full overflow-auto">
      <div className="m-auto flex w-full max-w-120 flex-col gap-4 p-8">
        <CircleAlert aria-hidden size={28} strokeWidth={1.25} className="text-red" />
        <div role="alert" className="flex flex-col gap-2">
          <h1 className="text-18 font-strong text-balance">{t(`failing.${code}.title`)}</h1>
          <p className="text-15 text-ink-2 leading-read text-pretty">{t(`failing.${code}.text`)}</p>
        </div>
        {broken.includes(code) && (backup ? <Newest backup={backup} /> : <Elsewhere />)}
        <div className="flex flex-wrap items-center gap-2">
          <Button isDisabled={open.isPending} onPress={() => open.mutate({ kind })}>
            {t('failing.again')}
          </Button>
          {kind === 'own' && (
            <Button look="quiet" isDisabled={open.isPending} onPress={() => open.mutate({ kind: 'sample' })}>
              {t('passphrase.sample')}
            </Button>
          )}
        </div>
        <p className="text-12 text-ink-3 leading-read break-all">{t('passphrase.folder', { folder })}</p>
      </div>
    </main>
  )
}

const part = 'flex flex-col items-start gap-2 border-s-2 border-line-strong ps-3 leading-read'

/** The newest backup, and the way back to it. Its passphrase is asked for once it turns out that it needs one. */
function Newest({ backup: { path, madeAt, interactions } }: { backup: NonNullable<Why['backup']> }) {
  const { t } = useTranslation('frame')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const [passphrase, setPassphrase] = useState('')
  const restore = useMutation(
    api.backups.restore.mutationOptions({
      onSuccess: ({ aside }) => {
        if (aside !== undefined) useRenewal.setState({ done: { aside } })
      },
    }),
  )
  const code = restore.error instanceof ORPCError ? restore.error.code : undefined
  const asks = code === 'LOCKED' || code === 'WRONG_PASSPHRASE' || passphrase !== ''
  return (
    <form
      aria-labelledby="newest-backup"
      className={part}
      onSubmit={event => {
        event.preventDefault()
        restore.mutate({ from: { path }, ...(passphrase !== '' && { passphrase }) })
      }}
    >
      <h2 id="newest-backup" className="font-strong">
        {t('failing.backup', { when: formats.exact(madeAt) })}
      </h2>
      <p className="text-ink-2">{t('failing.holds', { count: interactions, number: formats.number(interactions) })}</p>
      <p className="text-ink-2 text-pretty">{t('failing.restore')}</p>
      {asks && (
        <TextField
          label={t('failing.passphrase')}
          type="password"
          autoFocus
          value={passphrase}
          onChange={setPassphrase}
          error={code === 'WRONG_PASSPHRASE' ? failureText(restore.error, problem) : undefined}
        />
      )}
      {restore.error && code !== 'LOCKED' && code !== 'WRONG_PASSPHRASE' && (
        <p role="alert" className="text-red">
          {failureText(restore.error, problem)}
        </p>
      )}
      <Button type="submit" look="primary" isDisabled={restore.isPending}>
        {t('failing.restoreIt')}
      </Button>
    </form>
  )
}

function Elsewhere() {
  const { t } = useTranslation('frame')
  return (
    <section aria-labelledby="no-backup" className={part}>
      <h2 id="no-backup" className="font-strong">
        {t('failing.noBackup')}
      </h2>
      <p className="text-ink-2 text-pretty">{t('failing.elsewhere')}</p>
      <code className="rounded-1 bg-rail p-2 font-mono text-12 wrap-anywhere select-text">{t('failing.command')}</code>
    </section>
  )
}
