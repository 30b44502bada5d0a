import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, test as base, expect } from '@playwright/test'
import { asRoot, openBrowser, openElectron } from './open-window.ts'
import { sampleBack, sampleTemplate } from './paths.ts'
import { hilo } from './served.ts'

export { expect }

export type Carrier = 'browser' | 'electron'

interface Options {
  /** sample: filled. own: the user's, with `files` imported. first: nothing was ever opened, so the sample is being filled. */
  workspace: 'sample' | 'own' | 'first'
  /** What is in the user's own workspace: paths for `hilo import`. */
  files: string[]
  /** Our own addresses in `files`. */
  own: string[]
  /** What time it is for the app and its window. last Thursday: see clock.ts; in a browser only. */
  clock: 'last Thursday' | 'now'
  /** Given to the app at its start, so that it need not ask; '' leaves it to ask. Always the passphrase of the user's own workspace. */
  passphrase: string
}

interface Fixtures {
  /** A data folder of this test alone. */
  folder: string
}

interface WorkerFixtures {
  carrier: Carrier
  /** Undefined in Electron, which brings its own window. */
  chromium: Browser | undefined
}

export const ownPassphrase = 'correct horse'

/** Nothing but the page itself may need the network. */
const offline = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic', '--no-first-run']

/**
 * `page` is the app's window on a `folder` of its own. A test fails when the window writes an error to its console (a refused style or
 * script is one), throws, or asks for anything outside its own origin.
 */
export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  carrier: ['browser', { option: true, scope: 'worker' }],
  workspace: ['sample', { option: true }],
  files: [[], { option: true }],
  own: [[], { option: true }],
  clock: [async ({ workspace }, use) => use(workspace === 'own' ? 'now' : 'last Thursday'), { option: true }],
  passphrase: [ownPassphrase, { option: true }],

  chromium: [
    async ({ playwright, carrier }, use) => {
      if (carrier === 'electron') return use(undefined)
      const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium'
      const browser = await playwright.chromium.launch({ executablePath, args: [...offline, ...asRoot] })
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],

  folder: async ({ workspace, files, own }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'hilo-e2e-'))
    if (workspace === 'sample') cpSync(sampleTemplate, folder, { recursive: true })
    if (workspace === 'own') await hilo(folder, ownPassphrase, 'import', ...files, ...own.flatMap(address => ['--own', address]))
    await use(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },

  page: async ({ chromium, folder, passphrase, clock, locale, timezoneId, colorScheme, viewport }, use) => {
    const looks = { viewport, ...(locale && { locale }), ...(timezoneId && { timezoneId }), ...(colorScheme && { colorScheme }) }
    const { page, origin, address, close } = await (chromium
      ? openBrowser(chromium, folder, passphrase, looks, clock === 'now' ? 0 : sampleBack)
      : openElectron(folder, passphrase, looks))
    const wrong: string[] = []
    page.on('console', message => {
      if (message.type() === 'error') wrong.push(message.text())
    })
    page.on('pageerror', error => wrong.push(String(error)))
    page.on('request', request => {
      const url = request.url()
      if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) wrong.push(`request to ${url}`)
    })
    if (address) await page.goto(address)
    await use(page)
    await close()
    expect(wrong, 'errors in the console, and requests to elsewhere').toEqual([])
  },
})
