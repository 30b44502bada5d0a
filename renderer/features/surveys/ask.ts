import { useTranslation } from 'react-i18next'
import { client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { toast } from '../../ui/toast.tsx'

/** Asks a case's customer how it went; says so, and lets it be taken back for as long as it has not gone out. */
export function useAskSurvey(): (one: { id: number; customerName: string }) => Promise<void> {
  const { t } = useTranslation('surveys')
  const { t: problem } = useTranslation('problems')
  return async ({ id, customerName }) => {
    try {
      const { key } = await client.surveys.ask({ case: id })
      const undo = (): void => {
        client.replies.cancel({ key }).then(
          () => toast({ text: t('takenBack') }),
          error => toast({ text: failureText(error, problem) }),
        )
      }
      toast({ text: t('asked', { name: customerName }), undo })
    } catch (error) {
      toast({ text: failureText(error, problem) })
    }
  }
}
