import { expectAccessible, picture } from './support/look.ts'
import { expect, ownPassphrase, test } from './support/test.ts'

test.use({ passphrase: '' })

test('one click leaves the sample; a new workspace asks for a passphrase that holds', async ({ page }) => {
  const rows = page.getByRole('listbox', { name: 'Customers' }).getByRole('option')
  await expect(rows.first()).toBeVisible()
  await page.getByRole('button', { name: 'Use my own data' }).click()
  await expect(page.getByRole('heading', { name: 'Choose a passphrase' })).toBeVisible()
  await expect(page.getByText('It cannot be recovered.')).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'passphrase-new')
  const field = page.getByLabel('Passphrase', { exact: true })
  await field.fill('short')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Use at least 8 characters.')).toBeVisible()
  await field.fill('four unrelated words here')
  await page.getByLabel('Passphrase again').fill('four unrelated words')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The two are not the same.')).toBeVisible()
  await page.getByLabel('Passphrase again').fill('four unrelated words here')
  await page.keyboard.press('Enter')

  await expect(page.getByText('Drop files or folders here, or choose them')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'first-run')
  await page.getByRole('button', { name: 'Look at the sample' }).click()
  await expect(rows.first()).toBeVisible()
})

test.describe('a workspace that has a passphrase', () => {
  test.use({ workspace: 'own', files: ['tests/fixtures/phone/Master.csv'] })

  test('stays locked until the right one is given', async ({ page }) => {
    await expect(page.getByRole('heading', { name: 'Unlock your workspace' })).toBeVisible()
    const field = page.getByLabel('Passphrase')
    await field.fill('something else')
    await page.keyboard.press('Enter')
    await expect(page.getByText('This passphrase does not fit.')).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'passphrase-wrong')
    await field.fill(ownPassphrase)
    await expect(page.getByText('This passphrase does not fit.')).toBeHidden()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'My day' })).toBeVisible()
    await expect(page.getByText('This is a sample.')).toBeHidden()
  })
})
