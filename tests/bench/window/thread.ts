import type { Browser, Page } from '@playwright/test'
import * as z from 'zod'

/** What `press` marks in the page: the key, from when it was pressed, and the frame that is about to be painted for it. */
export const marks = { key: 'hilo.key', frame: 'hilo.frame' } as const

/** What the browser calls making a frame in the page: scripts that wait for one, layout, paint, and handing it over to be drawn. */
const FRAME = 'ProxyMain::BeginMainFrame'

/** Of the window's own thread: `ts` by the clock, `tts` by the processor time it was given, µs (Trace Event Format). */
const At = { pid: z.number(), tid: z.number(), ts: z.number(), tts: z.number() }
const Mark = z.object({ ...At, name: z.enum([marks.key, marks.frame]) })
const Frame = z.object({ ...At, name: z.literal(FRAME), dur: z.number(), tdur: z.number() })
const Trace = z.object({ traceEvents: z.array(z.unknown()) })

const told = ['blink.user_timing', 'cc']
const shown = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
  'toplevel',
  'v8.execute',
]

/** From each key to the frame painted for it, ms. */
export interface Times {
  clock: number[]
  /** What the window's main thread worked: that says the same while other programs have the processors. */
  thread: number[]
}

/**
 * Runs what presses keys, and tells how long each took. The page itself cannot tell when a frame is painted: after a key, and again after
 * it is let go, Chromium runs nothing that a page asked to be run later before the next frame begins, up to a sixtieth of a second of which
 * it does nothing at all.
 *
 * @param file where to write a whole trace of it, for a person to look at.
 */
export async function paintTimes(browser: Browser, page: Page, file: string | undefined, act: () => Promise<void>): Promise<Times> {
  await browser.startTracing(page, {
    categories: file === undefined ? told : [...told, ...shown],
    ...(file !== undefined && { path: file }),
  })
  await act()
  const { traceEvents } = Trace.parse(JSON.parse((await browser.stopTracing()).toString()))
  const frames = traceEvents.flatMap(event => Frame.safeParse(event).data ?? [])
  const times: Times = { clock: [], thread: [] }
  let key: z.infer<typeof Mark> | undefined
  for (const mark of traceEvents.flatMap(event => Mark.safeParse(event).data ?? []).sort((a, b) => a.ts - b.ts)) {
    const frame = frames.find(({ pid, tid, ts, dur }) => pid === mark.pid && tid === mark.tid && ts <= mark.ts && mark.ts <= ts + dur)
    if (mark.name === marks.frame && key && frame) {
      times.clock.push((frame.ts + frame.dur - key.ts) / 1000)
      times.thread.push((frame.tts + frame.tdur - key.tts) / 1000)
    }
    key = mark.name === marks.key ? mark : undefined
  }
  return times
}
