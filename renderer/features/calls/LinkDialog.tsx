import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Dialog } from '../../ui/overlay.tsx'
import { Banner } from '../../ui/states.tsx'
import { FindPerson } from '../customers/FindPerson.tsx'
import { underWay, useUndo } from '../profile/undo.ts'

/** Gives the number that calls to a customer who is here already. */
export function LinkDialog({ number, onClose }: { number: string; onClose: () => void }) {
  const { t } = useTranslation('calls')
  const { t: problem } = useTranslation('problems')
  const { made } = useUndo()
  const linking = useRef(false)
  // The call may be over, and this gone with its bar, before the answer is there.
  const tell = async ({ id, name }: { id: number; name: string }): Promise<void> => {
    const { op } = await client.customers.add({ customer: id, address: number })
    goTo({ at: 'customers', customer: id })
    made(op, t('link.done', { number, name }))
  }
  const add = useMutation({
    mutationFn: (whose: { id: number; name: string }) => underWay(tell(whose)),
    onSuccess: onClose,
    onError() {
      linking.current = false
    },
  })
  const link = (id: number, name: string): void => {
    // Enter may be pressed again before the first one is seen to be under way.
    if (linking.current) return
    linking.current = true
    add.mutate({ id, name })
  }
  return (
    <Dialog isOpen onClose={onClose} wide title={t('link.title', { number })}>
      {add.isError && <Banner tone="failure">{failureText(add.error, problem)}</Banner>}
      <FindPerson label={t('link.find')} onChoose={link} />
    </Dialog>
  )
}
