import { client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { toast } from '../../ui/toast.tsx'
import { underWay, useUndo } from '../profile/undo.ts'

interface Asked {
  id: number
  customerName: string
}

/** Asks a case's customer how it went; says so, and lets it be taken back for as long as it has not gone out. */
export function useAskSurvey(): (one: Asked) => Promise<void> {
  const { t } = useTranslation('surveys')
  const { t: problem } = useTranslation('problems')
  const { done } = useUndo()
  const ask = async ({ id, customerName }: Asked): Promise<void> => {
    try {
      const { key } = await client.surveys.ask({ case: id })
      done(key, t('asked', { name: customerName }), () => client.replies.cancel({ key }))
    } catch (error) {
      toast({ text: failureText(error, problem) })
    }
  }
  return one => underWay(ask(one))
}
