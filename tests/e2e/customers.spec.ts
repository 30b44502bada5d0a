import type { Page } from '@playwright/test'
import { shortcut } from './support/keys.ts'
import { expectAccessible, picture } from './support/look.ts'
import { expect, test } from './support/test.ts'

const rows = (page: Page) => page.getByRole('listbox', { name: 'Customers' }).getByRole('option')
const profile = (page: Page) => page.getByRole('region', { name: 'Profile' })
const search = (page: Page) => page.getByRole('searchbox', { name: 'Name, address or number' })

test.beforeEach(async ({ page }) => {
  await expect(rows(page).first()).toBeVisible()
})

test('walked by keys, filtered, searched and ordered', async ({ page }) => {
  await test.step('the list begins with the newest activity and says who waits', async () => {
    await expect(rows(page).nth(0)).toContainText('Lucía Fernández')
    await expect(rows(page).nth(0)).toContainText('Waiting for an answer')
    await expect(rows(page).nth(0)).toContainText('Chat')
    await expectAccessible(page)
    await picture(page, 'customers')
  })
  await test.step('j and k walk down and up the list, Enter opens the timeline, Escape comes back', async () => {
    await expect(rows(page).nth(0)).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('j')
    await expect(rows(page).nth(1)).toHaveAttribute('aria-selected', 'true')
    await expect(profile(page).getByRole('heading', { name: 'Jonas Weber' })).toBeVisible()
    await page.keyboard.press('k')
    await expect(profile(page).getByRole('heading', { name: 'Lucía Fernández' })).toBeVisible()
    await page.keyboard.press('Enter')
    const timeline = page.getByRole('region', { name: 'Timeline' })
    await expect.poll(() => timeline.evaluate(pane => pane.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('listbox', { name: 'Customers' })).toBeFocused()
    await page.keyboard.press('End')
    await expect(rows(page).and(page.locator('[aria-selected=true]'))).not.toHaveAttribute('aria-posinset', '1')
  })
  await test.step('filters by channel and by waiting narrow the list', async () => {
    const [, total = ''] = /(\d+)/.exec((await page.getByRole('button', { name: /^Waiting/ }).textContent()) ?? '') ?? []
    await page.getByRole('button', { name: /^Waiting/ }).click()
    await expect(rows(page).first()).toHaveAttribute('aria-setsize', total)
    for (const row of await rows(page).all()) await expect(row).toContainText('Waiting for an answer')
    await page.getByRole('button', { name: /^Waiting/ }).click()
    await page.getByRole('radio', { name: 'SMS' }).click()
    await expect(page.getByText('No customer matches')).toBeVisible()
    await page.getByRole('region', { name: 'Customers' }).getByRole('button', { name: 'Show all' }).click()
    await expect(rows(page).first()).toBeVisible()
  })
  await test.step('typing a name and Enter opens the timeline; Escape comes back, and once more empties the search', async () => {
    await page.getByRole('listbox', { name: 'Customers' }).focus()
    await shortcut(page, 'g f')
    await expect(search(page)).toBeFocused()
    // Whoever was there before all of it was typed is not meant.
    await page.keyboard.insertText('keiko')
    await page.keyboard.press('Enter')
    await expect(profile(page).getByRole('heading', { name: 'Keiko Mori' })).toBeVisible()
    const timeline = page.getByRole('region', { name: 'Timeline' })
    await expect.poll(() => timeline.evaluate(pane => pane.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('listbox', { name: 'Customers' })).toBeFocused()
    await search(page).focus()
    await page.keyboard.press('Escape')
    await expect(search(page)).toHaveValue('')
    await expect.poll(() => rows(page).count()).toBeGreaterThan(5)
  })
  await test.step('a customer is found by part of a name without accents, of an address and of a number', async () => {
    for (const text of ['lucia fern', 'LUCÍA']) {
      await search(page).fill(text)
      await expect(rows(page).first()).toContainText('Lucía Fernández')
    }
    await rows(page).first().click()
    // Who they are follows a moment after their timeline.
    await expect(profile(page).getByRole('heading', { name: 'Lucía Fernández' })).toBeVisible()
    const address = (await profile(page).getByRole('listitem').filter({ hasText: '@' }).first().locator('bdi').textContent()) ?? ''
    const number = (await profile(page).getByRole('listitem').filter({ hasText: '+34' }).first().locator('bdi').textContent()) ?? ''
    for (const part of [address.slice(0, -3), number.slice(-6)]) {
      await search(page).fill(part)
      await expect(rows(page)).toHaveCount(1)
      await expect(rows(page).first()).toContainText('Lucía Fernández')
    }
    await search(page).fill('nobody has this name')
    await expect(page.getByText('No customer matches')).toBeVisible()
    await picture(page, 'customers-none')
  })
  await test.step('the list comes in the order asked for, by the pointer or by key', async () => {
    await search(page).fill('')
    await page.getByRole('button', { name: 'Order' }).click()
    const menu = page.getByRole('dialog', { name: 'Order' })
    await expect(menu.getByRole('button', { name: 'Newest activity', pressed: true })).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'customers-order')
    await menu.getByRole('button', { name: 'Name' }).click()
    await expect(menu).toBeHidden()
    const unordered = async (): Promise<number> => {
      const names = await rows(page).evaluateAll(all => all.map(row => row.querySelector('bdi')?.textContent ?? ''))
      return names
        .slice(0, 8)
        .filter((name, index) => index > 0 && name.localeCompare(names[index - 1] ?? '', 'es', { sensitivity: 'base' }) < 0).length
    }
    await expect.poll(unordered).toBe(0)
    await expect(rows(page).first()).not.toContainText('Lucía Fernández')
    await page.getByRole('listbox', { name: 'Customers' }).focus()
    await shortcut(page, 'g o')
    await expect(menu).toBeVisible()
    await menu.getByRole('button', { name: 'Waiting longest' }).click()
    await expect(rows(page).first()).toContainText('Waiting for an answer')
  })
})

test('merged and undone exactly', async ({ page, carrier }) => {
  await test.step('a merge moves every identity and is undone exactly with z', async () => {
    await search(page).fill('keiko mori')
    await rows(page).filter({ hasText: 'Keiko Mori' }).click()
    const identities = profile(page).getByRole('region', { name: 'Addresses and numbers' }).getByRole('listitem')
    await expect(profile(page).getByRole('heading', { name: 'Keiko Mori' })).toBeVisible()
    // Above the addresses all is there with them: nothing moves their buttons from under the pointer.
    expect(await profile(page).getByRole('region', { name: 'Cases' }).getByRole('listitem').count()).toBeGreaterThan(0)
    const before = await identities.allTextContents()

    await profile(page).getByRole('button', { name: 'Merge with…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Merge with Keiko Mori' })
    await expect(dialog.getByRole('combobox')).toBeFocused()
    await page.keyboard.type('carmen ibanez')
    await expect(dialog.getByRole('option', { name: /Carmen Ibáñez.*\+34/, selected: true })).toBeVisible()
    await picture(page, 'merge-find')
    await page.keyboard.press('Enter')
    await expect(dialog.getByText('Moves in')).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'merge')
    await expect(dialog.getByRole('button', { name: 'Merge', exact: true })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByText('Carmen Ibáñez was merged in')).toBeVisible()
    await expect.poll(() => identities.count()).toBeGreaterThan(before.length)

    await page.keyboard.press('z')
    await expect(page.getByText('Undone', { exact: true }).first()).toBeVisible()
    await expect(identities).toHaveText(before)
    await search(page).fill('carmen ibanez')
    await expect(rows(page).first()).toContainText('Carmen Ibáñez')
  })
  await test.step('the history of merges is told from the side of the customer shown, also after the next merge', async () => {
    const history = profile(page).getByRole('region', { name: 'Merges and splits' }).getByRole('listitem')
    const mergeIn = async (name: string): Promise<void> => {
      await profile(page).getByRole('button', { name: 'Merge with…' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('combobox').fill(name)
      await dialog.getByRole('option', { name: new RegExp(name) }).click()
      await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
      await expect(page.getByText(`${name} was merged in`)).toBeVisible()
    }
    const show = async (name: string): Promise<void> => {
      await search(page).fill(name)
      await rows(page).filter({ hasText: name }).click()
      await expect(profile(page).getByRole('heading', { name })).toBeVisible()
    }
    await show('Carmen Ibáñez')
    await mergeIn('Jonas Weber')
    await expect(history.first()).toContainText('came in here by a merge')
    const popOut = async (name: string): Promise<Page> => {
      const opened = page.context().waitForEvent('page')
      await page.getByRole('listbox', { name: 'Customers' }).focus()
      await page.keyboard.press('Shift+O')
      const own = await opened
      await expect(profile(own).getByRole('heading', { name })).toBeVisible()
      // Browsers keep titles.
      await expect(own).toHaveTitle(`${carrier === 'electron' ? name : 'Customers'} · Hilo`)
      return own
    }
    const own = await popOut('Carmen Ibáñez')
    await show('Keiko Mori')
    await mergeIn('Carmen Ibáñez')
    // Their own window goes on with whom they were merged into, and closes when they are erased or another workspace is opened.
    await expect(profile(own).getByRole('heading', { name: 'Keiko Mori' })).toBeVisible()
    await expect(history.nth(0)).toContainText('came in here by a merge')
    await expect(history.nth(1)).toContainText('merged with a customer who is part of this one now')
    await picture(page, 'merge-history')
    await history.nth(0).getByRole('button', { name: 'Undo' }).click()
    await expect(history.first()).toContainText('left again when it was undone')
    await show('Carmen Ibáñez')
    const other = await popOut('Carmen Ibáñez')
    const erased = other.waitForEvent('close')
    await page.keyboard.press('ControlOrMeta+k')
    await expect(page.getByRole('combobox', { name: 'Find anything' })).toBeFocused()
    await page.keyboard.type('Erase Carmen')
    await page.getByRole('option', { name: /^Erase Carmen/ }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('Carmen Ibáñez')
    // Not before it is said what goes.
    await expect(page.getByRole('dialog').getByRole('button', { name: 'Erase for good' })).toBeEnabled()
    await page.keyboard.press('Enter')
    await erased
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
    const closed = own.waitForEvent('close')
    await page.getByRole('button', { name: 'Use my own data' }).click()
    await closed
  })
})

test('a split gives identities a customer of their own, and its history undoes it', async ({ page }) => {
  await search(page).fill('jonas weber')
  await rows(page).filter({ hasText: 'Jonas Weber' }).click()
  // Until the profile follows, it is that of whoever was open before.
  await expect(profile(page).getByRole('heading', { name: 'Jonas Weber' })).toBeVisible()
  await profile(page).getByRole('button', { name: 'Split…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Split Jonas Weber' })
  const split = dialog.getByRole('button', { name: 'Split', exact: true })
  await expect(split).toBeDisabled()
  await dialog.getByText('jonas.weber@post.example').click()
  await expect(dialog.getByText(/interactions? moves? to a new customer/)).toBeVisible()
  await expectAccessible(page)
  await split.click()
  const address = profile(page).getByRole('button', { name: 'Copy jonas.weber@post.example' })
  await expect(address).toBeHidden()
  await profile(page).getByRole('button', { name: 'Undo' }).first().click()
  await expect(address).toBeVisible()
})
