import { parentPort, workerData } from 'node:worker_threads'
import type { StoreProcedures } from '../app/procedures.ts'
import { parseWithLightBlobs } from '../connectors/email/light-blob.ts'
import { connectStore } from '../store/client.ts'
import { importFiles } from './import-files.ts'
import { inspect } from './inspect.ts'
import type { IngestNews, IngestTask } from './task.ts'

/** Entry of the thread that reads files, so that no parser ever holds up the window. Its batches go straight to the store's thread. */
const port = parentPort
if (!port) throw new Error('ingest runs in a worker thread')
parseWithLightBlobs()
const task: IngestTask = workerData
const cancel = new AbortController()
port.once('message', () => cancel.abort())
const tell = (news: IngestNews) => port.postMessage(news)

if (task.task === 'inspect') tell({ type: 'inspected', files: await inspect(task, cancel.signal) })
else {
  const store = connectStore<StoreProcedures>(task.store)
  await importFiles(task, {
    write: batch => store('writeBatch', batch, undefined, [batch.items.bytes.buffer]),
    writeCards: cards => store('writeCards', cards),
    tell,
    signal: cancel.signal,
  })
  task.store.close()
}
port.close()
