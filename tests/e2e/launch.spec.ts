import { expectAccessible, picture } from './support/look.ts'
import { expect, test } from './support/test.ts'

test('the app opens on the sample and keeps its launch code out of address and history', async ({ page }) => {
  await expect(page).toHaveTitle(/Hilo/)
  await expect(page.locator('#root')).not.toBeEmpty()
  await expect.poll(() => page.url()).not.toContain('code=')
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2)
  await expectAccessible(page)
  await picture(page, 'launch')
})

test('a reload stays in the session', async ({ page }) => {
  await expect.poll(() => page.url()).not.toContain('code=')
  await page.reload()
  await expect(page.locator('#root')).not.toBeEmpty()
  await expect(page.getByText('Lucía', { exact: false }).first()).toBeVisible()
})
