import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Profile } from '#shared/contract/customers.ts'
import { client } from '../../../api/client.ts'
import { onAppEvent } from '../../../api/events.ts'
import { failureText } from '../../../api/failure.ts'
import { saveFile } from '../../../api/save.ts'
import { useFormats } from '../../../i18n/format.ts'
import type { Language } from '../../../i18n/languages.ts'
import { useLanguage, useTranslation } from '../../../i18n/use-translation.ts'
import { Segmented } from '../../../ui/choice.tsx'
import { AskDialog } from '../../../ui/overlay.tsx'
import { ProgressBar } from '../../../ui/states.tsx'
import { toast } from '../../../ui/toast.tsx'

const parts = ['timeline', 'notes', 'details', 'files'] as const

/** Everything of one customer as a zip file. Closing it while the file is made gives it up. */
export function ExportDialog({ profile: { id, name }, onClose }: { profile: Profile; onClose: () => void }) {
  const { t } = useTranslation('safety')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const [language, setLanguage] = useState<Language>(useLanguage())
  const giveUp = useRef(new AbortController())
  const make = useMutation({
    mutationFn: () => client.privacy.export({ customer: id, language }, { signal: giveUp.current.signal }),
    onSuccess: ({ path }) => {
      if (giveUp.current.signal.aborted) return
      saveFile(path, `customer-${id}.zip`)
      toast({ text: t('export.done', { name }) })
      onClose()
    },
  })
  const [{ done, of }, setProgress] = useState({ done: 0, of: 0 })
  useEffect(() => onAppEvent(event => event.type === 'export.progress' && event.customer === id && setProgress(event)), [id])
  useEffect(() => {
    const control = new AbortController()
    giveUp.current = control
    return () => control.abort()
  }, [])
  const reached = t('export.progress', { count: of, done: formats.number(done), of: formats.number(of) })
  return (
    <AskDialog
      onClose={onClose}
      title={t('export.title', { name })}
      autoFocus
      isDisabled={make.isPending}
      onAct={() => make.mutate()}
      failure={make.isError ? failureText(make.error, problem) : undefined}
      act={t('export.do')}
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-col gap-2 leading-read">
          <p>{t('export.text')}</p>
          <ul className="list-disc ps-5">
            {parts.map(part => (
              <li key={part}>{t(`export.part.${part}`)}</li>
            ))}
          </ul>
          <p className="text-ink-2">{t('export.plain')}</p>
        </div>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <span aria-hidden>{t('export.language')}</span>
          <Segmented
            label={t('export.language')}
            value={language}
            onChange={setLanguage}
            options={[
              { id: 'en', label: 'English' },
              { id: 'es', label: 'Español' },
            ]}
          />
        </div>
        {make.isPending && (
          <div role="status" className="flex flex-col gap-2">
            <ProgressBar label={t('export.making')} {...(of > 0 && { value: done / of, text: reached })} />
            <p className="tabular text-13 text-ink-2">{of > 0 ? reached : t('export.making')}</p>
          </div>
        )}
      </div>
    </AskDialog>
  )
}
