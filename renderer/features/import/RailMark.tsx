import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ProgressBar } from '../../ui/states.tsx'

/** How far a running import is, for the entry of the import place; nothing while none runs. */
export function RailMark() {
  const { t } = useTranslation('import')
  const job = useQuery(api.imports.jobs.queryOptions()).data?.jobs.find(each => each.endedAt === undefined)
  if (!job) return null
  return (
    <div className="absolute -bottom-0.5 w-6">
      <ProgressBar label={t('running.progress')} value={job.bytesTotal > 0 ? job.bytesDone / job.bytesTotal : undefined} />
    </div>
  )
}
