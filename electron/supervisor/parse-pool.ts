import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { ProblemCode } from '#shared/model/problem.ts'
import type { Incoming } from '../connectors/connector.ts'
import type { RawMail } from '../connectors/live.ts'

/** What is parsed is forgotten quickly: a small nursery keeps a thread small and costs little speed. */
export const YOUNG_MB = 12
/** Mails handed to a thread at once. */
const CHUNK = 25
/** A pool nobody asks for this long ends its threads, ms. */
const IDLE = 60_000

export interface ParseJob {
  mails: RawMail[]
  own: readonly string[]
  now: number
}

type Parsed = (Incoming | ProblemCode)[]

/** Threads that take mails apart, so that neither the window nor the connections wait for it. They start when first needed. */
export function createParsePool(worker: URL) {
  const most = Math.max(1, availableParallelism() - 1)
  const idle: Worker[] = []
  const waiting: ((thread: Worker) => void)[] = []
  let threads = 0
  let ending: NodeJS.Timeout | undefined

  function take(): Promise<Worker> {
    clearTimeout(ending)
    const thread = idle.pop()
    if (thread) return Promise.resolve(thread)
    if (threads < most) {
      threads++
      return Promise.resolve(new Worker(worker, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } }))
    }
    return new Promise(resolve => waiting.push(resolve))
  }

  function give(thread: Worker): void {
    const next = waiting.shift()
    if (next) next(thread)
    else idle.push(thread)
    if (idle.length === threads) ending = setTimeout(close, IDLE).unref()
  }

  async function parse(job: ParseJob): Promise<Parsed> {
    const thread = await take()
    try {
      const parsed = await new Promise<Parsed>((resolve, reject) => {
        const gone = () => reject(new Error('parser'))
        thread.once('exit', gone)
        thread.once('message', message => {
          thread.off('exit', gone)
          resolve(message)
        })
        thread.postMessage(job)
      })
      give(thread)
      return parsed
    } catch {
      // A mail that ends its thread costs itself, not the others of its chunk.
      threads--
      const [only, ...others] = job.mails
      if (!only || others.length === 0) return ['broken-message']
      const apart: Parsed = []
      for (const mail of job.mails) apart.push(...(await parse({ ...job, mails: [mail] })))
      return apart
    }
  }

  async function close(): Promise<void> {
    clearTimeout(ending)
    threads -= idle.length
    await Promise.all(idle.splice(0).map(thread => thread.terminate()))
  }

  return {
    /** In the order given. */
    async parse(mails: RawMail[], own: readonly string[], now: number): Promise<Parsed> {
      const chunks: RawMail[][] = []
      for (let at = 0; at < mails.length; at += CHUNK) chunks.push(mails.slice(at, at + CHUNK))
      const parsed = await Promise.all(chunks.map(chunk => parse({ mails: chunk, own, now })))
      return parsed.flat()
    },
    close,
  }
}
