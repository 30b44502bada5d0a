import type { Page } from '@playwright/test'
import { expectAccessible, picture } from '../support/look.ts'
import { expect, test } from '../support/test.ts'

const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' })
const brief = (page: Page) => timeline(page).getByRole('region', { name: 'Brief' })
const rows = (page: Page) => timeline(page).getByRole('list', { name: 'Timeline' })

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('option', { name }).click()
  await expect(timeline(page).getByRole('heading', { name, level: 2 })).toBeVisible()
  await expect(rows(page).getByRole('article').last()).toBeInViewport()
}

test('the brief says in one line what is pressing, unfolds by key and stays so; the newest stays in view', async ({ page }) => {
  await open(page, 'Lucía Fernández')
  await expect(brief(page).getByRole('button', { name: /^Brief/ })).toContainText('asked')
  await expect(brief(page).getByText('About')).toBeHidden()
  await page.keyboard.press('b')
  await expect(brief(page).getByText('About')).toBeVisible()
  await expect(rows(page).getByRole('article').last()).toBeInViewport()
  await expectAccessible(page)
  await picture(page, 'brief')
  await page.reload()
  await open(page, 'Lucía Fernández')
  await expect(brief(page).getByText('About')).toBeVisible()
})

test('a line goes to the interaction it comes from', async ({ page }) => {
  await open(page, 'Lucía Fernández')
  await page.keyboard.press('b')
  await brief(page)
    .getByRole('button', { name: /^About/ })
    .click()
  await expect(rows(page).getByRole('article').last()).not.toBeInViewport()
})

test('one key copies it as text', async ({ page, carrier }) => {
  if (carrier === 'browser') await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, 'Lucía Fernández')
  await expect(brief(page).getByRole('button', { name: 'Copy brief' })).toBeEnabled()
  await page.keyboard.press('y')
  await expect(page.getByText('Brief copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^About: .+\nContact: asked \d+ times, by /)
})

test.describe('in Spanish, dark and narrow', () => {
  test.use({ locale: 'es-ES', colorScheme: 'dark', viewport: { width: 420, height: 800 } })
  test('it fits', async ({ page }) => {
    await page.getByRole('option', { name: 'Lucía Fernández' }).click()
    const section = page.getByRole('region', { name: 'Resumen' })
    await expect(section.getByRole('button', { name: /^Resumen/ })).toContainText('preguntó')
    await picture(page, 'brief-es-narrow-folded')
    await page.keyboard.press('b')
    await expect(section.getByText('Asunto')).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'brief-es-narrow')
  })
})
