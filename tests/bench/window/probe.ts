import type { Page } from '@playwright/test'
import { marks } from './thread.ts'

/** What the page notes about itself: see `installProbe`. */
interface Probe {
  /** Forgets what was noted and begins to note frames. */
  begin(): void
  /** Ms between one frame and the next since then. */
  frames(): number[]
  /** Waits for the next key and the frame with what it asked for; both are marked for `paintTimes`. */
  until(what: 'timeline' | 'frame'): Promise<void>
}

declare global {
  var probe: Probe
}

/** Puts a clock into the page. It looks at the page once before each frame is painted. */
export async function installProbe(page: Page): Promise<void> {
  await page.addInitScript(named => {
    let gaps: number[] = []
    let last: number | undefined
    const frame = (at: number): void => {
      if (last !== undefined) gaps.push(at - last)
      last = at
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    const newest = (): string | undefined =>
      Array.from(document.querySelectorAll('[role=list] [data-key]')).at(-1)?.getAttribute('data-key') ?? undefined
    globalThis.probe = {
      begin() {
        gaps = []
        last = undefined
      },
      frames: () => gaps,
      until: what =>
        new Promise((resolve, reject) => {
          setTimeout(() => reject(new Error(`no ${what} after the key`)), 20_000)
          const before = newest()
          const onKey = (event: KeyboardEvent): void => {
            removeEventListener('keydown', onKey, true)
            performance.mark(named.key, { startTime: event.timeStamp })
            const look = (): void => {
              const there = newest()
              if (what === 'frame' || (there !== undefined && there !== before)) {
                performance.mark(named.frame)
                setTimeout(resolve)
              } else requestAnimationFrame(look)
            }
            requestAnimationFrame(look)
          }
          addEventListener('keydown', onKey, true)
        }),
    }
  }, marks)
}

/** Presses a key and waits for what it asks for. */
export async function press(page: Page, key: string, until: 'timeline' | 'frame'): Promise<void> {
  const handle = await page.evaluateHandle(what => ({ done: globalThis.probe.until(what) }), until)
  await page.keyboard.press(key)
  await handle.evaluate(({ done }) => done)
  await handle.dispose()
}
