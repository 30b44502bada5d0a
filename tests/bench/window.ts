/**
 * `npm run bench:window`: how the window feels on a workspace of a million interactions: a key to the painted timeline, scrolling, typing, the
 * start, memory. In Chromium on `serve`, with whatever renders there; by the clock, and by what its main thread worked, which does not grow with
 * what else the machine does. `--trace FILE` writes a trace of the first time customers are opened, for a person to look at.
 */
import { constants, cpSync, rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type CDPSession, chromium, type Page } from '@playwright/test'
import { asRoot } from '../e2e/support/open-window.ts'
import { startServe } from '../e2e/support/served.ts'
import { LARGE } from './million/history.ts'
import { person } from './million/people.ts'
import { type Spread, spreadOf } from './million/spread.ts'
import { openWorkspace } from './million/workspace.ts'
import { type Ratio, record } from './ratios.ts'
import { installProbe, press } from './window/probe.ts'
import { paintTimes } from './window/thread.ts'

const { values } = parseArgs({
  options: {
    interactions: { type: 'string', default: '1000000' },
    trace: { type: 'string' },
    update: { type: 'boolean', default: false },
  },
})
/** Customers opened one after the other for the times, and for the memory. */
const TIMED = 40
const MANY = 500
const SCROLLED_MS = 6000
const STARTS = 7

const kept = await openWorkspace(Number(values.interactions), { bulk: true })
/** A copy: what is typed here is kept as a draft or a note. */
const workspace = { folder: `${kept.folder}.window`, passphrase: kept.passphrase }
rmSync(workspace.folder, { recursive: true, force: true })
cpSync(kept.folder, workspace.folder, { recursive: true, mode: constants.COPYFILE_FICLONE })
const table: [string, string][] = []
const ratios: Record<string, Ratio> = {}
const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args: asRoot })
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' })
try {
  await starting()
  const served = await startServe(workspace.folder, workspace.passphrase)
  try {
    const page = await context.newPage()
    await installProbe(page)
    await page.goto(served.address)
    await usable(page)
    const devtools = await context.newCDPSession(page)
    const cold = await timed(page, 'key to painted timeline, first time', values.trace, () => keys(page, 'j', TIMED))
    const warm = await timed(page, 'key to painted timeline, again', undefined, () => keys(page, 'k', TIMED - 1))
    await timed(page, 'key to painted timeline, pages away', undefined, () => keys(page, 'PageDown', TIMED))
    ratios['again / first time'] = { value: warm.p50 / cold.p50, better: 'lower' }
    await typing(page)
    await large(page, devtools)
    await memory(page, devtools)
  } finally {
    await served.stop()
  }
} finally {
  await browser.close()
  rmSync(workspace.folder, { recursive: true, force: true })
  for (const [name, value] of table) process.stdout.write(`${name.padEnd(40)} ${value}\n`)
}
record('window', ratios, { update: values.update })

function add(name: string, { p50, p95, p99 }: Spread): void {
  table.push([name, `p50 ${p50.toFixed(1)}  p95 ${p95.toFixed(1)}  p99 ${p99.toFixed(1)} ms`])
}

/** Looked for with every frame: a locator looks again after half a second. */
async function there(page: Page, ...selectors: string[]): Promise<void> {
  await page.waitForFunction(all => all.every(one => document.querySelector(one) !== null), selectors, { polling: 'raf' })
}

/** The first customer's timeline and the list stand there: the day comes first, and they are two keys away. */
async function usable(page: Page): Promise<void> {
  await there(page, 'nav button')
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await there(page, '[role=list] [data-key]', '[role=option]')
}

/** From starting the program until the newest customer's timeline can be read. The browser runs already; its window is what is new. */
async function starting(): Promise<void> {
  const times: number[] = []
  for (let run = 0; run < STARTS; run++) {
    const begin = performance.now()
    const served = await startServe(workspace.folder, workspace.passphrase)
    const page = await context.newPage()
    await page.goto(served.address)
    await usable(page)
    times.push(performance.now() - begin)
    await page.close()
    await served.stop()
  }
  add('start to usable', spreadOf(times))
}

/** Adds both times to the table; answers with that of the thread. */
async function timed(page: Page, name: string, file: string | undefined, act: () => Promise<void>): Promise<Spread> {
  const times = await paintTimes(browser, page, file, act)
  const thread = spreadOf(times.thread)
  add(name, spreadOf(times.clock))
  add('  of that the main thread worked', thread)
  return thread
}

/** How agents go through a list: each customer is looked at before the next. */
async function keys(page: Page, key: string, count: number): Promise<void> {
  await page.getByRole('listbox').first().focus()
  for (let run = 0; run < count; run++) {
    // At the end of what is there of the list a key does nothing.
    await there(page, '[role=option][aria-selected=true] + [role=option]')
    await press(page, key, 'timeline')
    await calm(page)
  }
}

/** What the last key started is done. */
async function calm(page: Page): Promise<void> {
  await page.evaluate(() => new Promise(resolve => requestIdleCallback(resolve)))
}

/** Letters into a note, and into the three fields that answer while one types. */
async function typing(page: Page): Promise<void> {
  const into = async (name: string, text: string): Promise<void> => {
    await timed(page, `typing: ${name}`, undefined, async () => {
      for (const letter of text) {
        await press(page, letter, 'frame')
        await calm(page)
      }
    })
  }
  await page.getByRole('listbox').first().focus()
  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: 'Text of the note' }).click()
  await into('a note', 'called back, will pay')
  await page.getByRole('searchbox').first().click()
  await into("the list's filter", 'garcia martinez lopez')
  await page.keyboard.press('Escape')
  await page.getByRole('listbox').first().focus()
  await page.keyboard.press('f')
  await into('find in the timeline', 'factura de la linea')
  await page.keyboard.press('Escape')
  await page.getByRole('listbox').first().focus()
  await page.keyboard.press('/')
  await into('search', 'factura pendiente router')
  await page.keyboard.press('Escape')
  await page.getByRole('navigation').getByRole('button', { name: 'Customers' }).click()
}

/** The customer with very many interactions: opened from the list, then scrolled back through. */
async function large(page: Page, devtools: CDPSession): Promise<void> {
  // They may well be the newest, and shown already.
  await keys(page, 'j', 2)
  await page.getByRole('searchbox').first().fill(person(LARGE).mail.address)
  await page.getByRole('option').nth(1).waitFor({ state: 'detached' })
  const { clock } = await paintTimes(browser, page, undefined, () => press(page, 'Enter', 'timeline'))
  table.push(['key to painted timeline, the large one', `${clock[0]?.toFixed(1)} ms`])
  const timeline = page.locator('[role=list] [data-key]').last()
  await timeline.waitFor()
  await timeline.hover()
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const work = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
  }
  const before = await work()
  await page.evaluate(() => globalThis.probe.begin())
  const end = performance.now() + SCROLLED_MS
  while (performance.now() < end) await page.mouse.wheel(0, -90)
  const frames = await page.evaluate(() => globalThis.probe.frames())
  const busy = ((await work()) - before) * 1000
  add('scrolling the large one, a frame', spreadOf(frames))
  table.push(['  of that the main thread worked', `${(busy / frames.length).toFixed(1)} ms`])
  table.push(['frames over 33 ms', `${frames.filter(gap => gap > 33.4).length} of ${frames.length}`])
  await page.getByRole('searchbox').first().fill('')
  await page.getByRole('option').nth(5).waitFor()
}

/** What the page holds after some customers, and after ten times as many. */
async function memory(page: Page, devtools: CDPSession): Promise<void> {
  const heap = async () => {
    await devtools.send('HeapProfiler.collectGarbage')
    return (await devtools.send('Runtime.getHeapUsage')).usedSize
  }
  await keys(page, 'j', MANY / 10)
  const few = await heap()
  await keys(page, 'j', MANY - MANY / 10)
  const many = await heap()
  table.push(['memory after 50 and 500 customers', `${(few / 1e6).toFixed(1)} MB, ${(many / 1e6).toFixed(1)} MB`])
  ratios['memory, 500 customers / 50'] = { value: many / few, better: 'lower' }
}
