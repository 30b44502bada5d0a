import { useMutation, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Profile } from '#shared/contract/customers.ts'
import { api, client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.tsx'
import { underWay, useUndo } from '../profile/undo.ts'

const SHOWN = 3
/** Whoever scrolls through a timeline reads no letter for addresses. */
const REST = 700

export const mentionedOf = (customer: number) => api.suggestions.mentioned.queryOptions({ input: { customer } })

/** Addresses and numbers the customer wrote: each is theirs by one press, once somebody says so. */
export function Mentioned({ profile }: { profile: Profile }) {
  const { t } = useTranslation('suggestions')
  const formats = useFormats()
  const found = useQuery(mentionedOf(profile.id))
  const { add, adding } = useAddMentioned(profile.id)
  const theirs = new Set(profile.identities.map(({ value }) => value))
  const rows = (found.data?.rows ?? []).filter(({ value }) => !theirs.has(value)).slice(0, SHOWN)
  if (rows.length === 0) return null
  return (
    <section aria-label={t('add.found')} className="mt-2 flex flex-col gap-1">
      <h4 className="text-12 text-ink-2">{t('add.found')}</h4>
      {rows.map(({ value, at, customer }) => (
        <div key={value} className="-ms-3 flex flex-col items-start">
          <Button look="quiet" icon={Plus} isDisabled={adding} onPress={() => add(value)}>
            <bdi className="text-start wrap-anywhere">{t('add.one', { value, name: profile.name })}</bdi>
          </Button>
          <span className="ps-9 text-12 text-ink-2">
            {t('add.foundAt', { date: formats.date(at) })}
            {customer && ` · ${t('add.has', { name: customer.name })}`}
          </span>
        </div>
      ))}
    </section>
  )
}

/** Makes an address or number that a customer wrote theirs; `z` takes it back. */
export function useAddMentioned(customer: number): { add: (value: string) => void; adding: boolean } {
  const { t } = useTranslation('suggestions')
  const { t: problem } = useTranslation('problems')
  const { made } = useUndo()
  // What asks for it may be gone before the answer: the row, once it is theirs, or all of it with whoever walks on.
  const tell = async (value: string): Promise<void> => {
    const { op } = await client.customers.add({ customer, address: value })
    made(op, t('add.done', { value }))
  }
  const { mutate, isPending } = useMutation({
    mutationFn: (value: string) => underWay(tell(value)),
    onError: error => toast({ text: failureText(error, problem) }),
  })
  return { add: value => mutate(value), adding: isPending }
}

/** Whether this row of a timeline has been on screen for a moment. */
export function useRested(row: number): boolean {
  const [rested, setRested] = useState<number>()
  useEffect(() => {
    const timer = setTimeout(() => setRested(row), REST)
    return () => clearTimeout(timer)
  }, [row])
  return rested === row
}
