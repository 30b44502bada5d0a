import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { goTo, usePlace } from '../../state/place.ts'
import { toast } from '../../ui/toast.tsx'

/** The merge or split made last in this window: what `z` takes back. */
const useLastOp = create<{ last: string | undefined }>(() => ({ last: undefined }))

/** Another workspace is open: there is nothing to take back in it. */
export function forgetLastOp(): void {
  useLastOp.setState({ last: undefined })
}

/** Undoing a merge or a split, and offering it right after one was made. */
export function useUndo(): { undo: (op: string) => void; made: (op: string, text: string) => void; last: string | undefined } {
  const { t } = useTranslation('profile')
  const { t: problem } = useTranslation('problems')
  const last = useLastOp(now => now.last)
  const undo = async (op: string): Promise<void> => {
    try {
      const { customer } = await client.customers.undo({ op })
      if (useLastOp.getState().last === op) useLastOp.setState({ last: undefined })
      if (usePlace.getState().place.at === 'customers') goTo({ at: 'customers', customer }, true)
      toast({ text: t('undo.done') })
    } catch (error) {
      toast({ text: failureText(error, problem) })
    }
  }
  return {
    last,
    undo: op => void undo(op),
    made(op, text) {
      useLastOp.setState({ last: op })
      toast({ text, undo: () => void undo(op) })
    },
  }
}
