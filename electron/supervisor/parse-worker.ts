import { parentPort } from 'node:worker_threads'
import { ownAddresses } from '../connectors/email/content/addresses.ts'
import { parseWithLightBlobs } from '../connectors/email/light-blob.ts'
import { parseMessage } from '../connectors/email/message.ts'
import type { ParsedMails } from '../connectors/live.ts'
import { discard, Packer } from '../ingest/pack.ts'
import { normaliseOwn, prepare } from '../ingest/prepare.ts'
import type { ParseJob } from './parse-pool.ts'

parseWithLightBlobs()
const port = parentPort
if (!port) throw new Error('mails are parsed in a worker thread')

port.on('message', async ({ bytes, mails, own, region, now }: ParseJob) => {
  const addresses = ownAddresses([...own])
  const options = { region, own: normaliseOwn(own, region) }
  const packer = new Packer()
  const results: ParsedMails['results'] = []
  let start = 0
  for (const { end, ...known } of mails) {
    const parsed = await parseMessage(bytes.subarray(start, end), { ...known, own: addresses, now })
    start = end
    if (typeof parsed === 'string') results.push({ problem: parsed })
    else {
      results.push({ sourceId: parsed.sourceId })
      const ready = prepare(parsed, options)
      if (ready) packer.add(ready)
    }
  }
  discard(bytes)
  const packed = packer.take()
  port.postMessage({ results, items: [], packed } satisfies ParsedMails, [packed.bytes.buffer])
})
