import type { NoteChanges } from '#shared/model/note.ts'
import { client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { toast } from '../../ui/toast.tsx'
import { underWay, useUndo } from '../profile/undo.ts'
import { useNoteWords } from './words.ts'

/** What can be done with a note beside writing in it. Each says that it was done and offers to take it back. */
export function useNoteActs() {
  const { t: problem } = useTranslation('problems')
  const words = useNoteWords()
  const { done } = useUndo()
  const fail = (error: unknown): void => void toast({ text: failureText(error, problem) })
  const change = async (note: string, changes: NoteChanges): Promise<void> => {
    try {
      const { op } = await client.notes.change({ note, changes })
      done(op, words.change(changes), () => client.notes.undo({ op }))
    } catch (error) {
      fail(error)
    }
  }
  return {
    change: (note: string, changes: NoteChanges): Promise<void> => underWay(change(note, changes)),
    async restore(note: string, seq: number, text: string): Promise<void> {
      try {
        await client.notes.restore({ note, seq })
        toast({ text })
      } catch (error) {
        fail(error)
      }
    },
  }
}
