import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { FileKind, Inspection } from '#shared/contract/imports.ts'
import type { Settings } from '#shared/contract/workspace.ts'
import { api } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button } from '../../../ui/button.tsx'
import { ReadingChoice, zoneName } from '../../settings/ReadingChoice.tsx'

/** Kinds with numbers as they were dialled, or with times that do not say where. */
const local: readonly (FileKind | undefined)[] = ['asterisk-cdr', 'csv-calls', 'whatsapp', 'sms-backup']

/** What stands in for the country and the time zone that the files leave out: what is taken in never changes, so it is said before. */
export function ReadAs({ files, settings }: { files: readonly Inspection[]; settings: Settings }) {
  const { t } = useTranslation('import')
  const { t: problem } = useTranslation('problems')
  const { locale } = useFormats()
  const [open, setOpen] = useState(false)
  // The window hears that the settings changed and looks into the files anew.
  const save = useMutation(api.workspace.settings.mutationOptions())
  if (!files.some(file => local.includes(file.kind))) return null
  const country = new Intl.DisplayNames(locale, { type: 'region' }).of(settings.region) ?? settings.region
  return (
    <section aria-label={t('readAs.title')} className="flex flex-col gap-3 rounded-3 border border-line bg-side px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-0 grow basis-60 text-13 leading-read">{t('readAs.text', { country, zone: zoneName(settings.timeZone) })}</p>
        <Button aria-expanded={open} onPress={() => setOpen(!open)}>
          {t(open ? 'readAs.close' : 'readAs.change')}
        </Button>
      </div>
      {open && <ReadingChoice settings={settings} onChange={changes => save.mutate(changes)} />}
      {save.isError && (
        <p role="alert" className="text-13 text-red">
          {failureText(save.error, problem)}
        </p>
      )}
    </section>
  )
}
