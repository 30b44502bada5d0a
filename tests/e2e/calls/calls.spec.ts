import type { Page } from '@playwright/test'
import { betweenThem } from '../support/besides.ts'
import { expectAccessible, picture } from '../support/look.ts'
import { expect, test } from '../support/test.ts'

const LUCIA = '+34600111222'
const bar = (page: Page, name = 'Calls') => page.getByRole('region', { name, exact: true })

/** The line of Settings that phones use holds a new token, this once. */
async function makeToken(page: Page, settings = 'Settings', make = 'Make token'): Promise<string> {
  await page.getByRole('button', { name: settings, exact: true }).click()
  await page.getByRole('button', { name: make }).click()
  const line = page.getByText(/Bearer [\w-]{43}/)
  await expect(line).toBeVisible()
  return /Bearer ([\w-]{43})/.exec((await line.textContent()) ?? '')?.[1] ?? ''
}

async function tell(page: Page, token: string, call: Record<string, string>): Promise<void> {
  const { status } = await fetch(`${new URL(page.url()).origin}/call`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams(call),
  })
  expect(status).toBe(204)
}

test('a customer calls: shown without taking the keyboard, opened with one key, written about, closed', async ({ page }) => {
  const token = await makeToken(page)
  await page.getByRole('heading', { name: 'Calls as they happen' }).scrollIntoViewIfNeeded()
  await expectAccessible(page)
  await picture(page, 'calls-settings')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  const search = page.getByRole('searchbox').first()
  await search.pressSequentially('invo')
  await tell(page, token, { from: LUCIA, id: '1790000001.1' })
  await expect(bar(page)).toContainText('Ringing: Lucía Fernández')
  await page.keyboard.type('ice')
  await expect(search).toHaveValue('invoice')
  await expectAccessible(page)
  await picture(page, 'calls-ringing')
  await page.keyboard.press('F8')
  await expect(page.getByRole('region', { name: 'Profile' }).getByRole('heading', { name: 'Lucía Fernández' })).toBeVisible()
  await tell(page, token, { from: LUCIA, id: '1790000001.1', state: 'answered' })
  await expect(bar(page)).toContainText('On the phone with')
  await page.keyboard.press('F9')
  await expect(page.getByRole('textbox', { name: 'Call note' })).toBeFocused()
  await page.keyboard.type('wants the invoice of March again')
  await picture(page, 'calls-answered')
  await tell(page, token, { from: LUCIA, id: '1790000001.1', state: 'ended' })
  await expect(page.getByRole('group', { name: 'How did it end?' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Call note' })).toBeFocused()
  await expectAccessible(page)
  await picture(page, 'calls-ended')
  await page.getByRole('button', { name: 'Follow up' }).click()
  await picture(page, 'calls-follow-up')
  await page.getByRole('button', { name: /^Today/ }).click()
  await expect(bar(page)).toHaveCount(0)
  const call = page.getByRole('article', { name: /Lucía Fernández: Answered/ }).last()
  await expect(call).toContainText('wants the invoice of March again')
  await expect(call).toContainText('Follow up on')
  await expect(call).toContainText('no call record yet')
  await expectAccessible(page)
  await picture(page, 'calls-unrecorded')
  await page.getByRole('button', { name: /^My day/ }).click()
  const due = page.getByRole('region', { name: /^Follow-ups due/ }).getByRole('button', { name: /wants the invoice of March again/ })
  await due.focus()
  await picture(page, 'calls-due')
  await page.keyboard.press('e')
  await expect(due).toHaveCount(0)
  await page.keyboard.press('z')
  await expect(due).toBeVisible()
})

test('F9 while it rings: the note takes the keys at once, not when the call is known to be answered', { tag: '@browser' }, async ({
  page,
}) => {
  const token = await makeToken(page)
  const { hold, letGo } = await betweenThem(page)
  await page.reload()
  await tell(page, token, { from: LUCIA, id: '1790000002.1' })
  await expect(bar(page)).toContainText('Ringing: Lucía Fernández')
  hold()
  await page.keyboard.press('F9')
  await page.keyboard.type('wants it sent')
  const note = page.getByRole('textbox', { name: 'Call note' })
  await expect(note).toBeFocused()
  await expect(note).toHaveValue('wants it sent')
  letGo()
  await expect(bar(page)).toContainText('On the phone with')
  await expect(note).toBeFocused()
  await expect(note).toHaveValue('wants it sent')
})

test('an unknown number becomes a customer with two keys, or somebody who is here', async ({ page }) => {
  const token = await makeToken(page)
  await tell(page, token, { from: '+34655000111', name: 'Talleres Muñoz' })
  await expect(bar(page)).toContainText('Talleres Muñoz')
  await expectAccessible(page)
  await picture(page, 'calls-unknown')
  await page.keyboard.press('F8')
  await page.keyboard.press('n')
  await expect(page.getByText('+34655000111 is a customer now')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Profile' })).toContainText('+34655000111')
  await picture(page, 'calls-new-customer')
  await page.keyboard.press('z')
  await expect(bar(page).getByRole('button', { name: 'New customer' })).toBeVisible()
  await page.keyboard.press('F8')
  await page.keyboard.press('l')
  await expect(page.getByRole('dialog', { name: 'Whose number is +34655000111?' }).getByRole('combobox')).toBeFocused()
  await page.keyboard.type('Luc')
  await expectAccessible(page)
  await picture(page, 'calls-link')
  await page.keyboard.press('Enter')
  await expect(page.getByText('+34655000111 is Lucía Fernández')).toBeVisible()
  await expect(bar(page)).toContainText('Ringing: Lucía Fernández')
  await bar(page).getByRole('button', { name: 'Close without an outcome' }).click()
  await expect(bar(page)).toHaveCount(0)
})

test('a key pressed again before it is done does it once, and says so', { tag: '@browser' }, async ({ page }) => {
  const token = await makeToken(page)
  const { hold, letGo } = await betweenThem(page)
  await page.reload()
  await tell(page, token, { from: '+34655000222' })
  const create = bar(page).getByRole('button', { name: 'New customer' })
  await expect(create).toBeVisible()
  hold('/calls/create')
  await page.keyboard.press('F8')
  await page.keyboard.press('n')
  await page.keyboard.press('n')
  letGo()
  await expect(page.getByText('+34655000222 is a customer now')).toBeVisible()
  await expect(create).toBeHidden()
  // F8 as soon as it is seen that the number is nobody's again means the call, not the customer who is gone.
  await page.evaluate(() => {
    const seen = new MutationObserver(() => {
      if (![...document.querySelectorAll('button')].some(button => button.textContent?.includes('New customer'))) return
      seen.disconnect()
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'F8', bubbles: true, cancelable: true }))
    })
    seen.observe(document.body, { childList: true, subtree: true })
  })
  await page.keyboard.press('z')
  await expect(create).toBeFocused()
  await page.keyboard.press('l')
  const found = page.getByRole('dialog', { name: 'Whose number is +34655000222?' })
  await found.getByRole('combobox').fill('Luc')
  await expect(found.getByRole('option')).toHaveCount(1)
  hold('/customers/add')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  letGo()
  await expect(page.getByText('+34655000222 is Lucía Fernández')).toBeVisible()
})

test('a token that was revoked lets nobody in', async ({ page }) => {
  const token = await makeToken(page)
  await page.getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('No token: nothing is taken')).toBeVisible()
  const { status } = await fetch(`${new URL(page.url()).origin}/call`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: `from=${LUCIA}`,
  })
  expect(status).toBe(401)
})

test.describe('in Spanish, dark, on a narrow window', () => {
  test.use({ locale: 'es-ES', colorScheme: 'dark', viewport: { width: 420, height: 800 } })
  test('several calls, long names', async ({ page }) => {
    const token = await makeToken(page, 'Ajustes', 'Crear token')
    await picture(page, 'calls-es-settings')
    await tell(page, token, {
      from: '+34655000111',
      name: 'Comunidad de Propietarios del Edificio Nuestra Señora de la Almudena, escalera izquierda',
    })
    await tell(page, token, { from: 'anonymous', id: 'hidden' })
    await tell(page, token, { from: LUCIA, state: 'answered' })
    await expect(bar(page, 'Llamadas')).toContainText('Número oculto')
    await expect(bar(page, 'Llamadas')).toContainText('Al teléfono con Lucía Fernández')
    await expectAccessible(page)
    await picture(page, 'calls-es-dark-narrow')
    await bar(page, 'Llamadas').getByRole('button', { name: 'Ha colgado' }).click()
    await expect(page.getByText('¿Cómo ha terminado?')).toBeVisible()
    await picture(page, 'calls-es-ended')
  })
})
