import { useQuery } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import type { CaseView } from '#shared/contract/cases.ts'
import type { Attribute } from '#shared/model/attribute.ts'
import { api } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { goTo } from '../../../state/place.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/overlay.tsx'
import { Banner } from '../../../ui/states.tsx'
import { Editor } from '../../profile/details/Editor.tsx'
import { useDetailWords } from '../../profile/details/words.ts'
import { useCaseActs } from '../acts.ts'
import { useCaseWords } from '../words.ts'

/** What the workspace wants to know of a case, each changed in its place. */
export function DetailsDialog({ one, onClose }: { one: CaseView; onClose: () => void }) {
  const { t } = useTranslation('cases')
  const { t: problem } = useTranslation('problems')
  const words = useCaseWords()
  const { data, error } = useQuery(api.profile.caseAttributes.queryOptions())
  return (
    <Dialog isOpen onClose={onClose} title={t('details.title', { title: words.title(one) })}>
      {error && <Banner tone="failure">{failureText(error, problem)}</Banner>}
      <dl>
        {data?.attributes.map((attribute, index) => (
          <Detail key={attribute.id} one={one} attribute={attribute} first={index === 0} />
        ))}
      </dl>
      {data?.attributes.length === 0 && (
        <div className="flex flex-col items-start gap-2">
          <p className="text-ink-2 leading-read">{t('details.none')}</p>
          <Button
            onPress={() => {
              onClose()
              goTo({ at: 'settings' })
            }}
          >
            {t('details.define')}
          </Button>
        </div>
      )}
    </Dialog>
  )
}

/** The first one that is not known yet is opened to type. */
function Detail({ one, attribute: { id, name, type, choices }, first }: { one: CaseView; attribute: Attribute; first: boolean }) {
  const { t } = useTranslation('details')
  const words = useDetailWords()
  const acts = useCaseActs()
  const value = one.values[id]
  const [editing, setEditing] = useState(first && value === undefined)
  const save = async (typed: string): Promise<string | undefined> => {
    const next = typed.trim() === '' ? null : typed
    const wrong = next === (value ?? null) ? undefined : await acts.setValue(one, { id, name }, next)
    if (wrong === undefined) setEditing(false)
    return wrong
  }
  return (
    <div className="flex flex-col gap-0.5 py-1.5">
      <dt className="text-12 text-ink-2">{name}</dt>
      <dd className="flex min-w-0 items-start justify-between gap-2">
        {editing ? (
          <Editor label={name} type={type} choices={choices} value={value ?? ''} onSave={save} onCancel={() => setEditing(false)} />
        ) : (
          <>
            <span className="min-w-0 wrap-anywhere leading-read">
              {value === undefined ? (
                <span className="text-ink-3">{t('unknown')}</span>
              ) : type === 'link' && value.startsWith('https:') ? (
                <a href={value} target="_blank" rel="noreferrer" className="rounded-1 text-link underline underline-offset-2">
                  {words.value(type, value)}
                </a>
              ) : (
                <bdi className="whitespace-pre-wrap">{words.value(type, value)}</bdi>
              )}
            </span>
            <IconButton small icon={Pencil} label={t('change', { label: name })} placement="left" onPress={() => setEditing(true)} />
          </>
        )}
      </dd>
    </div>
  )
}
