import type { CaseView } from '#shared/contract/cases.ts'
import type { CaseChanges } from '#shared/model/case.ts'
import { client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { toast } from '../../ui/toast.tsx'
import { underWay, useUndo } from '../profile/undo.ts'
import { atWork, useCaseWords } from './words.ts'

/** What can be done with cases. Each says that it was done and offers to take it back; a failure is said as well. */
export function useCaseActs() {
  const { t } = useTranslation('cases')
  const { t: problem } = useTranslation('problems')
  const words = useCaseWords()
  const { done } = useUndo()

  const tell = async (call: Promise<{ op: string; case: number }>, text: string): Promise<number | undefined> => {
    try {
      const { op, case: id } = await call
      done(op, text, () => client.cases.undo({ op }))
      return id
    } catch (error) {
      toast({ text: failureText(error, problem) })
      return undefined
    }
  }
  const act = (call: Promise<{ op: string; case: number }>, text: string): Promise<number | undefined> => underWay(tell(call, text))
  const change = (one: CaseView, changes: CaseChanges, text: string) => act(client.cases.change({ case: one.id, changes }), text)
  const setState = (one: CaseView, state: Exclude<CaseView['state'], 'new' | 'closed'>) =>
    change(one, { state }, t('done.state', { title: words.title(one), state: words.state(state) }))
  return {
    change,
    setState,
    /** Solves it, or takes it up again. */
    solve: (one: CaseView) => setState(one, atWork(one.state) ? 'solved' : 'open'),
    assign: (one: CaseView, assignee: string | null) =>
      change(one, { assignee }, assignee === null ? t('done.unassigned') : t('done.assigned', { name: assignee })),
    /** Answers with what is wrong with the value, in words. */
    setValue(one: CaseView, { id, name }: { id: string; name: string }, value: string | null): Promise<string | undefined> {
      const set = async (): Promise<string | undefined> => {
        try {
          const { op } = await client.cases.change({ case: one.id, changes: { values: { [id]: value } } })
          done(op, t('done.value', { name }), () => client.cases.undo({ op }))
          return undefined
        } catch (error) {
          return failureText(error, problem)
        }
      }
      return underWay(set())
    },
    move: (interactions: number[], into: CaseView) =>
      act(client.cases.move({ interactions, into: into.id }), t('done.moved', { count: interactions.length, title: words.title(into) })),
    split: (interactions: number[]) => act(client.cases.move({ interactions }), t('done.split', { count: interactions.length })),
    join: (from: CaseView, into: CaseView) =>
      act(client.cases.join({ from: from.id, into: into.id }), t('done.joined', { from: words.title(from), into: words.title(into) })),
    undo: async (op: string): Promise<void> => {
      try {
        await client.cases.undo({ op })
        toast({ text: t('done.undone') })
      } catch (error) {
        toast({ text: failureText(error, problem) })
      }
    },
  }
}

export type CaseActs = ReturnType<typeof useCaseActs>
