import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { StoreProcedures } from '../app/procedures.ts'
import { sources } from '../connectors/all-sources.ts'
import { SourceError } from '../connectors/source-error.ts'
import { connectStore } from '../store/client.ts'
import { createParsePool } from './parse-pool.ts'
import type { Described, SourceCommand, SourceNews } from './protocol.ts'
import { Supervisor } from './supervisor.ts'

/** Entry of the thread that runs the live sources: neither their protocols nor a busy server can hold up the window. */
const port = parentPort
if (!port) throw new Error('sources run in a worker thread')
const { store, parser }: { store: MessagePort; parser: string } = workerData
const tell = (news: SourceNews) => port.postMessage(news)
const supervisor = new Supervisor({
  sources,
  store: connectStore<StoreProcedures>(store),
  pool: createParsePool(new URL(parser)),
  tell,
  now: Date.now,
  random: Math.random,
})

port.on('message', async (command: SourceCommand) => {
  if (command.type === 'surroundings') supervisor.surround(command.surroundings)
  else if (command.type === 'run') await supervisor.run(command.account)
  else if (command.type === 'reconnect') supervisor.reconnect(command.id)
  else if (command.type === 'stop') {
    await supervisor.stop(command.id)
    tell({ type: 'stopped', request: command.request })
  } else if (command.type === 'test') {
    tell({ type: 'tested', request: command.request, ...(await supervisor.test(command.kind, command.settings, command.secrets)) })
  } else if (command.type === 'send') {
    tell({ type: 'sent', request: command.request, sending: await supervisor.send(command.account, command.key, command.message) })
  } else if (command.type === 'describe') {
    const it = command.kind === undefined ? undefined : describe(command.kind, command.settings)
    const kinds = Object.values(sources).map(({ kind, form }) => ({ kind, form }))
    tell({ type: 'described', request: command.request, kinds, ...(it && { it }) })
  } else {
    await supervisor.close()
    store.close()
    port.close()
  }
})

function describe(kind: string, settings: unknown): Described | undefined {
  const source = sources[kind]
  try {
    return source && { name: source.identify(settings).slice(kind.length + 1), own: source.own(settings) }
  } catch (error) {
    if (error instanceof SourceError) return { wrong: error.detail ?? '' }
    throw error
  }
}
