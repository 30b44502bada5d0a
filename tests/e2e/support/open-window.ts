import { _electron, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'
import { clockBackInWindow } from './clock.ts'
import { electronProgram } from './electron.ts'
import { builtMain } from './paths.ts'
import { environment, startServe } from './served.ts'

/** How a window looks to its page. */
export type Looks = Pick<BrowserContextOptions, 'locale' | 'timezoneId' | 'colorScheme' | 'viewport'>

export interface Opened {
  page: Page
  /** Where everything the window loads must come from. */
  origin: string
  /** What to go to; undefined when the window is there already. */
  address?: string
  close(): Promise<void>
}

/** Chromium refuses to run as root with its sandbox. */
export const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** `back`: ms the clocks of the app and of its window are set back. */
export async function openBrowser(
  browser: Browser,
  folder: string,
  passphrase: string | undefined,
  looks: Looks,
  back: number,
): Promise<Opened> {
  const served = await startServe(folder, passphrase, 0, back)
  // Nothing fades: what is checked for contrast is never half there.
  const context = await browser.newContext({ ...looks, reducedMotion: 'reduce' })
  if (back > 0) await context.addInitScript(clockBackInWindow(back))
  return {
    page: await context.newPage(),
    origin: new URL(served.address).origin,
    address: served.address,
    async close() {
      await context.close()
      await served.stop()
    },
  }
}

export async function openElectron(folder: string, passphrase: string | undefined, looks: Looks): Promise<Opened> {
  const { locale, timezoneId, colorScheme } = looks
  const app = await _electron.launch({
    executablePath: electronProgram() ?? '',
    args: [...asRoot, builtMain, '--data', folder],
    env: environment(passphrase),
    ...(locale && { locale }),
    ...(timezoneId && { timezoneId }),
    ...(colorScheme && { colorScheme }),
  })
  return { page: await app.firstWindow(), origin: 'app://hilo', close: () => app.close() }
}
