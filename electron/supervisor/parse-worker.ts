import { parentPort } from 'node:worker_threads'
import { ownAddresses } from '../connectors/email/content/addresses.ts'
import { parseWithLightBlobs } from '../connectors/email/light-blob.ts'
import { parseMessage } from '../connectors/email/message.ts'
import type { ParseJob } from './parse-pool.ts'

parseWithLightBlobs()
const port = parentPort
if (!port) throw new Error('mails are parsed in a worker thread')

port.on('message', async ({ mails, own, now }: ParseJob) => {
  const addresses = ownAddresses([...own])
  const parsed = []
  for (const { bytes, ...known } of mails) parsed.push(await parseMessage(bytes, { ...known, own: addresses, now }))
  port.postMessage(parsed)
})
