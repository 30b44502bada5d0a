import { useMutation, useQuery } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import type { Profile } from '#shared/contract/customers.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Banner } from '../../ui/states.tsx'
import { FindPerson } from '../customers/FindPerson.tsx'
import { IdentityLine } from './identity.tsx'
import { SaidApart } from './SaidApart.tsx'
import { useUndo } from './undo.ts'

/** Finds the other customer, shows both side by side, and merges the other into this one. */
export function MergeDialog({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const { t } = useTranslation('profile')
  const { t: problem } = useTranslation('problems')
  const { made } = useUndo()
  const [other, setOther] = useState<number>()
  const chosen = useQuery({ ...api.customers.get.queryOptions({ input: { id: other ?? 0 } }), enabled: other !== undefined })
  const said = useQuery({
    ...api.suggestions.apart.queryOptions({ input: { a: other ?? 0, b: profile.id } }),
    enabled: other !== undefined,
  })
  const apart = said.data?.said
  const failed = chosen.error ?? said.error
  const merge = useMutation(
    api.customers.merge.mutationOptions({
      onSuccess: ({ op }) => {
        onClose()
        made(op, t('merge.done', { name: chosen.data?.name ?? '' }))
      },
    }),
  )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      wide
      title={t('merge.title', { name: profile.name })}
      footer={
        other !== undefined && (
          <>
            <Button look="quiet" onPress={() => setOther(undefined)}>
              {t('merge.other')}
            </Button>
            {chosen.data && said.data && (
              <Button autoFocus look="primary" isDisabled={merge.isPending} onPress={() => merge.mutate({ from: other, into: profile.id })}>
                {t('merge.do')}
              </Button>
            )}
          </>
        )
      }
    >
      {merge.isError && <Banner tone="failure">{failureText(merge.error, problem)}</Banner>}
      {other === undefined ? (
        <FindPerson label={t('merge.find')} not={profile.id} onChoose={setOther} />
      ) : chosen.data && said.data ? (
        <div className="flex flex-col gap-4">
          {apart && <SaidApart {...apart} />}
          <p className="max-w-read leading-read">{t('merge.text')}</p>
          <div className="grid items-start gap-3 two:grid-cols-[1fr_auto_1fr]">
            <Side profile={chosen.data} title={t('merge.moves')} />
            <ArrowRight
              aria-hidden
              size={16}
              className="mt-8 text-ink-3 max-two:rotate-90 max-two:justify-self-center max-two:mt-0 rtl:-scale-x-100"
            />
            <Side profile={profile} title={t('merge.stays')} />
          </div>
        </div>
      ) : (
        failed && <Banner tone="failure">{failureText(failed, problem)}</Banner>
      )}
    </Dialog>
  )
}

/** A customer with all their addresses, so that two of one name are told apart. */
export function Side({ profile, title }: { profile: Profile; title?: string }) {
  return (
    <section className="min-w-0">
      {title !== undefined && <h3 className="mb-2 text-12 font-strong text-ink-2">{title}</h3>}
      <p className="mb-2 flex items-center gap-2">
        <Avatar name={profile.name} />
        <bdi className="min-w-0 text-15 font-strong wrap-anywhere">{profile.name}</bdi>
      </p>
      <ul className="flex flex-col gap-2">
        {profile.identities.map(identity => (
          <li key={identity.id}>
            <IdentityLine identity={identity} />
          </li>
        ))}
      </ul>
    </section>
  )
}
