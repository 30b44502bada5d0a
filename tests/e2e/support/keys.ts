import type { Page } from '@playwright/test'

/**
 * Presses the keys of a shortcut such as `g d` one right after the other, as a hand does. Pressed one at a time, the second waits until the
 * window is done with the first: on a busy machine longer than the second in which they have to follow each other.
 */
export async function shortcut(page: Page, steps: string): Promise<void> {
  await Promise.all(steps.split(' ').map(step => page.keyboard.press(step)))
}
