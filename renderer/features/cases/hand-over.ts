import type { CaseView } from '#shared/contract/cases.ts'
import { client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useChannelWord } from '../../ui/channel.tsx'
import { toast } from '../../ui/toast.tsx'
import { asText, makeBriefWords } from '../brief/words.ts'
import { underWay, useUndo } from '../profile/undo.ts'

/** Gives a case to somebody together with the brief: as a note in the case that mentions them, so that it comes up in their day. Undone as one. */
export function useHandOver(): (one: CaseView, name: string) => Promise<void> {
  const { t } = useTranslation('cases')
  const { t: brief } = useTranslation('brief')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const channelWord = useChannelWord()
  const { done } = useUndo()
  const handOver = async (one: CaseView, name: string): Promise<void> => {
    const note = crypto.randomUUID()
    try {
      const { lines } = await client.brief.get({ customer: one.customer, timeZone: formats.timeZone })
      const words = makeBriefWords(brief, formats, channelWord)
      const text = asText(words.lines(lines), words.references(lines)) || brief('none')
      await client.notes.write({ note, customer: one.customer, case: one.id, mention: name, lines: text.split('\n') })
      const { op } = await client.cases.change({ case: one.id, changes: { assignee: name } })
      done(op, t('done.handedOver', { name }), async () => {
        await client.notes.change({ note, changes: { deleted: true } })
        await client.cases.undo({ op })
      })
    } catch (error) {
      toast({ text: failureText(error, problem) })
    }
  }
  return (one, name) => underWay(handOver(one, name))
}
