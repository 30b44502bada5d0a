/** A process to be killed: gives the workspace of a folder another key, `folder key`. */
import { rekeyWorkspace } from '../../../../electron/backup/rekey.ts'

const [folder = '', key = ''] = process.argv.slice(2)
const fresh = { key: new Uint8Array(32).fill(9), name: 'key.json', file: Buffer.from('another') } as const
await rekeyWorkspace({ folder, key: Buffer.from(key, 'hex'), fresh, worker: new URL('../../support/safety-worker.ts', import.meta.url) })
