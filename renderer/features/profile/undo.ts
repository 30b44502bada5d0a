import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useCommands } from '../../commands/registry.ts'
import { toast } from '../../ui/toast.tsx'

/** The merge or split made last in this window: what `z` takes back. */
const useLastOp = create<{ last: string | undefined; unsay: () => void }>(() => ({ last: undefined, unsay() {} }))

/** Another workspace is open: there is nothing to take back in it. */
export function forgetLastOp(): void {
  useLastOp.setState({ last: undefined, unsay() {} })
}

/** Undoing a merge or a split, and offering it right after one was made. */
export function useUndo(): { undo: (op: string) => void; made: (op: string, text: string) => void } {
  const { t } = useTranslation('profile')
  const { t: problem } = useTranslation('problems')
  const undo = async (op: string): Promise<void> => {
    try {
      await client.customers.undo({ op })
      const { last: lastOp, unsay } = useLastOp.getState()
      if (lastOp === op) {
        unsay()
        forgetLastOp()
      }
      toast({ text: t('undo.done') })
    } catch (error) {
      toast({ text: failureText(error, problem) })
    }
  }
  return {
    undo: op => void undo(op),
    made(op, text) {
      useLastOp.setState({ last: op, unsay: toast({ text, undo: () => void undo(op) }) })
    },
  }
}

/** `z`, wherever the window is: it always stands in the shortcut sheet, and says so when there is nothing to take back. */
export function useUndoCommand(): void {
  const { t } = useTranslation('profile')
  const { undo } = useUndo()
  useCommands([
    {
      id: 'profile.undo',
      label: t('undo.command'),
      group: t('group'),
      shortcut: 'z',
      run() {
        const { last } = useLastOp.getState()
        if (last) undo(last)
        else toast({ text: t('undo.nothing') })
      },
    },
  ])
}
