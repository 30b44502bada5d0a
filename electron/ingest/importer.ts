import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ImportItem, ImportJob, Inspection } from '#shared/contract/imports.ts'
import type { CsvMapping } from '#shared/model/csv-mapping.ts'
import type { StoreProcedures } from '../app/procedures.ts'
import type { StoreThread } from '../store/client.ts'
import type { Taken } from './prepared.ts'
import type { IngestNews, IngestTask, Reading } from './task.ts'

const PROBLEMS = 200
const CUSTOMERS = 50
/** What is read is forgotten quickly: a small nursery keeps the thread small. Half of it cost some 5 % more of a core, twice of it gained nothing. */
const YOUNG_MB = 24
/** A file that needs more than this is beyond what a connector may hold at once: the thread ends instead of the app. */
const THREAD_MEMORY_MB = 1024

export interface ImporterOptions {
  worker: URL
  store: Pick<StoreThread<StoreProcedures>, 'call' | 'port'>
  now: () => number
  onProgress: (job: ImportJob) => void
  onChanged: (customers: number[]) => void
  onOwn: (own: string[]) => Promise<void>
}

export interface Importer {
  inspect(paths: string[], reading: Reading, mapping?: CsvMapping): Promise<Inspection[]>
  /** Undefined while another import runs: there is one at a time. */
  start(items: ImportItem[], reading: Reading): ImportJob | undefined
  cancel(id: string): boolean
  /** What an ended import's address books did and was not taken back yet. */
  taken(id: string): Taken | undefined
  /** It was taken back. */
  undone(id: string): void
  jobs(): ImportJob[]
  /** Resolves when no import runs. */
  idle(): Promise<void>
  /** Stops what runs after the batch at hand. */
  close(): Promise<void>
}

/** Runs imports, one at a time, each in a thread of its own. */
export function createImporter({ worker, store, now, onProgress, onChanged, onOwn }: ImporterOptions): Importer {
  const jobs: ImportJob[] = []
  const taken = new Map<string, Taken>()
  let running: { job: ImportJob; thread: Worker; ended: Promise<void> } | undefined

  function run(items: ImportItem[], reading: Reading): ImportJob {
    const job: ImportJob = {
      id: randomUUID(),
      state: 'running',
      startedAt: now(),
      files: items.map(item => basename(item.path)),
      bytesDone: 0,
      bytesTotal: 0,
      read: 0,
      added: 0,
      duplicates: 0,
      rejected: 0,
      problems: [],
      customers: [],
    }
    const recent = new Set<number>()
    const pending: Promise<unknown>[] = []
    const thread = startThread(worker, { task: 'import', items, reading, store: store.port() })
    const hear = (news: IngestNews) => {
      if (news.type === 'progress') {
        const { file, ...progress } = news.progress
        Object.assign(job, progress, file !== undefined && { file: basename(file) })
      } else if (news.type === 'problems') {
        job.rejected += news.problems.length
        job.problems.push(...news.problems.slice(0, PROBLEMS - job.problems.length))
      } else if (news.type === 'changed') {
        for (const customer of news.customers) {
          recent.delete(customer)
          recent.add(customer)
        }
        onChanged(news.customers)
      } else if (news.type === 'taken') {
        const { ops, changes } = taken.get(job.id) ?? { ops: [], changes: [] }
        taken.set(job.id, { ops: [...ops, ...news.taken.ops], changes: [...changes, ...news.taken.changes] })
        job.undo = 'possible'
      } else if (news.type === 'own') pending.push(onOwn(news.own))
      else if (news.type === 'mapping') pending.push(store.call('rememberMapping', news))
      else if (news.type === 'ended') {
        job.state = news.problem ? 'failed' : news.cancelled ? 'cancelled' : 'done'
        if (news.problem) job.problem = news.problem
      }
      if (news.type === 'progress') onProgress({ ...job })
    }
    thread.on('message', hear)
    const ended = new Promise<void>(resolve => {
      thread.on('error', error => {
        const tooLarge = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        // The message could hold a customer's words; its kind cannot.
        job.problem = { file: job.file ?? '', ...(tooLarge ? { code: 'too-large' } : { code: 'failed', detail: error.name }) }
      })
      thread.once('exit', async () => {
        if (job.state === 'running' || job.state === 'stopping') {
          job.state = 'failed'
          job.problem ??= { file: job.file ?? '', code: 'failed' }
        }
        await Promise.allSettled(pending)
        job.customers = await store.call('customerNames', [...recent].reverse().slice(0, CUSTOMERS)).catch(() => [])
        job.endedAt = now()
        running = undefined
        onProgress({ ...job })
        resolve()
      })
    })
    running = { job, thread, ended }
    return job
  }

  return {
    async inspect(paths, reading, mapping) {
      const thread = startThread(worker, { task: 'inspect', paths, reading, ...(mapping && { mapping }) })
      return new Promise((resolve, reject) => {
        thread.on('message', (news: IngestNews) => {
          if (news.type === 'inspected') resolve(news.files)
        })
        thread.once('error', () => reject(new Error('inspect')))
        thread.once('exit', () => reject(new Error('inspect')))
      })
    },
    start(items, reading) {
      if (running) return undefined
      const job = run(items, reading)
      jobs.unshift(job)
      return job
    },
    cancel(id) {
      if (running?.job.id !== id) return false
      running.job.state = 'stopping'
      running.thread.postMessage('cancel')
      onProgress({ ...running.job })
      return true
    },
    taken: id => (running?.job.id === id ? undefined : taken.get(id)),
    undone(id) {
      const job = jobs.find(one => one.id === id)
      if (!job || !taken.delete(id)) return
      job.undo = 'done'
      onProgress({ ...job })
    },
    jobs: () => jobs.map(job => ({ ...job })),
    async idle() {
      await running?.ended
    },
    async close() {
      running?.thread.postMessage('cancel')
      await running?.ended
    },
  }
}

function startThread(worker: URL, task: IngestTask): Worker {
  return new Worker(worker, {
    workerData: task,
    transferList: task.task === 'import' ? [task.store] : [],
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  })
}
