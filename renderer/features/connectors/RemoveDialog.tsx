import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import type { ConnectorView } from '#shared/contract/connectors.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Banner } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'

/** Removes a connector; asks what becomes of what it brought. */
export function RemoveDialog({ connector: { id, name, interactions }, onClose }: { connector: ConnectorView; onClose: () => void }) {
  const { t } = useTranslation('connectors')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const queries = useQueryClient()
  const [history, setHistory] = useState<'keep' | 'remove'>('keep')
  const remove = useMutation(
    api.connectors.remove.mutationOptions({
      onSuccess: async ({ removed }) => {
        // Not shown for a moment longer as if it were still there.
        await queries.invalidateQueries({ queryKey: api.connectors.list.key() })
        toast({
          text: removed > 0 ? t('remove.doneAll', { name, count: removed, n: formats.number(removed) }) : t('remove.done', { name }),
        })
        onClose()
        goTo({ at: 'connectors' }, true)
      },
    }),
  )
  const counted = { count: interactions, n: formats.number(interactions) }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('remove.title', { name })}
      footer={
        <>
          <Button onPress={onClose}>{t('remove.cancel')}</Button>
          <Button look="primary" isDisabled={remove.isPending} onPress={() => remove.mutate({ id, history })}>
            {t(history === 'keep' ? 'remove.doKeep' : 'remove.doDrop')}
          </Button>
        </>
      }
    >
      {remove.isError && <Banner tone="failure">{failureText(remove.error, problem)}</Banner>}
      <div className="flex flex-col gap-4">
        <p className="leading-read">{t('remove.text')}</p>
        {interactions > 0 && (
          <RadioGroup
            value={history}
            onChange={value => setHistory(value === 'remove' ? 'remove' : 'keep')}
            className="flex flex-col gap-2"
          >
            <Label className="text-13 font-strong">{t('remove.what')}</Label>
            <Choice value="keep" title={t('remove.keep', counted)} text={t('remove.keepText')} />
            <Choice value="remove" title={t('remove.drop', counted)} text={t('remove.dropText')} />
          </RadioGroup>
        )}
      </div>
    </Dialog>
  )
}

function Choice({ value, title, text }: { value: string; title: string; text: string }) {
  return (
    <Radio
      value={value}
      className="group flex items-start gap-3 rounded-2 border border-line-2 px-3 py-2.5 data-[focus-visible]:outline-2 data-[focus-visible]:outline-offset-1 data-[focus-visible]:outline-accent data-[hovered]:bg-hover data-[selected]:border-accent"
    >
      <span
        aria-hidden
        className="mt-px size-4 shrink-0 rounded-full border border-line-strong group-data-[selected]:border-5 group-data-[selected]:border-accent"
      />
      <span className="flex flex-col gap-1">
        <span className="text-13">{title}</span>
        <span className="text-12 leading-read text-ink-2">{text}</span>
      </span>
    </Radio>
  )
}
