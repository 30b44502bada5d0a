/**
 * Runs a built main process (first argument) on plain Node with `electron` replaced, plays Electron's part from start to end, and
 * prints as JSON what came of it.
 */
import { once } from 'node:events'
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { Client } from '#shared/contract/index.ts'

const fake = new URL('./fake-electron.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: fake, shortCircuit: true } : next(specifier, context)),
})

const { app, BrowserWindow, dialog, ipcMain, log, protocol }: typeof import('./fake-electron.ts') = await import(fake)
const exited = once(app, 'exited')
await import(pathToFileURL(process.argv[2] ?? '').href)
app.becomeReady()

const report: Record<string, unknown> = {}
while (!log.includes('quit') && !log.includes('load app://hilo/')) await new Promise(resolve => setTimeout(resolve, 10))
if (log.includes('quit')) {
  report.kind = 'left to the first'
  report.said = dialog.said
} else {
  const { port1, port2 } = new MessageChannel()
  ipcMain.emit('hilo:connect', { senderFrame: { url: 'app://hilo/', parent: null }, ports: [port2] })
  port1.start()
  const client: Client = createORPCClient(new RPCLink({ port: port1 }))
  report.kind = (await client.workspace.get()).kind
  for await (const _event of await client.events()) {
    const { preparing, interactions } = await client.workspace.get()
    report.interactions = interactions
    if (preparing === undefined) break
  }
  report.page = (await protocol.handlers.get('app')?.(new Request('app://hilo/')))?.status
  app.emit('second-instance', {}, [])
  BrowserWindow.all[0]?.close()
  await exited
  port1.close()
}
process.stdout.write(JSON.stringify({ ...report, log }))
