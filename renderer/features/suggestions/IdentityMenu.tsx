import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { IdentityView, Profile } from '#shared/contract/customers.ts'
import { api, client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Button } from '../../ui/button.tsx'
import { ActMenu, AskDialog, Dialog } from '../../ui/overlay.tsx'
import { Banner } from '../../ui/states.tsx'
import { FindPerson } from '../customers/FindPerson.tsx'
import { useIdentityWords } from '../profile/identity-words.ts'
import { Side } from '../profile/MergeDialog.tsx'
import { SaidApart } from '../profile/SaidApart.tsx'
import { underWay, useUndo } from '../profile/undo.ts'

interface MenuProps {
  identity: IdentityView
  /** Whose it is, and whether it is the only one they have. */
  customer: number
  only: boolean
}

/** What can be done with one identity: moving it to another customer, or saying that it is ours. */
export function IdentityMenu({ identity, customer, only }: MenuProps) {
  const { t } = useTranslation('suggestions')
  const [dialog, setDialog] = useState<'move' | 'ours'>()
  const value = useIdentityWords().text(identity)
  const close = (): void => setDialog(undefined)
  return (
    <>
      <ActMenu
        label={t('identity.menu', { value })}
        acts={(['move', 'ours'] as const).map(what => ({ label: t(`identity.${what}`), run: () => setDialog(what) }))}
      />
      {dialog === 'move' && <MoveDialog identity={identity} value={value} customer={customer} onClose={close} />}
      {dialog === 'ours' && <OursDialog identity={identity} value={value} only={only} onClose={close} />}
    </>
  )
}

interface DialogProps {
  identity: IdentityView
  value: string
  onClose: () => void
}

/** Moves it to whoever is chosen, at once unless it was said that they are somebody else. */
function MoveDialog({ identity, value, customer, onClose }: DialogProps & { customer: number }) {
  const { t } = useTranslation('suggestions')
  const { t: profile } = useTranslation('profile')
  const { t: problem } = useTranslation('problems')
  const { made } = useUndo()
  const [doubt, setDoubt] = useState<{ goal: Profile; said: { at: number; by?: string } }>()
  // Once it is theirs, its line and this with it are gone, often before the answer is there.
  const tell = async ({ id, name }: Pick<Profile, 'id' | 'name'>): Promise<void> => {
    const { op } = await client.customers.move({ identity: identity.id, into: id })
    made(op, t('identity.moveDone', { value, name }))
  }
  const move = useMutation({ mutationFn: (goal: Pick<Profile, 'id' | 'name'>) => underWay(tell(goal)), onSuccess: onClose })
  const ask = useMutation({
    mutationFn: (id: number) =>
      Promise.all([client.customers.get({ id }), client.suggestions.apart({ a: customer, b: id, identity: identity.id })]),
    onSuccess: ([goal, { said }]) => (said ? setDoubt({ goal, said }) : move.mutate(goal)),
  })
  const failed = move.error ?? ask.error
  return (
    <Dialog
      isOpen
      onClose={onClose}
      wide
      title={t('identity.moveTitle', { value })}
      footer={
        doubt && (
          <>
            <Button look="quiet" onPress={() => setDoubt(undefined)}>
              {profile('merge.other')}
            </Button>
            <Button autoFocus look="primary" isDisabled={move.isPending} onPress={() => move.mutate(doubt.goal)}>
              {t('identity.moveDo')}
            </Button>
          </>
        )
      }
    >
      {failed && <Banner tone="failure">{failureText(failed, problem)}</Banner>}
      {doubt ? (
        <div className="flex flex-col gap-4">
          <SaidApart {...doubt.said} />
          <Side profile={doubt.goal} />
        </div>
      ) : (
        <FindPerson label={t('identity.moveFind')} not={customer} onChoose={id => ask.isPending || move.isPending || ask.mutate(id)} />
      )}
    </Dialog>
  )
}

function OursDialog({ identity, value, only, onClose }: DialogProps & { only: boolean }) {
  const { t } = useTranslation('suggestions')
  const { t: problem } = useTranslation('problems')
  const { made } = useUndo()
  const ours = useMutation(
    api.customers.ours.mutationOptions({
      onSuccess: ({ op }) => {
        onClose()
        made(op, t('identity.oursDone', { value }))
        // With their only address gone, there is nobody left to be shown.
        if (only) goTo({ at: 'customers' }, true)
      },
    }),
  )
  return (
    <AskDialog
      onClose={onClose}
      title={t('identity.oursTitle', { value })}
      isDisabled={ours.isPending}
      onAct={() => ours.mutate({ identity: identity.id })}
      failure={ours.isError ? failureText(ours.error, problem) : undefined}
      act={t('identity.oursDo')}
    >
      <div className="flex flex-col gap-2 leading-read">
        <p>{t('identity.oursText')}</p>
        <p className="text-ink-2">{t('identity.oursUndo')}</p>
      </div>
    </AskDialog>
  )
}
