import { Contact, FileUp, FolderInput } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import type { ImportJob } from '#shared/contract/imports.ts'
import type { Channel } from '#shared/model/interaction.ts'
import { pick } from '../../api/files.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { openInImport } from '../../state/files.ts'
import { Button, FileTrigger } from '../../ui/button.tsx'
import { ChannelMark } from '../../ui/channel.tsx'
import { Time } from '../../ui/time.tsx'
import { useFlow } from './flow.ts'

const kinds = [
  { id: 'mail', channel: 'email' },
  { id: 'whatsapp', channel: 'chat' },
  { id: 'telegram', channel: 'chat' },
  { id: 'asterisk', channel: 'phone' },
  { id: 'csv', channel: 'phone' },
  { id: 'android', channel: 'sms' },
  { id: 'contacts', channel: undefined },
  { id: 'customers', channel: undefined },
] as const satisfies { id: string; channel: Channel | undefined }[]

/** Choosing files and whole folders from a dialog. */
export function Choose({ primary = false }: { primary?: boolean }) {
  const { t } = useTranslation('import')
  const taken = (files: FileList | null): void => {
    if (files && files.length > 0) openInImport(pick([...files]))
  }
  return (
    <>
      <FileTrigger allowsMultiple onSelect={taken}>
        <Button look={primary ? 'primary' : 'plain'} icon={FileUp}>
          {t('choose.files')}
        </Button>
      </FileTrigger>
      <FileTrigger acceptDirectory onSelect={taken}>
        <Button icon={FolderInput}>{t('choose.folder')}</Button>
      </FileTrigger>
    </>
  )
}

/** Nothing is on its way: what can come in, and how to get it out of where it is. */
export function Start({ earlier }: { earlier: readonly ImportJob[] }) {
  const { t } = useTranslation('import')
  return (
    <div className="relative min-h-0 grow overflow-auto">
      <div className="mx-auto flex max-w-180 flex-col gap-8 p-4 two:p-8">
        <div className="flex flex-col items-center gap-3 rounded-3 border border-dashed border-line-strong px-4 py-10 text-center">
          <h1 className="text-18 font-strong text-balance">{t('start.title')}</h1>
          <p className="max-w-120 text-13 leading-read text-pretty text-ink-2">{t('start.text')}</p>
          <div className="mt-1 flex flex-wrap justify-center gap-2">
            <Choose primary />
          </div>
        </div>
        {earlier.length > 0 && <Earlier jobs={earlier} />}
        <section aria-labelledby="import-kinds" className="flex flex-col gap-1">
          <h2 id="import-kinds" className="text-13 font-strong">
            {t('start.kinds')}
          </h2>
          <ul className="flex flex-col">
            {kinds.map(({ id, channel }) => (
              <li
                key={id}
                className="grid grid-cols-[1rem_1fr] gap-x-3 border-line border-b py-2.5 last:border-b-0 two:grid-cols-[1rem_11rem_1fr]"
              >
                <span className="pt-0.5">
                  {channel ? (
                    <ChannelMark channel={channel} silent />
                  ) : (
                    <Contact aria-hidden size={14} strokeWidth={2} className="text-ink-3" />
                  )}
                </span>
                <span className="text-13 leading-read">{t(`kinds.${id}.name`)}</span>
                <span className="text-13 leading-read text-ink-2 max-two:col-start-2">{t(`kinds.${id}.how`)}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  )
}

function Earlier({ jobs }: { jobs: readonly ImportJob[] }) {
  const { t } = useTranslation('import')
  const formats = useFormats()
  return (
    <section aria-labelledby="import-earlier" className="flex flex-col gap-1">
      <h2 id="import-earlier" className="text-13 font-strong">
        {t('start.earlier')}
      </h2>
      <ul className="flex flex-col">
        {jobs.slice(0, 5).map(job => (
          <li key={job.id} className="flex items-center gap-3 py-1 text-13">
            <AriaButton
              className="min-w-0 truncate rounded-1 text-link underline underline-offset-2"
              onPress={() => useFlow.setState({ shown: job.id })}
            >
              <bdi>{job.files[0]}</bdi>
            </AriaButton>
            {job.files.length > 1 && <span className="shrink-0 text-ink-2">{t('start.others', { count: job.files.length - 1 })}</span>}
            <span className="shrink-0 text-ink-2">{t('result.added', { count: job.added, n: formats.number(job.added) })}</span>
            <span className="ms-auto shrink-0 text-12 text-ink-2">
              <Time at={job.startedAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
