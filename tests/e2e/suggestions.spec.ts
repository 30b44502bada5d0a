import type { Page } from '@playwright/test'
import { expectAccessible, picture } from './support/look.ts'
import { expect, test } from './support/test.ts'

const list = (page: Page) => page.getByRole('listbox', { name: 'Who may be one person' })
const rows = (page: Page) => list(page).getByRole('option')
const pair = (page: Page) => page.getByRole('region', { name: 'The two side by side' })
const profile = (page: Page) => page.getByRole('region', { name: 'Profile' })
const open = async (page: Page) => {
  await expect(page.getByRole('listbox', { name: 'Customers' }).getByRole('option').first()).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('u')
  await expect(rows(page).first()).toBeVisible()
}

test('j and k walk the list; y merges, z takes it back, n is remembered and listed with who and when', async ({ page }) => {
  await open(page)
  const before = await rows(page).count()
  const first = (await rows(page).first().textContent()) ?? ''
  await page.keyboard.press('j')
  await expect(rows(page).nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('k')
  await page.keyboard.press('y')
  await expect(page.getByText('are one customer now')).toBeVisible()
  await expect(rows(page)).toHaveCount(before - 1)
  await page.keyboard.press('z')
  await expect(rows(page)).toHaveCount(before)
  await expect(rows(page).first()).toHaveText(first)
  await rows(page).first().click()
  await page.keyboard.press('n')
  await expect(rows(page)).toHaveCount(before - 1)
  await page.keyboard.press('v')
  await expect(rows(page).nth(0)).toContainText('Two different people')
  await expect(rows(page).nth(1)).toContainText('One person: merged')
  await expect(rows(page).nth(1)).toContainText('Undone')
  await expect(pair(page).getByText(/^by /)).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'suggestions-answered')
  await pair(page).getByRole('button', { name: 'Undo' }).click()
  await expect(rows(page).nth(0)).toContainText('Undone')
  await page.keyboard.press('v')
  await expect(rows(page)).toHaveCount(before)
})

test('why two may be one is said in words, also on the profile', async ({ page }) => {
  await test.step("a customer's profile hints at who may be the same person", async () => {
    await open(page)
    await pair(page).getByRole('button', { name: 'Open timeline' }).first().click()
    const hint = profile(page).getByRole('region', { name: 'Maybe one person' })
    await expect(hint).toContainText('may be the same person: same')
    await picture(page, 'suggestions-hint')
    await hint.getByRole('button', { name: 'Compare' }).click()
    await expect(pair(page).getByRole('heading', { name: 'Are these one person?' })).toBeVisible()
  })
  await test.step('the suggestions say in words why, how sure, and where it was read', async () => {
    await page.getByRole('navigation').getByRole('button', { name: 'Customers' }).click()
    await open(page)
    await expect(rows(page).first()).toHaveAttribute('aria-selected', 'true')
    await expect(pair(page).getByRole('heading', { name: 'Are these one person?' })).toBeVisible()
    await expect(pair(page).getByRole('region', { name: 'What agrees' })).toContainText('same name')
    const where = pair(page).getByRole('button', { name: /^A signature of .* holds this number$/ })
    await expect(where).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'suggestions')
    await where.click()
    await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible()
  })
  await test.step('a number they wrote is theirs by one press, and taken back', async () => {
    const found = profile(page).getByRole('region', { name: 'From what they wrote' })
    const add = found.getByRole('button', { name: /^Add .+ to / }).first()
    const value = /Add (\S+) to/.exec((await add.textContent()) ?? '')?.[1] ?? ''
    await expectAccessible(page)
    await picture(page, 'suggestions-wrote')
    await add.click()
    const theirs = profile(page).getByRole('region', { name: 'Addresses and numbers' }).getByRole('listitem').filter({ hasText: value })
    await expect(theirs).toBeVisible()
    await expect(found.getByRole('button', { name: value })).toHaveCount(0)
    await page.keyboard.press('z')
    await expect(theirs).toHaveCount(0)
  })
  await test.step('so it is from the message where it was written', async () => {
    const said = page.getByRole('region', { name: 'Timeline' }).getByRole('button', { name: /^Add .+ to / })
    const label = (await said.first().getAttribute('aria-label')) ?? ''
    await expectAccessible(page)
    await picture(page, 'suggestions-said')
    await said.first().click()
    await expect(said.and(page.getByLabel(label))).toHaveCount(0)
    await page.keyboard.press('z')
    await expect(said.and(page.getByLabel(label)).first()).toBeVisible()
  })
})

test('addresses are added and taken away by hand, and taken back', async ({ page }) => {
  await test.step('an address typed for a customer is theirs, moves to another and is taken back', async () => {
    await expect(profile(page).getByRole('heading', { name: 'Lucía Fernández' })).toBeVisible()
    await profile(page).getByRole('button', { name: 'Add address or number' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('nothing of the kind')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(dialog).toContainText('neither a mail address nor a phone number')
    await dialog.getByRole('textbox').fill('600 222 333')
    await expectAccessible(page)
    await picture(page, 'suggestions-add')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(profile(page).getByRole('listitem').filter({ hasText: '+34600222333' }).first()).toContainText('Added by hand')
    await page.keyboard.press('z')
    await expect(profile(page).getByText('+34600222333 was added by hand; that was undone')).toBeVisible()
  })
  await test.step('an address of ours leaves the customer and comes back when undone', async () => {
    const number = profile(page).getByRole('listitem').filter({ hasText: '+34600111222' }).first()
    await number.getByRole('button', { name: 'More about' }).click()
    await page.getByRole('button', { name: 'This is us' }).click()
    await expect(page.getByRole('dialog', { name: '+34600111222 is ours' })).toContainText('Interactions are not changed')
    await picture(page, 'suggestions-ours')
    await page.getByRole('button', { name: 'It is ours' }).click()
    await expect(profile(page).getByText('+34600111222 left because it is ours')).toBeVisible()
    await page.keyboard.press('z')
    await expect(number).toBeVisible()
  })
})

test.describe('in Spanish, dark', () => {
  test.use({ locale: 'es-ES', colorScheme: 'dark' })
  test('reads in Spanish', async ({ page }) => {
    await page.getByRole('button', { name: 'Sugerencias' }).click()
    await expect(page.getByRole('heading', { name: '¿Son la misma persona?' })).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'suggestions-es-dark')
  })
})

test.describe('on a narrow window', () => {
  test.use({ viewport: { width: 420, height: 800 } })
  test('the list gives way to the pair, and Escape comes back', async ({ page }) => {
    // A press while the window is still put together may come to nothing.
    await expect(async () => {
      await page.getByRole('button', { name: 'Suggestions' }).click()
      await expect(rows(page).first()).toBeVisible({ timeout: 2000 })
    }).toPass()
    await picture(page, 'suggestions-narrow-list')
    await rows(page).first().click()
    await expect(pair(page).getByRole('heading', { name: 'Are these one person?' })).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'suggestions-narrow')
    await page.keyboard.press('Escape')
    await expect(rows(page).first()).toBeVisible()
  })
})

test.describe('without customers', () => {
  test.use({ workspace: 'own', files: ['tests/fixtures/phone/Master.csv'] })
  test('says what will be here', async ({ page }) => {
    await page.getByRole('button', { name: 'Suggestions' }).click()
    await expect(page.getByText('Nobody to compare')).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'suggestions-empty')
  })
})
