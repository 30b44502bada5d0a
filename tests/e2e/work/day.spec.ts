import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { writeMbox } from '../../integration/support/mail.ts'
import { shortcut } from '../support/keys.ts'
import { expectAccessible, picture } from '../support/look.ts'
import { expect, test } from '../support/test.ts'

const OWN = 'support@us.example'
const MINUTE = 60_000

const section = (page: Page, name: string | RegExp) => page.getByRole('region', { name })
const waiting = (page: Page) =>
  section(page, /^Waiting for an answer/)
    .getByRole('list')
    .getByRole('button')

async function press(page: Page, keys: string): Promise<void> {
  for (const key of keys.split(' ')) await page.keyboard.press(key)
}

test('the sample’s day: what waits, the latest first; j, k and Enter, and back by key', async ({ page }) => {
  await expect(page.getByRole('option').first()).toBeVisible()
  await shortcut(page, 'g d')
  await expect(page).toHaveTitle('My day · Hilo')
  await expect(waiting(page).first()).toContainText('late, counted in business hours')
  await press(page, 'j j k')
  await expect(waiting(page).first()).toBeFocused()
  await expectAccessible(page)
  await picture(page, 'day')
  const count = Number(/(\d+) cases/.exec(await page.getByRole('heading', { name: /^Waiting for an answer/ }).innerText())?.[1])
  expect(count).toBeGreaterThan(1)
  await page.getByRole('button', { name: 'What counts' }).click()
  await expect(page.getByRole('dialog', { name: 'What counts' })).toContainText(/“Waiting” counts customers, \d+ now/)
  await picture(page, 'day-counted')
  await press(page, 'Escape')
  await expect(page.getByRole('button', { name: 'What counts' })).toBeFocused()
  await press(page, 'j')
  await expect(waiting(page).nth(1)).toBeFocused()
  const name = (await waiting(page).nth(1).locator('bdi').first().textContent()) ?? ''
  await press(page, 'Enter')
  await expect(page.getByRole('region', { name: 'Timeline' }).getByRole('heading', { name, level: 2 })).toBeVisible()
  await shortcut(page, 'g d')
  await expect(waiting(page).nth(1)).toHaveAttribute('data-pane-focus', '')
})

test('what the agent does is set by key from anywhere, shown in the rail, and there after a reload', async ({ page }) => {
  await expect(page.getByRole('option').first()).toBeVisible()
  await shortcut(page, 'u a')
  await expect(page.getByRole('button', { name: 'You: Available' })).toBeVisible()
  await shortcut(page, 'u p')
  await expect(page.getByRole('button', { name: 'You: On a break' })).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'You: On a break' }).click()
  await expect(page.getByRole('button', { name: /^On a break/ })).toHaveAttribute('aria-pressed', 'true')
  await expectAccessible(page)
  await picture(page, 'day-agent')
  await page.getByRole('button', { name: /^Busy/ }).click()
  await expect(page.getByRole('button', { name: 'You: Busy' })).toBeVisible()
})

test.describe('a day by keys alone', () => {
  const mail = (id: string, ago: number, name: string, subject: string) => ({
    id,
    from: `${name} <${id}@x.example>`,
    to: OWN,
    at: new Date(Date.now() - ago * MINUTE).toISOString(),
    subject,
    text: `${subject}, please.`,
  })
  const long = `A very long matter ${'about many things at once '.repeat(8)}`
  test.use({
    workspace: 'own',
    own: [OWN],
    // Written as each test begins: how late they are is told to the minute.
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
    files: async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'hilo-day-'))
      const box = writeMbox(join(folder, 'mails.mbox'), [
        mail('ana', 30, 'Ana Gil', 'Broken lamp'),
        mail('bo', 300, 'Bo Lind', 'Parking permit'),
        mail('cy', 10, 'Cy Wolf-Ferrari y Álvarez de Toledo', long),
      ])
      await use([box])
      rmSync(folder, { recursive: true, force: true })
    },
  })

  test('it begins with what waits; open, solve, undo, take; the list follows', async ({ page }) => {
    await expect(page).toHaveTitle('My day · Hilo')
    await expect(waiting(page)).toHaveCount(3)
    await shortcut(page, 'u a')
    await expect(page.getByRole('list', { name: 'Your time today' })).toContainText('Available')
    await expect(waiting(page).first()).toContainText('Bo Lind')
    await press(page, 'j e')
    await expect(waiting(page)).toHaveCount(2)
    await press(page, 'z')
    await expect(waiting(page)).toHaveCount(3)
    await press(page, 'j Enter')
    const timeline = page.getByRole('region', { name: 'Timeline' })
    await expect(timeline.getByRole('article').last()).toContainText('please.')
    await shortcut(page, 'g d')
    await expect(waiting(page)).toHaveCount(3)
    await press(page, 'i')
    await expect(page.getByText(/^Assigned to/)).toBeVisible()
    await press(page, 'e')
    await expect(waiting(page)).toHaveCount(2)
    await press(page, 'e')
    await expect(waiting(page)).toHaveCount(1)
    await press(page, 'e')
    await expect(page.getByText('Nothing waits for you')).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'day-empty')
  })

  test('targets from the settings give each case its time, an alarm before it is over, and count what is late', async ({ page }) => {
    await expect(waiting(page)).toHaveCount(3)
    await shortcut(page, 'g ,')
    await page.getByRole('button', { name: 'Change Standard' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change policy' })
    await dialog.getByRole('radio', { name: 'Every hour' }).click()
    await dialog.getByRole('textbox', { name: 'First answer, Normal' }).fill('soon')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByText('Such as 4h or 30m.')).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'sla-policy')
    await dialog.getByRole('textbox', { name: 'First answer, Normal' }).fill('50m')
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByText(/^Ana Gil: first answer due in (20|19|18|17)m$/)).toBeVisible()
    await shortcut(page, 'g d')
    await expect(waiting(page).first()).toContainText(/Bo Lind.*4h 1\dm late/)
    await expect(waiting(page).nth(1)).toContainText(/Ana Gil.*1\dm left/)
    await expect(waiting(page).nth(2)).toContainText(/Cy Wolf.*\d\dm left/)
    await expect(page.getByRole('navigation', { name: 'Places' }).getByText('1 answer late and 1 due soon')).toBeAttached()
    await picture(page, 'day-own')
  })

  test('hours, holidays and what makes no sense of them', async ({ page }) => {
    await expect(waiting(page)).toHaveCount(3)
    await shortcut(page, 'g ,')
    const monday = page.getByRole('textbox', { name: 'Monday' })
    await monday.fill('16-19, 9-14')
    await page.keyboard.press('Enter')
    await expect(monday).toHaveValue('09:00–14:00, 16:00–19:00')
    const tuesday = page.getByRole('textbox', { name: 'Tuesday' })
    await tuesday.fill('14-9')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Write hours such as 9-14, 16-19:30.')).toBeVisible()
    await page.getByRole('textbox', { name: 'Day', exact: true }).fill('2026-12-25')
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Christmas')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('list', { name: 'Holidays' })).toContainText('25 December 2026')
    await expectAccessible(page)
    await tuesday.scrollIntoViewIfNeeded()
    await picture(page, 'sla-settings')
    await page.reload()
    await expect(waiting(page)).toHaveCount(3)
    await shortcut(page, 'g ,')
    await expect(page.getByRole('textbox', { name: 'Monday' })).toHaveValue('09:00–14:00, 16:00–19:00')
    await expect(page.getByRole('list', { name: 'Holidays' })).toContainText('Christmas')
  })

  test.describe('in Spanish, dark and narrow', () => {
    test.use({ locale: 'es-ES', colorScheme: 'dark', viewport: { width: 420, height: 800 } })
    test('it fits', async ({ page }) => {
      await expect(page.getByRole('heading', { name: 'Mi día' })).toBeVisible()
      await expect(page.getByRole('region', { name: /^Esperan respuesta/ }).getByRole('listitem')).toHaveCount(3)
      await expectAccessible(page)
      await picture(page, 'day-es-narrow')
      await page.getByRole('button', { name: /^Usted:/ }).click()
      await expect(page.getByRole('button', { name: /^Disponible/ })).toBeVisible()
      await picture(page, 'day-agent-es-narrow')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await page.getByRole('button', { name: 'Ajustes' }).click()
      await page.getByRole('heading', { name: 'Niveles de servicio' }).scrollIntoViewIfNeeded()
      await expectAccessible(page)
      await picture(page, 'sla-es-narrow')
    })
  })
})
