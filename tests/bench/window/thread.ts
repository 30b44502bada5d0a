import type { Browser, Page } from '@playwright/test'
import * as z from 'zod'

/** What `press` marks in the page: the key, and the frame painted for it. */
export const marks = { key: 'hilo.key', painted: 'hilo.painted' } as const

/** Instants of the window's own thread: `ts` by the clock, `tts` by the processor time it was given, µs (Trace Event Format). */
const Mark = z.object({ name: z.enum([marks.key, marks.painted]), ts: z.number(), tts: z.number() })
const Trace = z.object({ traceEvents: z.array(z.unknown()) })

/**
 * Runs what presses keys, and tells how long the window's main thread worked from each key to the frame painted for it, ms. Other than the
 * time by the clock, that says the same while other programs have the processors.
 *
 * @param file where to write a whole trace of it, for a person to look at.
 */
export async function threadTimes(browser: Browser, page: Page, file: string | undefined, act: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, file === undefined ? { categories: ['blink.user_timing'] } : { path: file })
  await act()
  const { traceEvents } = Trace.parse(JSON.parse((await browser.stopTracing()).toString()))
  const times: number[] = []
  let begun: number | undefined
  const found = traceEvents.flatMap(event => Mark.safeParse(event).data ?? []).sort((a, b) => a.ts - b.ts)
  for (const { name, tts } of found) {
    if (name === marks.painted && begun !== undefined) times.push((tts - begun) / 1000)
    begun = name === marks.key ? tts : undefined
  }
  return times
}
