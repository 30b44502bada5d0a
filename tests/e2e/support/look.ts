import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { looks } from './paths.ts'

/** WCAG 2.0, 2.1 and 2.2, levels A and AA (axe-core, API documentation, "axe-core tags"). */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Waits until nothing fades or moves any more (what turns for ever aside): half-faded text has no contrast. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame)
    const moving = () =>
      document.getAnimations().some(each => each.playState === 'running' && each.effect?.getComputedTiming().endTime !== Infinity)
    // What was drawn just now begins to move a frame later.
    do await frame().then(frame)
    while (moving())
  })
}

/** What axe finds wrong on the page once it is still: nothing. */
export async function expectAccessible(page: Page): Promise<void> {
  await settled(page)
  // In one go: else axe opens a page of its own each time, which takes longer than looking. What is in a mail's frame is its sender's.
  const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
}

/** A picture of the window for a person to look at, in out/looks; only taken when HILO_LOOKS is set: it costs more than most steps. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.HILO_LOOKS) return
  mkdirSync(looks, { recursive: true })
  await page.screenshot({ path: join(looks, `${name}.png`), animations: 'disabled' })
}
