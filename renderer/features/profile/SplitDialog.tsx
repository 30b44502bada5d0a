import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Profile } from '#shared/contract/customers.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Checkbox } from '../../ui/choice.tsx'
import { AskDialog } from '../../ui/overlay.tsx'
import { IdentityLine } from './identity.tsx'
import { useUndo } from './undo.ts'

/** Chooses which identities belong to somebody else and moves them to a customer of their own. */
export function SplitDialog({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const { t } = useTranslation('profile')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const { made } = useUndo()
  const [leaving, setLeaving] = useState<number[]>([])
  const split = useMutation(
    api.customers.split.mutationOptions({
      onSuccess: ({ op }) => {
        onClose()
        made(op, t('split.done'))
      },
    }),
  )
  const moving = profile.identities.filter(({ id }) => leaving.includes(id))
  const interactions = moving.reduce((sum, identity) => sum + identity.interactions, 0)
  const nothingLeft = moving.length === profile.identities.length
  const possible = moving.length > 0 && !nothingLeft
  return (
    <AskDialog
      onClose={onClose}
      title={t('split.title', { name: profile.name })}
      act={t('split.do')}
      isDisabled={!possible || split.isPending}
      onAct={() => split.mutate({ customer: profile.id, identities: leaving })}
      failure={split.isError ? failureText(split.error, problem) : undefined}
    >
      <p className="mb-3 leading-read">{t('split.text')}</p>
      <ul className="flex flex-col gap-2.5">
        {profile.identities.map(identity => (
          <li key={identity.id}>
            <Checkbox
              isSelected={leaving.includes(identity.id)}
              onChange={on => setLeaving(now => (on ? [...now, identity.id] : now.filter(id => id !== identity.id)))}
            >
              <IdentityLine identity={identity} />
            </Checkbox>
          </li>
        ))}
      </ul>
      <p aria-live="polite" className="mt-4 min-h-5 text-ink-2 leading-read">
        {nothingLeft
          ? problem('conflict.nothing-left')
          : possible && t('split.preview', { count: interactions, number: formats.number(interactions) })}
      </p>
    </AskDialog>
  )
}
