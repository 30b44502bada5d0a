import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { DatabaseOptions, Db } from './database.ts'
import type { Hosted } from './log-keeper.ts'
import { type Failure, type Reply, type Request, StoreError } from './protocol.ts'

/**
 * Calls of a procedure map, with the types of its functions, across a thread. An aborted call is skipped, or ended between two of its steps.
 * What is transferred is handed over instead of copied: whoever calls has it no longer.
 */
export type Call<P> = <N extends keyof P & string>(
  name: N,
  ...input: P[N] extends (db: Db) => unknown
    ? []
    : P[N] extends (db: Db, input: infer I) => unknown
      ? [I, signal?: AbortSignal | undefined, transfer?: readonly ArrayBuffer[]]
      : never
) => Promise<P[N] extends (db: Db, input: never) => infer O ? O : never>

type Port = Pick<MessagePort, 'postMessage'> & { on(event: 'message', listener: (message: unknown) => void): unknown }

interface Waiting {
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

function isReply(message: unknown): message is Reply {
  return typeof message === 'object' && message !== null && 'id' in message
}

/** Speaks the store's protocol over a port. `fail` rejects whatever still waits: the other side is gone. */
function connect<P>(port: Port): { call: Call<P>; fail: (failure: Failure) => void } {
  const waiting = new Map<number, Waiting>()
  let gone: Failure | undefined
  let next = 0
  port.on('message', message => {
    if (!isReply(message)) return
    const one = waiting.get(message.id)
    waiting.delete(message.id)
    if ('failure' in message) one?.reject(new StoreError(message.failure))
    else one?.resolve(message.output)
  })
  const call = (name: string, input?: unknown, signal?: AbortSignal, transfer: readonly ArrayBuffer[] = []) =>
    new Promise<unknown>((resolve, reject) => {
      if (gone) return reject(new StoreError(gone))
      const id = next++
      waiting.set(id, { resolve, reject })
      port.postMessage({ id, name, input, ...(signal && { cancelled: flagOf(signal) }) } satisfies Request, transfer)
    })
  const fail = (failure: Failure) => {
    gone = failure
    for (const one of waiting.values()) one.reject(new StoreError(failure))
    waiting.clear()
  }
  return { call: call as Call<P>, fail }
}

/** Set when the signal aborts; the other thread looks at it while it is busy, when no message can reach it. */
function flagOf(signal: AbortSignal): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  const raise = () => void Atomics.store(new Int32Array(buffer), 0, 1)
  if (signal.aborted) raise()
  else signal.addEventListener('abort', raise, { once: true })
  return buffer
}

/** The same calls from another worker thread, over a port made by `Store.port()`. */
export function connectStore<P>(port: MessagePort): Call<P> {
  return connect<P>(port).call
}

/** Rows pass through quickly: a small nursery keeps the thread small and costs little speed. */
const YOUNG_MB = 12

export interface StoreThread<P> {
  call: Call<P>
  /** How many changes were missing at least when it was opened: see cut-log.ts. */
  cutOff: number
  /** A new way into this thread, to be handed to another worker: its calls do not pass the main thread. */
  port(): MessagePort
  /** Ends when everything asked before is done and the file is closed. */
  close(): Promise<void>
  /** Ends at once, in the middle of a call, which rejects: for a thread that only reads. */
  terminate(): Promise<void>
}

/** A key that is still worked out is not waited for: the thread loads what it runs meanwhile. */
type Opening = Omit<DatabaseOptions, 'key'> & { key: Uint8Array | Promise<Uint8Array> }

/**
 * Starts a thread on a workspace's database. `lost` is called when it ends without having been asked to. Rejects with StoreError `wrong-key`, `newer`, `no-permission`, ... when it does not open,
 * and with what the key rejects with.
 */
export async function openStoreThread<P>(worker: URL, { key, ...options }: Opening, lost = (): void => {}): Promise<StoreThread<P>> {
  const thread = new Worker(worker, {
    workerData: { ...options, script: worker.href } satisfies Hosted,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  })
  const exited = new Promise<void>(resolve => thread.once('exit', () => resolve()))
  const { call, fail } = connect<P>(thread)
  thread.on('error', () => fail({ code: 'failed', detail: 'store thread' }))
  thread.once('exit', () => fail({ code: 'closed' }))
  try {
    thread.postMessage(await key)
  } catch (error) {
    await thread.terminate()
    throw error
  }
  const cutOff = await new Promise<number>((resolve, reject) => {
    const onMessage = (message: { opened?: boolean; cutOff?: number; failure?: Failure }) => {
      if (message.opened === undefined) return
      thread.off('message', onMessage)
      if (message.opened) return resolve(message.cutOff ?? 0)
      void thread.terminate()
      reject(new StoreError(message.failure ?? { code: 'failed' }))
    }
    thread.on('message', onMessage)
    void exited.then(() => reject(new StoreError({ code: 'failed', detail: 'store thread' })))
  })
  let wanted = false
  thread.once('exit', () => {
    if (!wanted) lost()
  })
  return {
    call,
    cutOff,
    port() {
      const { port1, port2 } = new MessageChannel()
      thread.postMessage({ port: port1 }, [port1])
      return port2
    },
    async close() {
      wanted = true
      thread.postMessage('close')
      await exited
    },
    async terminate() {
      wanted = true
      await thread.terminate()
    },
  }
}
