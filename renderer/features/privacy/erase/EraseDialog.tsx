import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Profile } from '#shared/contract/customers.ts'
import type { Erasure } from '#shared/contract/safety/privacy.ts'
import { api } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { TextField } from '../../../ui/field.tsx'
import { AskDialog } from '../../../ui/overlay.tsx'
import { Bar, Skeleton } from '../../../ui/states.tsx'
import { useErasure } from './erasures.ts'
import { typedName, useReachWords } from './words.ts'

/** Names of others that are told; of the rest how many. */
const NAMED = 5
/** Characters; nobody types a longer name. */
const LONGEST = 60

/** Says what would go, and what would stay; erases once the customer's name was typed. */
export function EraseDialog({ profile: { id, name }, onClose }: { profile: Profile; onClose: () => void }) {
  const { t } = useTranslation('safety')
  const { t: problem } = useTranslation('problems')
  const [typed, setTyped] = useState('')
  const foreseen = useQuery({ ...api.privacy.foresee.queryOptions({ input: { customer: id } }), staleTime: 0 })
  const erase = useMutation(
    api.privacy.erase.mutationOptions({
      onSuccess: receipt => {
        useErasure.setState({ done: { name, receipt } })
        onClose()
      },
    }),
  )
  const wanted = typedName(name) === '' || name.length > LONGEST ? t('erase.word') : name
  const matches = typedName(typed) === typedName(wanted)
  const failed = erase.error ?? foreseen.error
  const submit = (): void => {
    if (matches && foreseen.data && !erase.isPending) erase.mutate({ customer: id })
  }
  return (
    <AskDialog
      onClose={onClose}
      title={t('erase.title', { name })}
      isDisabled={!matches || !foreseen.data || erase.isPending}
      onAct={submit}
      failure={failed ? failureText(failed, problem) : undefined}
      act={t(erase.isPending ? 'erase.doing' : 'erase.do')}
    >
      <div className="flex flex-col gap-4 leading-read">
        {foreseen.data ? (
          <Foreseen erasure={foreseen.data} />
        ) : (
          <Skeleton>
            <div className="flex flex-col gap-3 py-2">
              <Bar width={70} />
              <Bar width={50} />
              <Bar width={60} />
            </div>
          </Skeleton>
        )}
        <TextField
          autoFocus
          label={t('erase.type', { name: wanted })}
          autoComplete="off"
          value={typed}
          onChange={setTyped}
          hint={t('erase.never')}
          onEnter={submit}
        />
      </div>
    </AskDialog>
  )
}

function Foreseen({ erasure }: { erasure: Erasure }) {
  const { t } = useTranslation('safety')
  const formats = useFormats()
  const words = useReachWords()
  const { others, shared, backups } = erasure
  const more = others.length - NAMED
  const names = others.slice(0, NAMED).map(({ name }) => `\u2068${name}\u2069`)
  const stays = words.stays(erasure, backups.length)
  return (
    <>
      <List title={t('erase.goes')} lines={words.goes(erasure)} />
      {shared > 0 && others.length > 0 && (
        <p className="border-s-2 border-amber ps-3 wrap-anywhere">
          {t('erase.shared', {
            count: shared,
            n: formats.number(shared),
            names: formats.list(more > 0 ? [...names, t('erase.more', { count: more, n: formats.number(more) })] : names),
          })}
        </p>
      )}
      {stays.length > 0 && <List title={t('erase.stays')} lines={stays} />}
    </>
  )
}

export function List({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section>
      <h3 className="mb-1 text-13 font-strong">{title}</h3>
      <ul className="list-disc ps-5">
        {lines.map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}
