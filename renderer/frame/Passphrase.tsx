import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { api } from '../api/client.ts'
import { failureText } from '../api/failure.ts'
import { FromFolder } from '../features/privacy/restore/FromFolder.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'

/** Fewer characters are guessed too soon; more are the only strength anybody can judge without a list of known ones. */
const shortest = 8
const good = 16

/** Choosing (or giving) the passphrase of the user's own workspace where the system has no keychain. */
export function Passphrase({ isNew, folder }: { isNew: boolean; folder: string }) {
  const { t } = useTranslation('frame')
  const { t: problem } = useTranslation('problems')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const open = useMutation(api.workspace.open.mutationOptions())

  const length = [...passphrase].length
  const tooShort = isNew ? length < shortest : length === 0
  const differs = isNew && again !== passphrase
  const submit = (): void => {
    setTried(true)
    if (!tooShort && !differs) open.mutate({ kind: 'own', passphrase })
  }
  // Another one may have been typed while that was tried.
  const passphraseError =
    open.isError && open.variables.passphrase === passphrase
      ? failureText(open.error, problem)
      : tried && tooShort
        ? isNew
          ? t('passphrase.tooShort', { count: shortest })
          : t('passphrase.missing')
        : undefined

  return (
    <main className="flex h-full flex-col items-center overflow-auto px-4 py-[12vh]">
      <form
        className="flex w-full max-w-96 flex-col gap-5"
        onSubmit={event => {
          event.preventDefault()
          submit()
        }}
      >
        <KeyRound aria-hidden size={28} strokeWidth={1.25} className="text-ink-3" />
        <div className="flex flex-col gap-2">
          <h1 className="text-24 font-strong text-balance">{t(isNew ? 'passphrase.new' : 'passphrase.locked')}</h1>
          <p className="text-15 text-ink-2 leading-read text-pretty">{t(isNew ? 'passphrase.newText' : 'passphrase.lockedText')}</p>
        </div>
        {isNew && <p className="border-s-2 border-amber ps-3 text-13 leading-read">{t('passphrase.warning')}</p>}
        <TextField
          label={t('passphrase.label')}
          type="password"
          autoComplete={isNew ? 'new-password' : 'current-password'}
          autoFocus
          value={passphrase}
          onChange={value => {
            setPassphrase(value)
            if (open.isError) open.reset()
          }}
          hint={
            isNew && length > 0
              ? t(length < shortest ? 'passphrase.weak' : length < good ? 'passphrase.fair' : 'passphrase.strong')
              : undefined
          }
          error={passphraseError}
        />
        {isNew && (
          <TextField
            label={t('passphrase.again')}
            type="password"
            autoComplete="new-password"
            value={again}
            onChange={setAgain}
            error={tried && differs && !tooShort ? t('passphrase.differs') : undefined}
          />
        )}
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" look="primary" isDisabled={open.isPending}>
            {t(isNew ? 'passphrase.create' : open.isPending ? 'passphrase.unlocking' : 'passphrase.unlock')}
          </Button>
          {isNew && <FromFolder first />}
          <Button look="quiet" isDisabled={open.isPending} onPress={() => open.mutate({ kind: 'sample' })}>
            {t('passphrase.sample')}
          </Button>
        </div>
        <p className="text-12 text-ink-3 leading-read break-all">{t('passphrase.folder', { folder })}</p>
      </form>
    </main>
  )
}
