import type { ReactNode } from 'react'
import { create } from 'zustand'
import { client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useCommands } from '../../commands/registry.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { toast } from '../../ui/toast.tsx'

interface Done {
  /** Of the op or the change. */
  id: string
  takeBack: () => Promise<unknown>
}

/** What was done last to customers and cases in this window: what `z` takes back. */
const useLast = create<{ last: Done | undefined; unsay: () => void }>(() => ({ last: undefined, unsay() {} }))

/** Another workspace is open: there is nothing to take back in it. */
export function forgetLastOp(): void {
  useLast.setState({ last: undefined, unsay() {} })
}

/** What is being done now. */
let doing: Promise<unknown> = Promise.resolve()

/** Something that can be taken back is being done, and told as done within that: `z` pressed meanwhile means this, not what was done before. */
export function underWay<T>(act: Promise<T>): Promise<T> {
  doing = Promise.allSettled([doing, act])
  return act
}

interface Undo {
  undo: (op: string) => void
  undoChange: (change: string) => void
  /** A merge, split or the like was made. */
  made: (op: string, text: string) => void
  /** Something that is known of customers was changed. */
  changed: (change: string, text: string) => void
  /** Anything else was done that can be taken back. */
  done: (id: string, text: ReactNode, takeBack: () => Promise<unknown>) => void
  /** What `z` takes back. Answers with false when there is nothing. */
  takeBackLast: () => Promise<boolean>
}

/** Undoing what was done to customers, and offering it right after. */
export function useUndo(): Undo {
  const { t } = useTranslation('profile')
  const { t: problem } = useTranslation('problems')
  const takeBack = async (done: Done): Promise<void> => {
    try {
      await done.takeBack()
      const { last, unsay } = useLast.getState()
      if (last?.id === done.id) {
        unsay()
        forgetLastOp()
      }
      toast({ text: t('undo.done') })
    } catch (error) {
      toast({ text: failureText(error, problem) })
    }
  }
  const say = (done: Done, text: ReactNode): void => {
    useLast.setState({ last: done, unsay: toast({ text, undo: () => void takeBack(done) }) })
  }
  const op = (id: string): Done => ({ id, takeBack: () => client.customers.undo({ op: id }) })
  const change = (id: string): Done => ({ id, takeBack: () => client.profile.undo({ change: id }) })
  return {
    undo: id => void takeBack(op(id)),
    undoChange: id => void takeBack(change(id)),
    made: (id, text) => say(op(id), text),
    changed: (id, text) => say(change(id), text),
    done(id, text, takeBack) {
      // Several fields of one case are changed in a row: only what `z` takes back stays on screen.
      useLast.getState().unsay()
      say({ id, takeBack }, text)
    },
    async takeBackLast() {
      await doing
      const { last } = useLast.getState()
      if (last) void takeBack(last)
      return last !== undefined
    },
  }
}

/** `z`, wherever the window is: it always stands in the shortcut sheet, and says so when there is nothing to take back. */
export function useUndoCommand(): void {
  const { t } = useTranslation('profile')
  const { takeBackLast } = useUndo()
  useCommands([
    {
      id: 'profile.undo',
      label: t('undo.command'),
      group: t('group'),
      shortcut: 'z',
      async run() {
        if (!(await takeBackLast())) toast({ text: t('undo.nothing') })
      },
    },
  ])
}
