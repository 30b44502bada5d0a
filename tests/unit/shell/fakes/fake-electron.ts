/**
 * Stands in for the `electron` package where its binary is not: as much of it as the shell uses, with the order of events as documented
 * (electronjs.org/docs/api/app: ready; window-all-closed, before-quit, will-quit, quit). What was called is told in `log`.
 */
import { EventEmitter } from 'node:events'

export const log: string[] = []

interface Stoppable {
  preventDefault(): void
}

/** Emits an event that can be prevented; answers whether it was. */
function emit(emitter: EventEmitter, name: string, ...rest: unknown[]): boolean {
  let prevented = false
  const event: Stoppable = {
    preventDefault() {
      prevented = true
    },
  }
  emitter.emit(name, event, ...rest)
  return prevented
}

class App extends EventEmitter {
  private ready = Promise.withResolvers<void>()
  isPackaged = false
  locale = 'en-GB'

  whenReady(): Promise<void> {
    return this.ready.promise
  }
  becomeReady(): void {
    log.push('ready')
    this.ready.resolve()
  }
  enableSandbox(): void {
    log.push('enableSandbox')
  }
  setAppUserModelId(id: string): void {
    log.push(`setAppUserModelId ${id}`)
  }
  setPath(name: string): void {
    log.push(`setPath ${name}`)
  }
  getPath(): string {
    return '/nowhere'
  }
  getVersion(): string {
    return '0'
  }
  getLocale(): string {
    return this.locale
  }
  requestSingleInstanceLock(): boolean {
    log.push('requestSingleInstanceLock')
    return process.env.HILO_FAKE_LOCK !== 'taken'
  }
  setAsDefaultProtocolClient(scheme: string): boolean {
    log.push(`setAsDefaultProtocolClient ${scheme}`)
    return true
  }
  setBadgeCount(count: number): boolean {
    log.push(`badge ${count}`)
    return true
  }
  /** As where the system knows none. */
  async getFileIcon(): Promise<{ isEmpty(): boolean }> {
    return { isEmpty: () => true }
  }
  relaunch({ args }: { args: string[] }): void {
    log.push(`relaunch ${args.join(' ')}`)
  }
  loginItem = { openAtLogin: false, args: [''] }
  setLoginItemSettings(settings: { openAtLogin: boolean; args: string[] }): void {
    this.loginItem = settings
  }
  getLoginItemSettings(): { openAtLogin: boolean } {
    return this.loginItem
  }
  /** First before-quit, then every window is closed (and any of them may refuse), then will-quit, without window-all-closed. */
  quit(): void {
    log.push('quit')
    if (emit(this, 'before-quit')) return
    for (const window of BrowserWindow.all) if (!window.goes()) return
    if (!emit(this, 'will-quit')) this.exit(0)
  }
  exit(code: number): void {
    log.push(`exit ${code}`)
    this.emit('quit', {}, code)
    this.emit('exited', code)
  }
}

export class Contents extends EventEmitter {
  open: ((details: { url: string }) => { action: string }) | undefined
  zoom = 0
  zoomMode = 'default'
  url = ''
  readonly session = session.defaultSession
  replaced: string[] = []

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.open = handler
  }
  /** Chromium zooms all windows of one origin together, but for those in a mode of their own. */
  setZoomMode(mode: string): void {
    this.zoomMode = mode
  }
  getURL(): string {
    return this.url
  }
  setZoomLevel(level: number): void {
    const together = BrowserWindow.all.map(window => window.webContents).filter(each => each.zoomMode === 'default')
    for (const each of this.zoomMode === 'default' ? [this, ...together] : [this]) each.zoom = level
  }
  getZoomLevel(): number {
    return this.zoom
  }
  replaceMisspelling(word: string): void {
    this.replaced.push(word)
  }
  startDrag({ file, icon }: { file: string; icon: { isEmpty(): boolean } }): void {
    log.push(`drag ${file} ${icon.isEmpty() ? 'without' : 'with'} an icon`)
  }
  print(_options: object, done: (success: boolean) => void): void {
    log.push('print')
    done(true)
  }
  async printToPDF(): Promise<Buffer> {
    return Buffer.from('%PDF-')
  }
  /** Whether the page was kept from what it tried. */
  prevents(event: string, details: Record<string, unknown> = {}): boolean {
    let prevented = false
    this.emit(event, {
      ...details,
      preventDefault() {
        prevented = true
      },
    })
    return prevented
  }
}

export class BrowserWindow extends EventEmitter {
  static all: BrowserWindow[] = []
  static focused: BrowserWindow | undefined
  readonly webContents = new Contents()
  readonly options: Record<string, unknown> & { show?: boolean; webPreferences?: Record<string, unknown> }
  visible: boolean
  url = ''
  bounds: { x: number; y: number; width: number; height: number }
  maximized = false
  progress = -1

  static getFocusedWindow(): BrowserWindow | undefined {
    return BrowserWindow.focused
  }
  static getAllWindows(): BrowserWindow[] {
    return BrowserWindow.all
  }
  constructor(options: BrowserWindow['options'] = {}) {
    super()
    log.push('window')
    this.options = options
    this.visible = options.show ?? true
    this.bounds = { x: 10, y: 20, width: Number(options.width ?? 800), height: Number(options.height ?? 600) }
    BrowserWindow.all.push(this)
    app.emit('web-contents-created', {}, this.webContents)
    app.emit('browser-window-created', {}, this)
  }
  async loadURL(url: string): Promise<void> {
    this.url = url
    this.webContents.url = url
    log.push(`load ${url.replace(/(?<=\/doc\/).*/, '...')}`)
    this.webContents.emit('did-finish-load')
    this.emit('ready-to-show')
  }
  show(): void {
    this.visible = true
  }
  isMinimized(): boolean {
    return false
  }
  isMaximized(): boolean {
    return this.maximized
  }
  maximize(): void {
    this.maximized = true
  }
  getNormalBounds(): BrowserWindow['bounds'] {
    return this.bounds
  }
  setProgressBar(share: number): void {
    this.progress = share
  }
  setOverlayIcon(image: object | null, text: string): void {
    log.push(`overlay ${image ? 'dot' : 'none'} ${text}`)
  }
  focus(): void {
    log.push('focus')
    BrowserWindow.focused = this
  }
  /** As a person closes it. */
  close(): void {
    if (this.goes() && BrowserWindow.all.length === 0) app.emit('window-all-closed')
  }
  destroy(): void {
    BrowserWindow.all = BrowserWindow.all.filter(window => window !== this)
    this.emit('closed')
  }
  /** False when something held it back. */
  goes(): boolean {
    if (emit(this, 'close')) return false
    this.destroy()
    return true
  }
}

type Handler = (request: Request) => Promise<Response>

export const protocol = {
  handlers: new Map<string, Handler>(),
  registerSchemesAsPrivileged([{ scheme, privileges }]: [{ scheme: string; privileges: object }]): void {
    log.push(`scheme ${scheme} ${Object.keys(privileges).join(' ')}`)
  },
  handle(scheme: string, handler: Handler): void {
    protocol.handlers.set(scheme, handler)
  },
}

type Answer = (granted: boolean) => void

export class Session {
  request: ((contents: unknown, permission: string, answer: Answer) => void) | undefined
  check: ((contents: unknown, permission: string) => boolean) | undefined
  device: (() => boolean) | undefined

  setPermissionRequestHandler(handler: NonNullable<Session['request']>): void {
    this.request = handler
  }
  setPermissionCheckHandler(handler: NonNullable<Session['check']>): void {
    this.check = handler
  }
  setDevicePermissionHandler(handler: NonNullable<Session['device']>): void {
    this.device = handler
  }
  setSpellCheckerEnabled(on: boolean): void {
    log.push(`spelling ${on ? 'on' : 'off'}`)
  }
  setSpellCheckerLanguages(languages: string[]): void {
    log.push(`spelling ${languages.join(' ')}`)
  }
  words: string[] = []
  addWordToSpellCheckerDictionary(word: string): boolean {
    this.words.push(word)
    return true
  }
}

export const session = { defaultSession: new Session() }

/** XOR stands for the keychain: what counts is that the file holds something else than the key. */
const scrambled = (bytes: Uint8Array) => Buffer.from(bytes.map(byte => byte ^ 0x5a))

export const safeStorage = {
  backend: 'gnome_libsecret',
  available: true,
  getSelectedStorageBackend: () => safeStorage.backend,
  isAsyncEncryptionAvailable: async () => safeStorage.available,
  encryptStringAsync: async (text: string) => scrambled(Buffer.from(text)),
  decryptStringAsync: async (encrypted: Buffer) => ({ shouldReEncrypt: false, result: scrambled(encrypted).toString() }),
}

export const app = new App()
export const ipcMain = new EventEmitter()
export const shell = {}
export { dialog, Menu, Notification, nativeImage, powerMonitor, screen, Tray } from './fake-around.ts'
export default { app, ipcMain, shell }

/** The preload script's side. */
export const exposed = new Map<string, Record<string, (...input: unknown[]) => unknown>>()
export const contextBridge = {
  exposeInMainWorld: (name: string, api: Record<string, (...input: unknown[]) => unknown>) => exposed.set(name, api),
}
export const posted: { channel: string; ports: unknown[] }[] = []
export const ipcRenderer = {
  postMessage: (channel: string, _message: unknown, ports: unknown[]) => posted.push({ channel, ports }),
}
export const webUtils = { getPathForFile: (file: File) => `/dropped/${file.name}` }
