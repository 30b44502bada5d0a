import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { goTo } from '../../state/place.ts'
import { Dialog } from '../../ui/overlay.tsx'
import { Banner } from '../../ui/states.tsx'
import { Person, usePeople } from '../customers/Person.tsx'
import { Pick } from '../customers/Pick.tsx'
import { useUndo } from '../profile/undo.ts'

/** Gives the number that calls to a customer who is here already. */
export function LinkDialog({ number, onClose }: { number: string; onClose: () => void }) {
  const { t } = useTranslation('calls')
  const { t: customers } = useTranslation('customers')
  const { t: problem } = useTranslation('problems')
  const { made } = useUndo()
  const [typed, setTyped] = useState('')
  const text = typed.trim()
  const found = usePeople(text, 12, true)
  const add = useMutation(api.customers.add.mutationOptions())
  const link = (customer: number, name: string): void =>
    add.mutate(
      { customer, address: number },
      {
        onSuccess: ({ op }) => {
          onClose()
          goTo({ at: 'customers', customer })
          made(op, t('link.done', { number, name }))
        },
      },
    )
  return (
    <Dialog isOpen onClose={onClose} wide title={t('link.title', { number })}>
      {add.isError && <Banner tone="failure">{failureText(add.error, problem)}</Banner>}
      <div className="-mx-5 -mb-4 flex min-h-80 flex-col">
        <Pick
          label={t('link.find')}
          results={t('link.find')}
          placeholder={customers('search')}
          typed={typed}
          onType={setTyped}
          settled={!found.isFetching}
          nothing={found.data && customers('nobody.title')}
          groups={[
            {
              offers: (found.data?.rows ?? []).map(row => ({
                key: String(row.id),
                run: () => link(row.id, row.name),
                content: <Person row={row} typed={text} />,
              })),
            },
          ]}
        />
      </div>
    </Dialog>
  )
}
