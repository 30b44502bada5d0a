import * as Y from 'yjs'
import type { Inputs, Outputs } from '#shared/contract/index.ts'
import { isGone } from '../../../api/failure.ts'
import { fromBase64, toBase64 } from './base64.ts'

/** saving: something written is not in the store yet. failed: and it could not be put there; it is tried again. */
export type ReplicaState = 'loading' | 'saved' | 'saving' | 'failed'

export interface Replica {
  doc: Y.Doc
  state(): ReplicaState
  /** Why it could not be saved, or loaded. */
  error(): unknown
  /** Calls back when `state` changes. Returns the way to stop. */
  subscribe(listener: () => void): () => void
  /** Somebody wrote in it: `seq` is the number of the note's latest change as it was told. Without: perhaps. */
  look(seq?: number): void
  /** Takes nothing in any more; what was written is still saved. */
  close(): void
}

interface Options {
  sync: (input: Inputs['notes']['sync']) => Promise<Outputs['notes']['sync']>
  /** Where the first letter makes it; absent when it is there already. */
  begins?: { customer: number; case?: number }
  note: string
  /** Waits before a failed exchange is tried again, ms. */
  rest?: number
}

const REMOTE = Symbol('written elsewhere')
const REST = 1000

/**
 * One window's copy of a note: every change goes to the store at once, those made while one is on its way go together with the next; and what
 * others write comes in. One exchange at a time, so that nothing overtakes.
 */
export function openReplica({ sync, begins, note, rest = REST }: Options): Replica {
  const doc = new Y.Doc()
  const listeners = new Set<() => void>()
  let unsaved: Uint8Array[] = []
  let seq = 0
  /** The latest change that is known of. */
  let heard = 0
  /** Whether there is anything new is not known. */
  let asked = !begins
  let loaded = begins !== undefined
  let failure: unknown
  let closed = false
  let running = false
  let sending = false

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === REMOTE) return
    unsaved.push(update)
    tell()
    void exchange()
  })

  async function exchange(): Promise<void> {
    if (running) return
    running = true
    while (unsaved.length > 0 || (!closed && (asked || heard > seq))) {
      const sent = unsaved
      unsaved = []
      asked = false
      sending = sent.length > 0
      const update = sent.length > 0 ? Y.mergeUpdates(sent) : undefined
      try {
        const answer = await sync({ note, after: seq, ...(update && { update: toBase64(update), ...begins }) })
        seq = answer.seq
        if (!closed) for (const one of answer.updates) Y.applyUpdate(doc, fromBase64(one), REMOTE)
        loaded = true
        failure = undefined
      } catch (error) {
        // The customer was erased, and with them what was being written.
        if (isGone(error) && (loaded || closed)) break
        unsaved = [...(update ? [update] : []), ...unsaved]
        failure = error
        asked ||= !begins
        tell()
        await new Promise(resolve => setTimeout(resolve, rest))
      }
      sending = false
      tell()
    }
    running = false
  }

  function tell(): void {
    for (const listener of listeners) listener()
  }

  void exchange()
  return {
    doc,
    state: () => (failure !== undefined ? 'failed' : !loaded ? 'loading' : sending || unsaved.length > 0 ? 'saving' : 'saved'),
    error: () => failure,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    look(told) {
      if (told === undefined) asked = loaded
      else heard = Math.max(heard, told)
      void exchange()
    },
    close() {
      closed = true
      listeners.clear()
    },
  }
}
