import { failureText } from '../../../api/failure.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { underWay, useUndo } from '../undo.ts'

/** Makes a change, says so and offers to take it back. Answers with what went wrong, in words. */
export function useChange(): (made: Promise<{ change: string }>, text: string) => Promise<string | undefined> {
  const { t: problem } = useTranslation('problems')
  const { changed } = useUndo()
  const tell = async (made: Promise<{ change: string }>, text: string): Promise<string | undefined> => {
    try {
      const { change } = await made
      changed(change, text)
      return undefined
    } catch (error) {
      return failureText(error, problem)
    }
  }
  return (made, text) => underWay(tell(made, text))
}
