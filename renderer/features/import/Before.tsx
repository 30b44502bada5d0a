import { useMutation } from '@tanstack/react-query'
import { FolderSync, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import type { Picked, UploadError } from '../../api/files.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { Empty, ProgressBar } from '../../ui/states.tsx'
import { dropAll, take, useFlow } from './flow.ts'

/** Own files do not belong among made-up customers: switch first, or mix them on purpose. */
export function WhereTo({ picked }: { picked: Picked }) {
  const { t } = useTranslation('import')
  const { t: problem } = useTranslation('problems')
  const open = useMutation(api.workspace.open.mutationOptions())
  return (
    <Empty
      icon={FolderSync}
      title={t('where.title')}
      action={
        <>
          <Button look="primary" isDisabled={open.isPending} onPress={() => open.mutate({ kind: 'own' })}>
            {t('where.own')}
          </Button>
          <Button
            isDisabled={open.isPending}
            onPress={() => {
              useFlow.setState({ intoSample: true })
              void take(picked)
            }}
          >
            {t('where.sample')}
          </Button>
          <Button look="quiet" onPress={dropAll}>
            {t('cancel')}
          </Button>
        </>
      }
    >
      <p>{t('where.text')}</p>
      <p className="mt-2">{t('where.warning')}</p>
      {open.isError && (
        <p role="alert" className="mt-2 text-red">
          {failureText(open.error, problem)}
        </p>
      )}
    </Empty>
  )
}

/** A calm box in the middle, for what takes a moment. */
export function Middle({ children }: { children: ReactNode }) {
  return (
    <div className="relative flex min-h-0 grow flex-col items-center overflow-auto px-4 py-8 two:pt-[14vh]">
      <div className="flex w-full max-w-140 flex-col gap-4">{children}</div>
    </div>
  )
}

export function Copying({ done, total, onStop }: { done: number; total: number; onStop: () => void }) {
  const { t } = useTranslation('import')
  const formats = useFormats()
  return (
    <Middle>
      <h1 className="text-18 font-strong">{t('copying.title')}</h1>
      <ProgressBar label={t('copying.title')} value={total > 0 ? done / total : undefined} />
      <div className="flex items-center justify-between gap-4">
        <p className="tabular text-13 text-ink-2">
          {total > 0 && t('copying.bytes', { done: formats.bytes(done), total: formats.bytes(total) })}
        </p>
        <Button onPress={onStop}>{t('cancel')}</Button>
      </div>
    </Middle>
  )
}

export function NotCopied({ error, picked }: { error: UploadError; picked: Picked }) {
  const { t } = useTranslation('import')
  return (
    <div role="alert" className="min-h-0 grow">
      <Empty
        icon={TriangleAlert}
        title={t('notCopied.title')}
        action={
          <>
            <Button look="primary" onPress={() => void take(picked)}>
              {t('notCopied.again')}
            </Button>
            <Button look="quiet" onPress={dropAll}>
              {t('cancel')}
            </Button>
          </>
        }
      >
        {error.file !== '' && <bdi className="block break-all text-ink">{error.file}</bdi>}
        {error.reason !== 'cancelled' && t(`notCopied.${error.reason}`)}
      </Empty>
    </div>
  )
}
