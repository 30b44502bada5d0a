import { useMutation, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { Profile } from '#shared/contract/customers.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useCommands } from '../../commands/registry.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { AskDialog } from '../../ui/overlay.tsx'
import { useUndo } from '../profile/undo.ts'

/** Gives the customer an address or number, by hand. */
export function AddIdentity({ profile }: { profile: Profile }) {
  const { t } = useTranslation('suggestions')
  const [open, setOpen] = useState(false)
  useCommands([{ id: 'suggestions.add', label: t('add.command'), group: t('group'), run: () => setOpen(true) }])
  return (
    <>
      <Button look="quiet" icon={Plus} onPress={() => setOpen(true)}>
        {t('add.open')}
      </Button>
      {open && <AddDialog profile={profile} onClose={() => setOpen(false)} />}
    </>
  )
}

function AddDialog({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const { t } = useTranslation('suggestions')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const { made } = useUndo()
  const [typed, setTyped] = useState('')
  const found = useQuery(api.suggestions.mentioned.queryOptions({ input: { customer: profile.id } }))
  const address = typed.trim()
  const add = useMutation(
    api.customers.add.mutationOptions({
      onSuccess: ({ op }) => {
        onClose()
        made(op, t('add.done', { value: address }))
      },
    }),
  )
  const submit = (): void => {
    if (address !== '' && !add.isPending) add.mutate({ customer: profile.id, address })
  }
  const rows = found.data?.rows ?? []
  return (
    <AskDialog
      onClose={onClose}
      title={t('add.title', { name: profile.name })}
      isDisabled={address === '' || add.isPending}
      onAct={submit}
      act={t('add.do')}
    >
      <TextField
        autoFocus
        label={t('add.field')}
        hint={t('add.hint')}
        error={add.isError ? failureText(add.error, problem) : undefined}
        value={typed}
        onChange={value => {
          setTyped(value)
          add.reset()
        }}
        onEnter={submit}
      />
      {rows.length > 0 && (
        <section aria-label={t('add.found')} className="mt-4">
          <h3 className="mb-1 text-12 font-strong text-ink-2">{t('add.found')}</h3>
          <ul className="-mx-2 flex flex-col">
            {rows.map(({ value, at, customer }) => (
              <li key={value}>
                <AriaButton
                  onPress={() => setTyped(value)}
                  className="flex w-full flex-col rounded-2 px-2 py-1.5 text-start data-[hovered]:bg-hover"
                >
                  <bdi className="wrap-anywhere">{value}</bdi>
                  <span className="text-12 text-ink-2">
                    {t('add.foundAt', { date: formats.date(at) })}
                    {customer && ` · ${t('add.has', { name: customer.name })}`}
                  </span>
                </AriaButton>
              </li>
            ))}
          </ul>
        </section>
      )}
    </AskDialog>
  )
}
