import { useMutation, useQuery } from '@tanstack/react-query'
import type { RetentionPreview } from '#shared/contract/safety/retention.ts'
import type { Channel } from '#shared/model/interaction.ts'
import type { RetentionRules } from '#shared/safety/retention.ts'
import { api, queryClient } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useChannelWord } from '../../../ui/channel.tsx'
import { AskDialog } from '../../../ui/overlay.tsx'
import { Bar, Skeleton } from '../../../ui/states.tsx'
import { useAgeWord } from './words.ts'

export interface Change {
  channel: Channel
  /** undefined: for ever. */
  months: number | undefined
  /** Those of before. */
  rules: RetentionRules
}

/** Says what all rules together would remove now, and asks. */
export function KeepDialog({ change: { channel, months, rules }, onClose }: { change: Change; onClose: () => void }) {
  const { t } = useTranslation('retention')
  const { t: problem } = useTranslation('problems')
  const word = useChannelWord()
  const age = useAgeWord()
  const { [channel]: _, ...others } = rules
  const wanted: RetentionRules = months === undefined ? others : { ...others, [channel]: months }
  const foreseen = useQuery({ ...api.retention.preview.queryOptions({ input: wanted }), staleTime: 0 })
  const save = useMutation(
    api.retention.set.mutationOptions({
      async onSuccess() {
        await queryClient.invalidateQueries({ queryKey: api.retention.get.key() })
        onClose()
      },
    }),
  )
  const failed = save.error ?? foreseen.error
  const removes = foreseen.data && foreseen.data.interactions + foreseen.data.notes > 0
  return (
    <AskDialog
      onClose={onClose}
      title={t('title', { channel: word(channel), age: age(months) })}
      isDisabled={!foreseen.data || save.isPending}
      onAct={() => save.mutate(wanted)}
      failure={failed ? failureText(failed, problem) : undefined}
      act={t(removes ? 'remove' : 'save')}
    >
      <div className="flex flex-col gap-3 leading-read">
        {foreseen.data ? (
          <Foreseen {...foreseen.data} />
        ) : (
          <Skeleton>
            <div className="flex flex-col gap-3 py-2">
              <Bar width={70} />
              <Bar width={50} />
            </div>
          </Skeleton>
        )}
      </div>
    </AskDialog>
  )
}

function Foreseen({ interactions, notes, customers, oldest, held }: RetentionPreview) {
  const { t } = useTranslation('retention')
  const formats = useFormats()
  const counted = (count: number) => ({ count, n: formats.number(count) })
  return (
    <>
      {oldest === undefined ? (
        <p>{t('nothing')}</p>
      ) : (
        <>
          <p className="font-strong">
            {t('removes', {
              what: formats.list([
                ...(interactions > 0 ? [t('interactions', counted(interactions))] : []),
                ...(notes > 0 ? [t('notes', counted(notes))] : []),
              ]),
              whose: t('customers', counted(customers)),
              date: formats.date(oldest),
            })}
          </p>
          <p>{t('gone')}</p>
        </>
      )}
      {held > 0 && <p>{t('held', counted(held))}</p>}
      <p className="text-13 text-ink-2">{t('later')}</p>
    </>
  )
}
