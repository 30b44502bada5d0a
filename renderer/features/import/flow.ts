import i18next from 'i18next'
import { create } from 'zustand'
import type { ImportJob } from '#shared/contract/imports.ts'
import type { CsvMapping } from '#shared/model/csv-mapping.ts'
import { api, client, queryClient } from '../../api/client.ts'
import { onAppEvent } from '../../api/events.ts'
import { type FileRefs, fileRefs, type Picked, UploadError } from '../../api/files.ts'
import { usePlace } from '../../state/place.ts'
import { toast } from '../../ui/toast.tsx'

/**
 * What is on its way in but not started yet. It lives outside the place, so that looking elsewhere in between loses nothing.
 * where: the sample is open, and whether the files belong there must be said first.
 */
export type Stage =
  | { at: 'idle' }
  | { at: 'where'; picked: Picked }
  | { at: 'copying'; done: number; total: number; stop: () => void }
  | { at: 'failed'; error: UploadError; picked: Picked }
  | { at: 'review' }

interface Flow {
  stage: Stage
  /** Everything picked so far, in the order in which it came. */
  refs: FileRefs[]
  /** Paths the user left out. */
  left: ReadonlySet<string>
  /** CSV mappings that the user corrected, by path. */
  mappings: Readonly<Record<string, CsvMapping>>
  /** Who of them is us, as the user said; absent while the guess stands. */
  own: readonly string[] | undefined
  /** Into the sample after all. */
  intoSample: boolean
  /** The job whose progress, and then result, is in front. */
  shown: string | undefined
}

const empty = { stage: { at: 'idle' }, refs: [], left: new Set<string>(), mappings: {}, own: undefined } satisfies Partial<Flow>

export const useFlow = create<Flow>(() => ({ ...empty, intoSample: false, shown: undefined }))

/** Copies to be deleted when the job that reads them has ended. */
const copies = new Map<string, FileRefs[]>()

/** Takes what was picked, beside what is being looked at already. Where files cannot be named by path they are copied first. */
export async function take(picked: Picked): Promise<void> {
  const stopping = new AbortController()
  const copying = (done: number, total: number): void =>
    useFlow.setState({ stage: { at: 'copying', done, total, stop: () => stopping.abort() } })
  copying(0, 0)
  try {
    const refs = await fileRefs(picked, { signal: stopping.signal, onProgress: copying })
    useFlow.setState(now => ({
      stage: refs.paths.length > 0 || now.refs.length > 0 ? { at: 'review' } : { at: 'idle' },
      refs: [...now.refs, refs],
    }))
  } catch (error) {
    const failure = error instanceof UploadError ? error : new UploadError('connection', '')
    const before = useFlow.getState().refs.length > 0
    if (failure.reason !== 'cancelled') useFlow.setState({ stage: { at: 'failed', error: failure, picked } })
    else useFlow.setState({ stage: before ? { at: 'review' } : { at: 'idle' } })
  }
}

export function askWhere(picked: Picked): void {
  useFlow.setState({ stage: { at: 'where', picked } })
}

/** Lets go of what was picked. */
export function dropAll(): void {
  const { refs } = useFlow.getState()
  useFlow.setState(empty)
  for (const each of refs) void each.cleanup()
}

export function leaveOut(path: string): void {
  useFlow.setState(now => ({ left: new Set(now.left).add(path) }))
}

export function correct(path: string, mapping: CsvMapping): void {
  useFlow.setState(now => ({ mappings: { ...now.mappings, [path]: mapping } }))
}

/** Starts the import of these paths. Rejects as the call does, with BUSY while another runs; nothing is lost then. */
export async function start(paths: readonly string[], own: readonly string[]): Promise<void> {
  const { mappings, refs } = useFlow.getState()
  const items = paths.map(path => {
    const mapping = mappings[path]
    return { path, ...(mapping && { mapping }) }
  })
  const { job } = await client.imports.start({ items, own: [...own] })
  copies.set(job, refs)
  // Until the new job is known, the place would show the result of the one before.
  await queryClient.refetchQueries({ queryKey: api.imports.jobs.key() })
  useFlow.setState({ ...empty, shown: job })
}

/** Deletes the copies a job was reading, once it has ended. */
export function settle(job: ImportJob): void {
  if (job.endedAt === undefined) return
  for (const each of copies.get(job.id) ?? []) void each.cleanup()
  copies.delete(job.id)
}

onAppEvent(event => {
  if (event.type !== 'import.progress' || event.job.endedAt === undefined) return
  const { added, state } = event.job
  settle(event.job)
  if (usePlace.getState().place.at === 'import') return
  if (state === 'done') toast({ text: i18next.t('notice.done', { ns: 'import', count: added }) })
  else toast({ text: i18next.t(state === 'failed' ? 'notice.failed' : 'notice.cancelled', { ns: 'import' }) })
})
