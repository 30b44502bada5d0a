import type { Client } from '#shared/contract/index.ts'
import { onAppEvent } from './events.ts'
import { forgetBatch, uploadedBatches } from './files.ts'

/** Deletes copies that a page of this tab made and did not live to delete, once no import reads them any more. */
export async function clearLeftovers(client: Client): Promise<void> {
  const batches = uploadedBatches()
  if (batches.length === 0) return
  const clear = (): void => {
    for (const batch of batches) void forgetBatch(batch).catch(() => {})
  }
  const { jobs } = await client.imports.jobs()
  if (jobs.every(job => job.endedAt !== undefined)) return clear()
  const stop = onAppEvent(event => {
    if (event.type !== 'import.progress' || event.job.endedAt === undefined) return
    stop()
    clear()
  })
}
