import { readFileSync } from 'node:fs'
import { expectAccessible, picture } from './support/look.ts'
import { expect, test } from './support/test.ts'

test('this computer: quiet hours, diagnostics to be saved, a timeline on paper @browser', async ({ page }) => {
  // Nothing comes out of the printer of this machine; the page that would is what is looked at.
  await page.addInitScript(() => {
    window.print = () => {}
  })
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  const part = page.getByRole('main')
  await expect(part.getByRole('heading', { name: 'This computer' })).toBeVisible()
  const notify = part.getByRole('switch', { name: 'Notify me when this window is not in front' })
  await expect(notify).not.toBeChecked()
  await page.context().grantPermissions(['notifications'])
  await part.getByText('Notify me when this window is not in front').click()
  await expect(notify).toBeChecked()
  await part.getByText('Quiet hours: no notifications').click()
  await part.getByLabel('Quiet until').fill('7:3')
  await expect(part.getByText('A time such as 20:00')).toBeVisible()
  await part.getByLabel('Quiet until').fill('07:30')
  await page.reload()
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await expect(part.getByLabel('Quiet until')).toHaveValue('07:30')
  await part.getByRole('button', { name: 'Save diagnostics' }).scrollIntoViewIfNeeded()
  await picture(page, 'desktop-settings')
  await expectAccessible(page)

  const download = page.waitForEvent('download')
  await part.getByRole('button', { name: 'Save diagnostics' }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toBe('hilo-diagnostics.zip')
  // A zip begins with these two letters (APPNOTE.TXT, 4.3.7).
  expect(
    readFileSync(await saved.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')

  await page.getByRole('button', { name: 'Customers', exact: true }).click()
  await page.getByRole('listbox', { name: 'Customers' }).getByRole('option').first().click()
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('Print the timeline')
  const printed = page.waitForEvent('frameattached')
  await page.getByRole('option', { name: /Print the timeline/ }).click()
  const frame = await printed
  await frame.waitForLoadState()
  expect(await frame.locator('article').count()).toBeGreaterThan(2)
})
