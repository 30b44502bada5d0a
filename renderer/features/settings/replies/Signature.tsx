import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Label, TextArea, TextField } from 'react-aria-components'
import type { ReplyAccount } from '#shared/contract/replies.ts'
import { api, client } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { toast } from '../../../ui/toast.tsx'

/** What is put below every mail through one account; kept when the field is left. */
export function Signature({ account }: { account: ReplyAccount }) {
  const { t } = useTranslation('replies')
  const { t: problem } = useTranslation('problems')
  const queries = useQueryClient()
  const [text, setText] = useState(account.signature)
  const save = async (): Promise<void> => {
    if (text === account.signature) return
    try {
      await client.replies.saveSignature({ account: account.id, text })
      await queries.invalidateQueries({ queryKey: api.replies.key() })
    } catch (error) {
      toast({ text: failureText(error, problem) })
    }
  }
  return (
    <TextField value={text} onChange={setText} onBlur={() => void save()} className="flex flex-col gap-1">
      <Label className="text-13 font-strong">{t('signatureOf', { name: account.name })}</Label>
      <TextArea rows={3} className="rounded-2 border border-line-strong bg-canvas px-2.5 py-1.5 text-13 leading-read" />
    </TextField>
  )
}
