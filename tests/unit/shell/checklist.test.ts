import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { contentSecurityPolicy } from '../../../electron/platform/content.ts'
import { carry } from '../../../electron/shell/carrier.ts'
import { denyPermissions, guardContents, openInBrowser, openPaper, openWindow } from '../../../electron/shell/window.ts'
import { BrowserWindow, Contents, ipcMain, Session } from './fakes/fake-electron.ts'

vi.mock('electron', () => import('./fakes/fake-electron.ts'))

const root = join(import.meta.dirname, '..', '..', '..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const shell = readdirSync(join(root, 'electron', 'shell'), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => read(join('electron', 'shell', name)))
  .join('\n')
const page = read('renderer/index.html') + read('renderer/main.tsx')

/** The settings of every window that is ever made. */
function everyWindow(): Record<string, unknown>[] {
  BrowserWindow.all = []
  openWindow({ get: () => undefined, set: () => {} })
  void openPaper('/doc/x').loaded.catch(() => {})
  expect(BrowserWindow.all).toHaveLength(2)
  expect([...shell.matchAll(/new BrowserWindow\(/g)]).toHaveLength(2)
  return BrowserWindow.all.map(({ options }) => ({ ...Object(options.webPreferences) }))
}

function guarded(): Contents {
  const contents = new Contents()
  guardContents(Object.assign(contents))
  return contents
}

const policy = contentSecurityPolicy('nonce')

/** https://www.electronjs.org/docs/latest/tutorial/security, in its order and its words. */
const points: readonly [point: string, holds: () => unknown][] = [
  [
    '1. Only load secure content',
    () => {
      everyWindow()
      expect(BrowserWindow.all.map(({ url }) => url)).toEqual(['app://hilo/', 'app://hilo/doc/x'])
      expect(shell).not.toMatch(/['"`]http:\/\//)
    },
  ],
  [
    '2. Do not enable Node.js integration for remote content',
    () => {
      for (const made of everyWindow()) expect(made).toMatchObject({ nodeIntegration: false })
      expect(shell).not.toMatch(/nodeIntegration(?:InWorker|InSubFrames)?: true/)
    },
  ],
  [
    '3. Enable context isolation',
    () => {
      for (const made of everyWindow()) expect(made).toMatchObject({ contextIsolation: true })
    },
  ],
  [
    '4. Enable process sandboxing',
    () => {
      for (const made of everyWindow()) expect(made).toMatchObject({ sandbox: true })
      expect(shell).toContain('app.enableSandbox()')
      expect(shell).not.toContain('no-sandbox')
    },
  ],
  [
    '5. Handle session permission requests from remote content',
    () => {
      const session = new Session()
      denyPermissions(Object.assign(session))
      const granted: string[] = []
      for (const asked of [
        'media',
        'geolocation',
        'notifications',
        'midi',
        'pointerLock',
        'fullscreen',
        'openExternal',
        'hid',
        'usb',
        'unknown',
      ])
        session.request?.(null, asked, yes => yes && granted.push(asked))
      expect(granted).toEqual([])
    },
  ],
  [
    '6. Do not disable webSecurity',
    () => {
      for (const made of everyWindow()) expect(made).toMatchObject({ webSecurity: true })
      expect(shell).not.toContain('disable-web-security')
    },
  ],
  [
    '7. Define a Content Security Policy',
    () => {
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self';")
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
    },
  ],
  [
    '8. Do not enable allowRunningInsecureContent',
    () => {
      for (const made of everyWindow()) expect(made).not.toHaveProperty('allowRunningInsecureContent')
    },
  ],
  [
    '9. Do not enable experimental features',
    () => {
      for (const made of everyWindow()) expect(made).not.toHaveProperty('experimentalFeatures')
      expect(shell).not.toMatch(/enable-experimental|enable-features/)
    },
  ],
  [
    '10. Do not use enableBlinkFeatures',
    () => {
      for (const made of everyWindow()) expect(made).not.toHaveProperty('enableBlinkFeatures')
      expect(shell).not.toContain('enable-blink-features')
    },
  ],
  ['11. Do not use allowpopups for WebViews', () => expect(shell + page).not.toMatch(/allowpopups|<webview/)],
  [
    '12. Verify WebView options before creation',
    () => {
      for (const made of everyWindow()) expect(made).not.toHaveProperty('webviewTag')
      expect(guarded().prevents('will-attach-webview')).toBe(true)
    },
  ],
  [
    '13. Disable or limit navigation',
    () => {
      for (const url of ['https://evil.example/', 'app://hilo.evil/', 'file:///etc/passwd', 'data:text/html,x', 'javascript:x']) {
        for (const isMainFrame of [true, false]) expect(guarded().prevents('will-frame-navigate', { url, isMainFrame })).toBe(true)
      }
      expect(guarded().prevents('will-redirect')).toBe(true)
    },
  ],
  [
    '14. Disable or limit creation of new windows',
    () => {
      for (const url of ['https://evil.example/', 'app://hilo/']) expect(guarded().open?.({ url })).toEqual({ action: 'deny' })
    },
  ],
  [
    '15. Do not use shell.openExternal with untrusted content',
    async () => {
      for (const url of ['http://a.example', 'file:///etc/passwd', 'ms-msdt:/id', 'javascript:x', 'smb://h/s', 'nonsense'])
        await expect(openInBrowser(url)).rejects.toThrow()
      expect([...shell.matchAll(/\bopenExternal\(/g)]).toHaveLength(1)
      expect(shell).not.toMatch(/\bopenPath\(/)
    },
  ],
  [
    '16. Use a current version of Electron',
    () => {
      const { version } = JSON.parse(read('node_modules/electron/package.json'))
      expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(45)
    },
  ],
  [
    '17. Validate the sender of all IPC messages',
    () => {
      carry({ router: {}, document: async () => undefined })
      const started: string[] = []
      for (const url of ['https://evil.example/', 'app://hilo.evil/'])
        ipcMain.emit('hilo:connect', {
          senderFrame: { url, parent: null },
          ports: [{ start: () => started.push(url), on: () => started.push(url) }],
        })
      expect(started).toEqual([])
      expect([...shell.matchAll(/ipcMain\.(?:on|once|handle)\(/g)]).toHaveLength(1)
    },
  ],
  [
    '18. Avoid usage of the file:// protocol and prefer usage of custom protocols',
    () => {
      expect(shell).not.toMatch(/loadFile\(|['"`]file:/)
      expect(policy).not.toContain('file:')
    },
  ],
  [
    '19. Check which fuses you can change',
    () => {
      const fuses = read('electron-builder.yml')
      for (const off of [
        'runAsNode',
        'enableNodeOptionsEnvironmentVariable',
        'enableNodeCliInspectArguments',
        'grantFileProtocolExtraPrivileges',
      ])
        expect(fuses).toContain(`${off}: false`)
      for (const on of ['enableCookieEncryption', 'enableEmbeddedAsarIntegrityValidation', 'onlyLoadAppFromAsar'])
        expect(fuses).toContain(`${on}: true`)
    },
  ],
  [
    '20. Do not expose Electron APIs to untrusted web content',
    () => {
      const preload = read('electron/shell/preload.ts')
      const exposed = [...preload.matchAll(/exposeInMainWorld\('(\w+)', \{([\s\S]*?)\n\}\)/g)]
      expect(exposed.map(([, name]) => name)).toEqual(['hilo'])
      expect([...(exposed[0]?.[2] ?? '').matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name)).toEqual(['pathFor'])
    },
  ],
]

describe("Electron's security checklist", () => {
  test('has twenty points', () =>
    expect(points.map(([point]) => Number.parseInt(point, 10))).toEqual(Array.from({ length: 20 }, (_, at) => at + 1)))

  test.each(points)('%s', async (_point, holds) => {
    await holds()
  })
})
