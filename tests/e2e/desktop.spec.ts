import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import { expectAccessible, picture } from './support/look.ts'
import { test as base, expect, ownPassphrase } from './support/test.ts'

/** The computer was switched off while the settings were written. */
const test = base.extend({
  folder: async ({ folder }, use) => {
    writeFileSync(join(folder, 'preferences.json'), '{"looks":{"th')
    await use(folder)
  },
})

/** A text out of a zip; '' when there is none of that name. */
async function inZip(path: string, name: string): Promise<string> {
  const zip = await fromBufferPromise(readFileSync(path), { lazyEntries: true })
  for await (const entry of zip.eachEntry())
    if (entry.fileName === name) return (await buffer(await zip.openReadStreamPromise(entry))).toString()
  return ''
}

test('this computer: settings that were broken, quiet hours, diagnostics to be saved, a timeline on paper @browser', async ({ page }) => {
  // Nothing comes out of the printer of this machine; the page that would is what is looked at.
  await page.addInitScript(() => {
    window.print = () => {}
  })
  const broken = page.getByText('The settings of this computer could not be read: Hilo begins with new ones.')
  await expect(page.getByRole('alertdialog').filter({ has: broken })).toBeVisible()
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
  // Said once; where the settings are it stands for as long as Hilo runs.
  await expect(page.getByRole('alertdialog')).toBeHidden()
  await expect(part.getByText(/preferences\.json\.broken/)).toBeVisible()
  await part.getByRole('button', { name: 'Save diagnostics' }).scrollIntoViewIfNeeded()
  await picture(page, 'desktop-settings')
  await expectAccessible(page)

  const download = page.waitForEvent('download')
  await part.getByRole('button', { name: 'Save diagnostics' }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toBe('hilo-diagnostics.zip')
  const log = await inZip(await saved.path(), 'logs/hilo.log')
  expect(log).toContain(' info start version=')
  const token = await page.evaluate(() => sessionStorage.getItem('hilo.token') ?? 'none')
  for (const secret of [token, ownPassphrase, 'Lucía']) expect(log).not.toContain(secret)

  await page.getByRole('button', { name: 'Customers', exact: true }).click()
  await page.getByRole('listbox', { name: 'Customers' }).getByRole('option').first().click()
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: 'Find anything' })).toBeFocused()
  await page.keyboard.type('Print the timeline')
  const printed = page.waitForEvent('frameattached')
  await page.getByRole('option', { name: /Print the timeline/ }).click()
  const frame = await printed
  await frame.waitForLoadState()
  await expect.poll(() => frame.locator('article').count()).toBeGreaterThan(2)
})
