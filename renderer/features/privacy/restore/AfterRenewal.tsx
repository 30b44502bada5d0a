import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/overlay.tsx'
import { Banner } from '../../../ui/states.tsx'
import { useRenewal } from './renewal.ts'

/** Once the workspace can be shown again: where the one before lies, or why all is as it was. */
export function AfterRenewal() {
  const { t } = useTranslation('safety')
  const done = useRenewal(now => now.done)
  const close = (): void => useRenewal.setState({ done: undefined })
  if (!done) return null
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t('failure' in done ? 'renewal.failed' : 'restore.done')}
      footer={
        <Button look="primary" autoFocus onPress={close}>
          {t('receipt.close')}
        </Button>
      }
    >
      {'failure' in done ? (
        <>
          <Banner tone="failure">{done.failure}</Banner>
          <p className="mt-3 leading-read">{t('renewal.same')}</p>
        </>
      ) : (
        <>
          <p className="leading-read">{t('restore.aside')}</p>
          <p className="mt-2 font-mono text-12 text-ink-2 wrap-anywhere select-text">{done.aside}</p>
        </>
      )}
    </Dialog>
  )
}
