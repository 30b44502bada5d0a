import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { TextField } from '../../../ui/field.tsx'
import { AskDialog } from '../../../ui/overlay.tsx'
import { ProgressBar } from '../../../ui/states.tsx'
import { toast } from '../../../ui/toast.tsx'
import { useTellLater } from '../restore/renewal.ts'

/** Characters, as for a new workspace. */
const SHORTEST = 8

interface KeyDialogProps {
  /** What opens the workspace from then on. */
  to: 'passphrase' | 'keychain'
  /** It has a passphrase now. */
  has: boolean
  onClose: () => void
}

/** Encrypts the workspace anew, with another key. */
export function KeyDialog({ to, has, onClose }: KeyDialogProps) {
  const { t } = useTranslation('safety')
  const { t: problem } = useTranslation('problems')
  const { t: frame } = useTranslation('frame')
  const [old, setOld] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const tellLater = useTellLater()
  const rekey = useMutation(
    api.backups.rekey.mutationOptions({
      onSuccess: () => {
        toast({ text: t('key.done') })
        onClose()
      },
      onError: error => tellLater(failureText(error, problem)),
    }),
  )
  const chooses = to === 'passphrase'
  const missing = has && old === ''
  const tooShort = chooses && [...next].length < SHORTEST
  const differs = chooses && next !== again
  const submit = (): void => {
    setTried(true)
    if (!missing && !tooShort && !differs && !rekey.isPending) {
      rekey.mutate({ ...(has && { passphrase: old }), ...(chooses && { next }) })
    }
  }
  return (
    <AskDialog
      onClose={onClose}
      title={t(titleOf(to, has))}
      autoFocus={!has && !chooses}
      isDisabled={rekey.isPending}
      onAct={submit}
      failure={rekey.error ? failureText(rekey.error, problem) : undefined}
      act={t('key.do')}
    >
      <div className="flex flex-col gap-4 leading-read">
        <p>{t('key.text')}</p>
        <p className="text-ink-2">{t(has ? 'key.before' : 'key.beforeKeychain')}</p>
        {chooses && <p className="border-s-2 border-amber ps-3 text-13">{frame('passphrase.warning')}</p>}
        {has && (
          <TextField
            autoFocus
            type="password"
            autoComplete="current-password"
            label={t('key.old')}
            value={old}
            onChange={value => {
              setOld(value)
              if (rekey.isError) rekey.reset()
            }}
            error={tried && missing ? frame('passphrase.missing') : undefined}
            onEnter={submit}
          />
        )}
        {chooses && (
          <>
            <TextField
              autoFocus={!has}
              type="password"
              autoComplete="new-password"
              label={t('key.new')}
              value={next}
              onChange={setNext}
              error={tried && tooShort ? frame('passphrase.tooShort', { count: SHORTEST }) : undefined}
              onEnter={submit}
            />
            <TextField
              type="password"
              autoComplete="new-password"
              label={frame('passphrase.again')}
              value={again}
              onChange={setAgain}
              error={tried && differs && !tooShort ? frame('passphrase.differs') : undefined}
              onEnter={submit}
            />
          </>
        )}
        {rekey.isPending && <ProgressBar label={t('key.do')} />}
      </div>
    </AskDialog>
  )
}

function titleOf(to: KeyDialogProps['to'], has: boolean) {
  if (to === 'keychain') return has ? 'key.keychain' : 'key.fresh'
  return has ? 'key.change' : 'key.ask'
}
