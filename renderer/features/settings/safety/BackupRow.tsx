import { useMutation } from '@tanstack/react-query'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import type { BackupView } from '#shared/contract/safety/backups.ts'
import { api } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { ActMenu } from '../../../ui/overlay.tsx'
import { RestoreDialog } from '../../privacy/restore/RestoreDialog.tsx'

/** One backup, and what can be done with it. */
export function BackupRow({ backup: { name, madeAt, bytes, interactions }, canShow }: { backup: BackupView; canShow: boolean }) {
  const { t } = useTranslation('settings')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const [restoring, setRestoring] = useState(false)
  const verify = useMutation(api.backups.verify.mutationOptions())
  const show = useMutation(api.backups.show.mutationOptions())
  const acts = [
    { what: 'verify', run: () => verify.mutate({ name }) },
    ...(canShow ? [{ what: 'show' as const, run: () => show.mutate({ name }) }] : []),
    { what: 'restore', run: () => setRestoring(true) },
  ] as const
  const when = formats.exact(madeAt)
  const failed = verify.error ?? show.error
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line py-1 text-13">
      <time dateTime={new Date(madeAt).toISOString()} className="min-w-0 grow basis-60">
        {when}
      </time>
      <span className="tabular text-12 text-ink-2">
        {t('backups.holds', { count: interactions, number: formats.number(interactions), size: formats.bytes(bytes) })}
      </span>
      <ActMenu label={t('backups.menu', { when })} acts={acts.map(({ what, run }) => ({ label: t(`backups.act.${what}`), run }))} />
      {(failed || verify.isPending || verify.isSuccess) && (
        <p role="status" className="flex basis-full items-center gap-1.5 text-12 text-ink-2">
          {failed && <CircleAlert aria-hidden size={14} className="shrink-0 text-red" />}
          {verify.isSuccess && <CircleCheck aria-hidden size={14} className="shrink-0" />}
          {failed ? failureText(failed, problem) : t(verify.isPending ? 'backups.verifying' : 'backups.verified')}
        </p>
      )}
      {restoring && <RestoreDialog from={{ name }} onClose={() => setRestoring(false)} />}
    </li>
  )
}
