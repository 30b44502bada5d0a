import { useMutation } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Unopened as Why, WorkspaceView } from '#shared/contract/workspace.ts'
import { api } from '../api/client.ts'
import { FromFolder } from '../features/privacy/restore/FromFolder.tsx'
import { RestoreDialog } from '../features/privacy/restore/RestoreDialog.tsx'
import { useFormats } from '../i18n/format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Button } from '../ui/button.tsx'

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
        {broken.includes(code) && <Restore backup={backup} />}
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

/** The newest backup that is whole, or one that lies elsewhere: the way back. */
function Restore({ backup }: { backup: Why['backup'] }) {
  const { t } = useTranslation('frame')
  const formats = useFormats()
  const [asks, setAsks] = useState(false)
  return (
    <section aria-labelledby="newest-backup" className="flex flex-col items-start gap-2 border-s-2 border-line-strong ps-3 leading-read">
      <h2 id="newest-backup" className="font-strong">
        {backup ? t('failing.backup', { when: `${formats.date(backup.madeAt)}, ${formats.clock(backup.madeAt)}` }) : t('failing.noBackup')}
      </h2>
      <p className="text-ink-2 text-pretty">
        {backup && `${t('failing.holds', { count: backup.interactions, number: formats.number(backup.interactions) })} `}
        {t('failing.restore')}
      </p>
      <div className="flex flex-wrap gap-2">
        {backup && (
          <Button look="primary" onPress={() => setAsks(true)}>
            {t('failing.restoreIt')}
          </Button>
        )}
        <FromFolder />
      </div>
      {asks && backup && <RestoreDialog from={{ path: backup.path }} onClose={() => setAsks(false)} />}
    </section>
  )
}
