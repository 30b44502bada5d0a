import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Packed, ParsedMails, RawMail } from '../connectors/live.ts'
import { discard, joined } from '../ingest/pack.ts'

/** What is parsed is forgotten quickly: a small nursery keeps a thread small and costs little speed. */
export const YOUNG_MB = 12
/** Mails handed to a thread at once: between two such it waits for the next. */
const CHUNK = 250
/** A pool nobody asks for this long ends its threads, ms. */
const IDLE = 60_000

/** What taking a mail apart and making it ready depends on beside it. `now` in epoch ms. */
export interface ParseSettings {
  own: readonly string[]
  region: string
  now: number
}

/** Mails one after the other, and where each ends. */
export interface ParseJob extends ParseSettings {
  bytes: Uint8Array<ArrayBuffer>
  mails: (Omit<RawMail, 'bytes'> & { end: number })[]
}

/**
 * Threads that take mails apart and make them ready for the store, so that neither the window nor the connections wait for it, and so that they
 * pass the sources' thread as bytes. They start when first needed.
 */
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

  async function parse(mails: readonly RawMail[], settings: ParseSettings): Promise<ParsedMails> {
    const thread = await take()
    try {
      const parsed = await new Promise<ParsedMails>((resolve, reject) => {
        const gone = () => reject(new Error('parser'))
        thread.once('exit', gone)
        thread.once('message', message => {
          thread.off('exit', gone)
          resolve(message)
        })
        const job = jobOf(mails, settings)
        thread.postMessage(job, [job.bytes.buffer])
      })
      give(thread)
      return parsed
    } catch {
      // A mail that ends its thread costs itself, not the others of its chunk.
      threads--
      if (mails.length === 1) return { results: [{ problem: 'broken-message' }], items: [] }
      const apart: ParsedMails[] = []
      for (const mail of mails) apart.push(await parse([mail], settings))
      return together(apart)
    }
  }

  async function close(): Promise<void> {
    clearTimeout(ending)
    threads -= idle.length
    await Promise.all(idle.splice(0).map(thread => thread.terminate()))
  }

  return {
    /** `LiveContext.parseMails`. */
    async parse(mails: RawMail[], settings: ParseSettings): Promise<ParsedMails> {
      const chunks: RawMail[][] = []
      for (let at = 0; at < mails.length; at += CHUNK) chunks.push(mails.slice(at, at + CHUNK))
      const parsed = together(await Promise.all(chunks.map(chunk => parse(chunk, settings))))
      for (const { bytes } of mails) discard(bytes)
      return parsed
    },
    close,
  }
}

function jobOf(mails: readonly RawMail[], settings: ParseSettings): ParseJob {
  // Copied: one buffer travels better than hundreds, and when the thread ends because of one of them, the others are here still.
  const bytes = new Uint8Array(mails.reduce((sum, mail) => sum + mail.bytes.byteLength, 0))
  let end = 0
  const known = mails.map(({ bytes: mail, ...rest }) => {
    bytes.set(mail, end)
    end += mail.byteLength
    return { ...rest, end }
  })
  return { ...settings, bytes, mails: known }
}

function together(parts: readonly ParsedMails[]): ParsedMails {
  const packed: Packed[] = parts.flatMap(part => part.packed ?? [])
  return { results: parts.flatMap(part => part.results), items: [], ...(packed.length > 0 && { packed: joined(packed) }) }
}
