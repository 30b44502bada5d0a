import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Macro } from '#shared/replies/calls.ts'
import { api, client } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { toast } from '../../../ui/toast.tsx'
import { MacroDialog } from './MacroDialog.tsx'
import { Signature } from './Signature.tsx'

/** Signatures of the accounts that send mail, and the texts kept ready. */
export function RepliesPart() {
  const { t } = useTranslation('replies')
  const { t: problem } = useTranslation('problems')
  const queries = useQueryClient()
  const mail = useQuery(api.replies.accounts.queryOptions()).data?.accounts.filter(({ channel }) => channel === 'email') ?? []
  const macros = useQuery(api.macros.list.queryOptions()).data?.macros ?? []
  const [editing, setEditing] = useState<Macro | 'new'>()
  const remove = async ({ id, name }: Macro): Promise<void> => {
    try {
      await client.macros.remove({ id })
      await queries.invalidateQueries({ queryKey: api.macros.key() })
      toast({ text: t('macro.removed', { name }) })
    } catch (error) {
      toast({ text: failureText(error, problem) })
    }
  }
  return (
    <div className="flex flex-col gap-4">
      {mail.map(account => (
        <Signature key={account.id} account={account} />
      ))}
      {macros.length > 0 && (
        <ul aria-label={t('macro.all')} className="divide-y divide-line border-y border-line">
          {macros.map(macro => (
            <li key={macro.id} className="flex min-h-9 items-center gap-2 py-1">
              <span className="flex min-w-0 grow flex-col">
                <span className="flex items-baseline gap-2">
                  <bdi className="min-w-0 wrap-anywhere">{macro.name}</bdi>
                  {macro.language !== '' && <span className="text-12 text-ink-2 uppercase">{macro.language}</span>}
                </span>
                <span dir="auto" className="truncate text-12 text-ink-2">
                  {macro.text}
                </span>
              </span>
              <IconButton small icon={Pencil} label={t('macro.edit', { name: macro.name })} onPress={() => setEditing(macro)} />
              <IconButton small icon={Trash2} label={t('macro.remove', { name: macro.name })} onPress={() => void remove(macro)} />
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button icon={Plus} onPress={() => setEditing('new')}>
          {t('macro.add')}
        </Button>
      </div>
      {editing && <MacroDialog macro={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </div>
  )
}
