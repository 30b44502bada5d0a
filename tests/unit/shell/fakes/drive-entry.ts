/**
 * Runs the entry file of the main process as on the system given (first argument: win32, darwin, linux) with `electron` replaced, goes through a
 * day of it in the documented order of events, and prints as JSON what came of each step.
 * electronjs.org/docs/latest/api/app, tray, notification, power-monitor, browser-window: section Events.
 */
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { createRouterClient } from '@orpc/server'
import type { Client } from '#shared/contract/index.ts'
import { claimFolder } from '../../../../electron/store/claim.ts'
import type { Item } from './fake-around.ts'

const [, , platform = '', folder = ''] = process.argv
const fake = new URL('./fake-electron.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: fake, shortCircuit: true } : next(specifier, context)),
})
const { app, BrowserWindow, dialog, ipcMain, log, Menu, Notification, powerMonitor, protocol, Tray }: typeof import('./fake-electron.ts') =
  await import(fake)

const elsewhere = join(folder, 'elsewhere')
mkdirSync(elsewhere, { recursive: true })
writeFileSync(join(folder, 'preferences.json'), JSON.stringify({ workspace: 'own' }))
// Worker threads have a `process` of their own, and with it the real platform's database; in this one it is loaded before.
claimFolder(elsewhere)
Object.defineProperty(process, 'platform', { value: platform })
const link = 'hilo://search?q=invoice+7'
process.argv = [process.execPath, 'main.js', '--data', folder, ...(platform === 'darwin' ? [] : [link])]

const report: Record<string, unknown> = {}
/** What was called since the last time. */
const since = () => log.splice(0)
const event = { preventDefault() {} }
async function until(happened: () => unknown): Promise<void> {
  while (!happened()) await new Promise(resolve => setTimeout(resolve, 5))
}
const find = (items: Item[], id: string): Item | undefined =>
  items.flatMap(item => (item.id === id ? [item] : item.submenu ? (find(item.submenu, id) ?? []) : []))[0]
const menu = () => Menu.application?.template ?? []

const exited = once(app, 'exited')
await import('../../../../electron/shell/main.ts')
// On macOS what the program was started with comes before `ready`.
if (platform === 'darwin') app.emit('open-url', event, link)
app.becomeReady()
await until(() => log.includes('setAsDefaultProtocolClient hilo'))
report.start = since()

const { port1, port2 } = new MessageChannel()
ipcMain.emit('hilo:connect', { senderFrame: { url: 'app://hilo/', parent: null }, ports: [port2] })
port1.start()
const client: Client = createORPCClient(new RPCLink({ port: port1 }))
const self = { window: '7d0c1a52-9b8e-4f0a-8a41-1f6f0f5d3b10', only: false }
report.link = (await client.desktop.take(self)).opened
const { shell, startAtLogin, update } = await client.desktop.get()
report.desktop = { shell, startAtLogin, update }

const commands = [
  { id: 'frame.day', label: 'Ir al día', group: 'Sitios', shortcut: 'g d' },
  { id: 'frame.settings', label: 'Abrir los ajustes', group: 'Sitios', shortcut: 'g ,' },
  { id: 'frame.import', label: 'Importar', group: 'Sitios' },
  { id: 'calls.open', label: 'Abrir la llamada', group: 'Llamadas', shortcut: 'F8' },
  { id: 'timeline.print', label: 'Imprimir', group: 'Cronología', shortcut: 'Mod+p' },
  { id: 'frame.sheet', label: 'Ver los atajos', group: 'En todas partes', shortcut: '?' },
]
await client.desktop.menu({ ...self, language: 'es', commands })
report.menu = menu().map(
  ({ label, submenu = [] }) =>
    `${label}: ${submenu
      .filter(item => item.visible !== false)
      .map(item => item.label ?? '-')
      .join(', ')}`,
)
report.keys = commands.map(({ id }) => find(menu(), id)?.accelerator ?? '')
find(menu(), 'calls.open')?.click?.()
report.zoomIn = menu().flatMap(({ submenu = [] }) =>
  submenu.flatMap(item => (item.role === 'zoomIn' ? [item.accelerator ?? 'its own'] : [])),
)
report.command = (await client.desktop.take(self)).opened

await client.desktop.attention({ waiting: 3, late: 1, text: 'Esperan 3' })
report.attention = [...since(), Tray.last?.tip, Tray.last?.title, Tray.last?.menu?.template.map(item => item.label ?? '-').join(', ')]

const notice = {
  tag: 'call 1',
  title: 'Llamada',
  text: 'Ana',
  actions: [{ label: 'Nota', opens: { what: 'command' as const, id: 'calls.note' } }],
}
const first = await client.desktop.notify({ ...notice, opens: { what: 'customer', id: 7 } })
await client.desktop.notify({ ...notice, text: 'Ana Gil', opens: { what: 'customer', id: 7 } })
report.notified = [first.by, Notification.shown.map(each => each.options.body)]
Notification.shown[0]?.emit('click', {})
Notification.shown[0]?.emit('action', { actionIndex: 0 })
report.pressed = [...(await client.desktop.take(self)).opened, ...since()]
const [hour = 0, minute = 0] = [new Date().getHours(), new Date().getMinutes()]
const clock = (hours: number) => `${String(hours % 24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
await client.desktop.set({ quiet: { from: clock(hour), to: clock(hour + 2) } })
report.quiet = (await client.desktop.notify(notice)).by
since()

app.emit('second-instance', event, ['hilo', '--allow-file-access', 'C:\\mail\\a.eml', '/mail/b.mbox'], '/', {})
if (platform === 'darwin') app.emit('open-file', event, '/mail/c.eml')
report.files = [...(await client.desktop.take(self)).opened, ...since()]
app.emit('second-instance', event, ['hilo'], '/', {})
report.again = since()

const [window] = BrowserWindow.all
const ana = { customer: 7, writer: self.window }
await client.desktop.popOut(ana)
const own = BrowserWindow.all.at(-1)
await client.desktop.popOut(ana)
own?.webContents.emit('did-navigate-in-page', {}, `app://hilo/#customer=9&writer=${self.window}`, true)
await client.desktop.popOut({ ...ana, customer: 9 })
report.popped = [since().map(line => line.replace(self.window, 'W')), BrowserWindow.focused === own, own?.options.webPreferences]
const { port1: ownPort, port2: ownOther } = new MessageChannel()
ipcMain.emit('hilo:connect', { senderFrame: { url: own?.url, parent: null }, ports: [ownOther] })
ownPort.start()
const ownClient: Client = createORPCClient(new RPCLink({ port: ownPort }))
const ownSelf = { window: '1f6e3c3a-52f1-4c5e-9a55-0d6f4c1d8e21', only: true }
await ownClient.desktop.menu({ ...ownSelf, language: 'es', commands })
find(menu(), 'timeline.print')?.click?.()
await ownClient.desktop.show({ what: 'customer', id: 8 })
report.handed = [(await client.desktop.take(self)).opened, (await ownClient.desktop.take(ownSelf)).opened, BrowserWindow.focused === window]
since()
for (const reason of ['crashed', 'crashed']) own?.webContents.emit('render-process-gone', {}, { reason, exitCode: 1 })
report.ownGone = since().map(line => line.replace(self.window, 'W'))
const back = await protocol.handlers.get('app')?.(new Request(own?.url ?? ''))
report.ownBack = /<a href="([^"]*)"/.exec((await back?.text()) ?? '')?.[1]?.replace(self.window, 'W')
own?.webContents.setZoomLevel(2)
ownPort.close()
own?.close()
report.ownClosed = [BrowserWindow.all.length, ...since()]

window?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
window?.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 })
window?.webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 })
app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 1 })
report.gone = since()
const gone = await protocol.handlers.get('app')?.(new Request('app://hilo/gone'))
report.gonePage = [gone?.status, gone?.headers.get('content-security-policy'), /<h1>(.*)<\/h1>/.exec((await gone?.text()) ?? '')?.[1]]

// A file that is dragged out, and one that could do harm.
const part = (name: string, text: string) => `--b\nContent-Disposition: attachment; filename="${name}"\n\n${text}\n`
const head =
  'From: ana@x.example\nDate: Mon, 5 Jan 2026 10:00:00 +0000\nTo: tienda@x.example\nMessage-ID: <1@x.example>\nContent-Type: multipart/mixed; boundary=b\n\n'
const mail = join(folder, 'one.eml')
writeFileSync(mail, `${head}--b\n\nHola\n${part('factura: 7.txt', 'Total: 9')}${part('factura.exe', 'MZ')}--b--\n`)
await client.imports.start({ items: [{ path: mail }], own: ['tienda@x.example'] })
while ((await client.imports.jobs()).jobs.some(job => job.endedAt === undefined)) await new Promise(resolve => setTimeout(resolve, 5))
const [customer] = (await client.customers.list({ limit: 1 })).rows
const [row] = (await client.timeline.page({ customer: customer?.id ?? 0, limit: 1 })).rows
since()
const risks = []
for (const { position } of row?.attachments ?? []) risks.push((await client.desktop.drag({ id: row?.id ?? 0, position })).risk)
const [file = ''] = since().flatMap(line => /^drag (.*) with an icon$/.exec(line)?.[1] ?? [])
const pdf = join(folder, 'ana.pdf')
Object.assign(dialog, { saveTo: pdf })
await client.desktop.print({ customer: customer?.id ?? 0, as: 'paper', language: 'es' })
await client.desktop.print({ customer: customer?.id ?? 0, as: 'pdf', language: 'es' })
report.printed = [since(), readFileSync(pdf, 'utf8'), dialog.parent === BrowserWindow.focused]
report.dragged = [risks, file.slice(folder.length), readFileSync(file, 'utf8').trim(), statSync(file).mode & 0o077]

powerMonitor.emit('suspend')
powerMonitor.emit('resume')
if (platform === 'darwin') {
  window?.close()
  app.emit('activate', {}, false)
  report.reopened = [...since(), BrowserWindow.all.length]
}
// Written just before the end: it must be there afterwards.
const said = new Promise<void>(resolve => {
  const post = port1.postMessage.bind(port1)
  port1.postMessage = (...message: Parameters<typeof post>) => {
    post(...message)
    resolve()
  }
})
client.workspace.settings({ own: ['tienda@example.es'] }).catch(() => {})
await said
if (platform === 'darwin' || platform === 'linux') powerMonitor.emit('shutdown', event)
else {
  window?.emit('session-end', { reasons: ['logoff'] })
  app.quit()
}
// The page is gone with its window.
port1.close()
await exited
report.end = since()
report.leftBehind = existsSync(join(folder, 'dragged'))

const { createApp } = await import('../../../../electron/app/app.ts')
const { workers } = await import('../../../../electron/app/workers.ts')
const { keychainKeys } = await import('../../../../electron/shell/keys.ts')
const { passphraseKeys } = await import('../../../../electron/platform/passphrase-keys.ts')
const after = createApp({
  folder,
  keys: keychainKeys(passphraseKeys()),
  preferences: { get: () => undefined, set() {} },
  workers,
  now: Date.now,
})
await after.start('own')
report.kept = (await createRouterClient(after.router).workspace.get()).settings.own
await after.close()
process.stdout.write(JSON.stringify(report))
