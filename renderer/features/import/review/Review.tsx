import { useMutation, useQueries, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { ImportJob, Inspection } from '#shared/contract/imports.ts'
import { api } from '../../../api/client.ts'
import { failureText } from '../../../api/failure.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Button } from '../../../ui/button.tsx'
import { Bar, ErrorPane, Skeleton } from '../../../ui/states.tsx'
import { dropAll, start, useFlow } from '../flow.ts'
import { Choose } from '../Start.tsx'
import { FileCard } from './FileCard.tsx'
import { OwnQuestion } from './OwnQuestion.tsx'
import { questionOf } from './own.ts'
import { ReadAs } from './ReadAs.tsx'

/** How many files are listed until more are asked for. */
const PAGE = 40
const none: string[] = []

/** What was picked: what each file is, a look inside, who we are, and the way in. Nothing is taken in yet. */
export function Review({ running }: { running: ImportJob | undefined }) {
  const { t } = useTranslation('import')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const refs = useFlow(now => now.refs)
  const left = useFlow(now => now.left)
  const own = useFlow(now => now.own)
  const [shown, setShown] = useState(PAGE)
  const paths = useMemo(() => refs.flatMap(each => each.paths), [refs])
  const settings = useQuery(api.workspace.get.queryOptions()).data?.settings
  const known = settings?.own ?? none
  const first = useQuery(api.imports.inspect.queryOptions({ input: { paths } }))
  const question = useMemo(() => questionOf(first.data?.files ?? [], known, settings?.region ?? ''), [first.data, known, settings?.region])
  const ours = own ?? question?.guess ?? []
  const all = ours.length > 0 ? { paths, own: [...known, ...ours] } : { paths }
  const looked = useQuery({ ...api.imports.inspect.queryOptions({ input: all }), placeholderData: before => before ?? first.data })
  const files = useCorrected(looked.data?.files ?? [], all.own).filter(file => !left.has(file.path))
  const begin = useMutation({ mutationFn: (chosen: string[]) => start(chosen, ours) })

  if (!looked.data || first.isPending) {
    if (first.isError || looked.isError) {
      return (
        <ErrorPane title={t('review.failed')} onRetry={() => void first.refetch().then(() => looked.refetch())}>
          {failureText(first.error ?? looked.error, problem)}
        </ErrorPane>
      )
    }
    return <Looking />
  }
  const ready = files.filter(file => file.kind)
  const unknown = files.filter(file => !file.kind)
  const partly = ready.filter(file => file.problem)
  const bytes = ready.reduce((sum, file) => sum + file.size, 0)
  const listed = [...ready, ...unknown].slice(0, shown)
  return (
    <>
      <div className="relative min-h-0 grow overflow-auto">
        <div className="mx-auto flex max-w-200 flex-col gap-5 p-4 two:p-8">
          <header className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
            <div className="flex flex-col gap-1">
              <h1 className="text-18 font-strong">{ready.length > 0 ? t('review.title', { count: ready.length }) : t('review.none')}</h1>
              <p className="text-13 text-ink-2">
                {unknown.length > 0
                  ? t('review.unknown', { count: unknown.length })
                  : t('review.nothingYet', { size: formats.bytes(bytes) })}
              </p>
              {partly.length > 0 && <p className="text-13 leading-read text-amber">{t('review.partly', { count: partly.length })}</p>}
            </div>
            <div className="flex flex-wrap gap-2">
              <Choose />
            </div>
          </header>
          {settings && <ReadAs files={ready} settings={settings} />}
          {question && <OwnQuestion question={question} chosen={ours} />}
          <ul aria-label={t('review.files')} className="flex flex-col gap-3">
            {listed.map(file => (
              <FileCard key={file.path} file={file} isFirst={listed.length <= 3} />
            ))}
          </ul>
          {files.length > shown && (
            <Button look="quiet" onPress={() => setShown(shown + PAGE * 5)}>
              {t('review.more', { count: files.length - shown })}
            </Button>
          )}
        </div>
      </div>
      <footer className="flex shrink-0 flex-wrap items-center justify-end gap-x-3 gap-y-2 border-line border-t bg-side px-4 py-3">
        <p
          role={begin.isError ? 'alert' : 'status'}
          className={`min-w-0 grow text-13 leading-read ${begin.isError ? 'text-red' : 'text-ink-2'}`}
        >
          {begin.isError ? failureText(begin.error, problem) : running ? t('review.wait') : ''}
        </p>
        <Button look="quiet" onPress={dropAll}>
          {t('cancel')}
        </Button>
        <Button
          look="primary"
          isDisabled={running !== undefined || ready.length === 0 || begin.isPending}
          onPress={() => begin.mutate(ready.map(file => file.path))}
        >
          {t('review.import', { count: ready.length })}
        </Button>
      </footer>
    </>
  )
}

/** The same files, those whose columns were corrected read anew by what was said. */
function useCorrected(files: readonly Inspection[], own: string[] | undefined): Inspection[] {
  const mappings = useFlow(now => now.mappings)
  const corrected = useQueries({
    queries: Object.entries(mappings).map(([path, mapping]) => ({
      ...api.imports.inspect.queryOptions({ input: { paths: [path], mapping, ...(own && { own }) } }),
      placeholderData: (before: { files: Inspection[] } | undefined) => before,
    })),
  })
  const anew = new Map(corrected.flatMap(each => each.data?.files ?? []).map(file => [file.path, file]))
  return files.map(file => anew.get(file.path) ?? file)
}

function Looking() {
  const { t } = useTranslation('import')
  return (
    <div className="mx-auto w-full max-w-200 p-4 two:p-8">
      <p className="sr-only" role="status">
        {t('review.looking')}
      </p>
      <Skeleton>
        <div className="flex flex-col gap-5">
          <Bar width={40} tall />
          <div className="flex flex-col gap-3 rounded-3 border border-line p-4">
            <Bar width={55} />
            <Bar width={85} />
            <Bar width={70} />
          </div>
        </div>
      </Skeleton>
    </div>
  )
}
