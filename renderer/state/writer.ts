import type { Draft } from '#shared/contract/replies.ts'
import { popped } from './place.ts'

const KEY = 'hilo.writer'

/**
 * Whose drafts this window writes: its own, through reloads; a customer's own window writes those of the window it was opened from. What any other
 * writes to the same customer is kept beside.
 */
export const writer = popped?.writer ?? sessionStorage.getItem(KEY) ?? crypto.randomUUID()
if (!popped) sessionStorage.setItem(KEY, writer)

/** What stands in a draft now; without one it was sent or thrown away. */
interface Written {
  writer: string
  customer: number
  draft?: Draft
}

const windows = new BroadcastChannel('hilo.draft')

/** Shows the other window of this writer what was just written. Saving it stays with whoever wrote it. */
export function tellWritten(customer: number, draft: Draft | undefined): void {
  const written: Written = { writer, customer, ...(draft && { draft }) }
  windows.postMessage(written)
}

/** Calls back with what another window of this writer writes to this customer. Returns the way to stop. */
export function onWritten(customer: number, listener: (draft: Draft | undefined) => void): () => void {
  const hear = ({ data }: MessageEvent<Written>): void => {
    if (data.writer === writer && data.customer === customer) listener(data.draft)
  }
  windows.addEventListener('message', hear)
  return () => windows.removeEventListener('message', hear)
}
