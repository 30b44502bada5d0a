import type { Page } from '@playwright/test'
import { marks } from './thread.ts'

/** What the page notes about itself: see `installProbe`. */
interface Probe {
  /** Forgets what was noted and begins to note frames. */
  begin(): void
  /** Ms between one frame and the next since then. */
  frames(): number[]
  /** Ms from the next key until the frame with what it asked for was painted. */
  until(what: 'timeline' | 'frame'): Promise<number>
}

declare global {
  var probe: Probe
}

/** Puts a clock into the page. It looks at the page once before each frame, and takes the time once that frame is painted. */
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
    const afterPaint = (done: () => void): void => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = done
      port2.postMessage(undefined)
    }
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
            performance.mark(named.key)
            const look = (): void => {
              const there = newest()
              if (what === 'frame' || (there !== undefined && there !== before)) {
                afterPaint(() => {
                  performance.mark(named.painted)
                  resolve(performance.now() - event.timeStamp)
                })
              } else requestAnimationFrame(look)
            }
            requestAnimationFrame(look)
          }
          addEventListener('keydown', onKey, true)
        }),
    }
  }, marks)
}

/** Presses a key and tells how long it took. */
export async function press(page: Page, key: string, until: 'timeline' | 'frame'): Promise<number> {
  const handle = await page.evaluateHandle(what => ({ done: globalThis.probe.until(what) }), until)
  await page.keyboard.press(key)
  const took = await handle.evaluate(({ done }) => done)
  await handle.dispose()
  return took
}
