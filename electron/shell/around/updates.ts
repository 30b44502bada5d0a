import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import type { AppUpdater, UpdateInfo } from 'electron-updater'
import type { UpdateView } from '#shared/desktop/calls.ts'
import type { UpdatePort } from '../../desktop/port.ts'
import type { Log } from '../../platform/log.ts'

const AGAIN = 4 * 3_600_000
/** The first look waits until the window is at rest. */
const FIRST = 60_000
const NOTES = 4000

/**
 * Looks for newer versions where the package says (app-update.yml, written by electron-builder; generic provider). electron-updater checks the
 * signature and the digest, keeps to the staged roll-out (`stagingPercentage`) and refuses older versions. Undefined for a copy that was not packaged
 * with such a place.
 */
export function createUpdates(log: Log): UpdatePort | undefined {
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml'))) return undefined
  const updates = follow(async () => (await import('electron-updater')).default.autoUpdater, log)
  const look = (): void => void updates.check()
  setTimeout(look, FIRST).unref()
  setInterval(look, AGAIN).unref()
  return updates
}

type Updater = Pick<
  AppUpdater,
  'on' | 'checkForUpdates' | 'quitAndInstall' | 'autoDownload' | 'autoInstallOnAppQuit' | 'allowDowngrade' | 'allowPrerelease' | 'logger'
>

/** Keeps to what the updater says. It is loaded when it is first asked: that takes a while. */
export function follow(load: () => Promise<Updater>, log: Log): UpdatePort {
  let view: UpdateView = { state: 'current' }
  let listener = (): void => {}
  let loaded: Promise<Updater> | undefined
  let ready: Updater | undefined

  const become = (next: UpdateView): void => {
    if (next.state !== view.state) log.info('update', { state: next.state, version: 'version' in next ? next.version : undefined })
    view = next
    listener()
  }
  const failed = (error: unknown): void => {
    log.error('update.failed', error)
    // What is ready stays ready.
    if (!ready) become({ state: 'failed' })
  }

  async function open(): Promise<Updater> {
    const updater = await load()
    updater.autoDownload = true
    // Not behind anybody's back: whoever quits may want to be off, not to wait for an installer.
    updater.autoInstallOnAppQuit = false
    updater.allowDowngrade = false
    updater.allowPrerelease = false
    // What it says of itself names addresses and folders.
    updater.logger = null
    updater.on('checking-for-update', () => {
      if (!ready) become({ state: 'checking' })
    })
    updater.on('update-not-available', () => {
      if (!ready) become({ state: 'current' })
    })
    updater.on('update-available', info => become({ state: 'loading', ...told(info) }))
    updater.on('download-progress', ({ percent }) => {
      if (view.state === 'loading') become({ ...view, share: percent / 100 })
    })
    updater.on('update-downloaded', info => {
      ready = updater
      become({ state: 'ready', ...told(info) })
    })
    updater.on('error', failed)
    return updater
  }

  return {
    view: () => view,
    async check() {
      if (ready) return
      loaded ??= open()
      try {
        const found = await (await loaded).checkForUpdates()
        // It goes on by itself, and tells of a failure as an event.
        found?.downloadPromise?.catch(() => {})
      } catch (error) {
        failed(error)
      }
    },
    install: () => ready?.quitAndInstall(false, true),
    onChange(given) {
      listener = given
    },
  }
}

/** Release notes come as HTML, as a list or not at all; only their text is shown. */
function told({ version, releaseNotes }: UpdateInfo): { version: string; notes: string } {
  const all =
    typeof releaseNotes === 'string' ? releaseNotes : (releaseNotes ?? []).map(one => `${one.version}\n${one.note ?? ''}`).join('\n\n')
  const text = all
    .replace(/<(?:br|\/p|\/li|\/h\d)[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(lt|gt|amp|quot|#39);/g, (_whole, name: string) => ({ lt: '<', gt: '>', amp: '&', quot: '"' })[name] ?? "'")
    .replace(/\n{3,}/g, '\n\n')
  return { version, notes: text.trim().slice(0, NOTES) }
}
