import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Profile } from '#shared/contract/customers.ts'
import { client } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { saveFile } from '../../../api/save.ts'
import type { Language } from '../../../i18n/languages.ts'
import { useLanguage, useTranslation } from '../../../i18n/use-translation.ts'
import { Button } from '../../../ui/button.tsx'
import { Segmented } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/overlay.tsx'
import { Banner, ProgressBar } from '../../../ui/states.tsx'
import { toast } from '../../../ui/toast.tsx'

const parts = ['timeline', 'notes', 'details', 'files'] as const

/** Everything of one customer as a zip file. Closing it while the file is made gives it up. */
export function ExportDialog({ profile: { id, name }, onClose }: { profile: Profile; onClose: () => void }) {
  const { t } = useTranslation('safety')
  const { t: problem } = useTranslation('problems')
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
  useEffect(() => {
    const control = new AbortController()
    giveUp.current = control
    return () => control.abort()
  }, [])
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('export.title', { name })}
      footer={
        <>
          <Button look="quiet" onPress={onClose}>
            {t('cancel')}
          </Button>
          <Button look="primary" autoFocus isDisabled={make.isPending} onPress={() => make.mutate()}>
            {t('export.do')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {make.isError && <Banner tone="failure">{failureText(make.error, problem)}</Banner>}
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
            <ProgressBar label={t('export.making')} />
            <p className="text-13 text-ink-2">{t('export.making')}</p>
          </div>
        )}
      </div>
    </Dialog>
  )
}
