import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Dialog } from '../../ui/overlay.tsx'
import { Banner } from '../../ui/states.tsx'
import { FindPerson } from '../customers/FindPerson.tsx'
import { useUndo } from '../profile/undo.ts'

/** Gives the number that calls to a customer who is here already. */
export function LinkDialog({ number, onClose }: { number: string; onClose: () => void }) {
  const { t } = useTranslation('calls')
  const { t: problem } = useTranslation('problems')
  const { made } = useUndo()
  const linking = useRef(false)
  const add = useMutation(api.customers.add.mutationOptions())
  const link = (customer: number, name: string): void => {
    // Enter may be pressed again before the first one is seen to be under way.
    if (linking.current) return
    linking.current = true
    add.mutate(
      { customer, address: number },
      {
        onSuccess: ({ op }) => {
          onClose()
          goTo({ at: 'customers', customer })
          made(op, t('link.done', { number, name }))
        },
        onError() {
          linking.current = false
        },
      },
    )
  }
  return (
    <Dialog isOpen onClose={onClose} wide title={t('link.title', { number })}>
      {add.isError && <Banner tone="failure">{failureText(add.error, problem)}</Banner>}
      <FindPerson label={t('link.find')} onChoose={link} />
    </Dialog>
  )
}
