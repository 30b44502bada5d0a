import { useEffect } from 'react'
import { onAppEvent } from '../../../api/events.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { goTo, usePlace } from '../../../state/place.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/overlay.tsx'
import { toast } from '../../../ui/toast.tsx'
import { printLines } from '../../desktop/print.ts'
import { closeNote } from '../../notes/state.ts'
import { forgetLastOp } from '../../profile/undo.ts'
import { List } from './EraseDialog.tsx'
import { useErasure } from './erasures.ts'
import { useReachWords } from './words.ts'

/** Leaves a customer who was erased, in this window or another one, and shows the receipt where it was done. */
export function AfterErasure() {
  const done = useErasure(now => now.done)
  useEffect(
    () =>
      onAppEvent(event => {
        if (event.type !== 'customer.erased') return
        const { customer } = event
        closeNote(customer)
        forgetLastOp()
        const { place, customer: last } = usePlace.getState()
        if (place.at === 'customers' && place.customer === customer) goTo({ at: 'customers' }, true)
        else if (last === customer) usePlace.setState({ customer: undefined })
      }),
    [],
  )
  return done && <ReceiptDialog {...done} />
}

function ReceiptDialog({ name, receipt }: NonNullable<ReturnType<typeof useErasure.getState>['done']>) {
  const { t } = useTranslation('safety')
  const formats = useFormats()
  const words = useReachWords()
  const close = (): void => useErasure.setState({ done: undefined })
  const { audit, backups } = receipt
  const goes = words.goes(receipt)
  const stays = words.stays(receipt, 0)
  const when = formats.exact(audit.at)
  const said = audit.agent === undefined ? when : t('receipt.when', { when, by: audit.agent })
  const line = t('receipt.line', { line: formats.number(audit.id) })
  const text = [
    said,
    ...goes,
    ...stays,
    ...(backups.length > 0 ? [t('receipt.backups'), ...backups] : [t('receipt.noBackups')]),
    line,
    audit.hash,
  ]
  const copy = (): void => {
    navigator.clipboard.writeText([t('receipt.title', { name }), ...text].join('\n')).then(
      () => toast({ text: t('receipt.copied') }),
      () => toast({ text: t('receipt.notCopied') }),
    )
  }
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t('receipt.title', { name })}
      footer={
        <>
          <Button onPress={copy}>{t('receipt.copy')}</Button>
          <Button onPress={() => printLines(t('receipt.title', { name }), text)}>{t('receipt.print')}</Button>
          <Button look="primary" autoFocus onPress={close}>
            {t('receipt.close')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 leading-read select-text">
        <p>{said}</p>
        <List title={t('receipt.gone')} lines={goes} />
        {stays.length > 0 && <List title={t('erase.stays')} lines={stays} />}
        {backups.length > 0 ? <List title={t('receipt.backups')} lines={backups} /> : <p>{t('receipt.noBackups')}</p>}
        <p>
          {line}
          <span className="block font-mono text-12 text-ink-2 wrap-anywhere">{audit.hash}</span>
        </p>
      </div>
    </Dialog>
  )
}
