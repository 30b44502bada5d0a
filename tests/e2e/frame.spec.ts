import type { Page } from '@playwright/test'
import { shortcut } from './support/keys.ts'
import { expectAccessible, picture } from './support/look.ts'
import { expect, test } from './support/test.ts'

const customers = (page: Page) => page.getByRole('listbox', { name: 'Customers' })
const keys = async (page: Page, ...pressed: string[]) => {
  for (const key of pressed) await page.keyboard.press(key)
}

test.beforeEach(async ({ page }) => {
  await expect(customers(page).getByRole('option').first()).toBeVisible()
})

test('by key: every place, the panes, the palette; letters typed into a field stay letters', async ({ page }) => {
  await test.step('every place is reached by key, and Back leads the way home', async () => {
    const places = page.getByRole('navigation', { name: 'Places' })
    for (const [name, key] of [
      ['Settings', ','],
      ['Import', 'i'],
      ['Search', 's'],
    ] as const) {
      await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
      await shortcut(page, `g ${key}`)
      await expect(places.getByRole('button', { name })).toHaveAttribute('aria-current', 'page')
      await expect(page).toHaveTitle(`${name} · Hilo`)
    }
    await page.goBack()
    await expect(page).toHaveTitle('Import · Hilo')
    await page.goBack()
    await page.goBack()
    await expect(customers(page)).toBeVisible()
  })
  await test.step('letters typed into a field stay letters', async () => {
    const field = page.getByRole('searchbox', { name: 'Name, address or number' })
    await field.click()
    await page.keyboard.type('jk?/z')
    await expect(field).toHaveValue('jk?/z')
    await expect(page.getByRole('dialog')).toBeHidden()
  })
  await test.step('F6 goes round the panes', async () => {
    await page.getByRole('searchbox', { name: 'Name, address or number' }).fill('')
    await customers(page).getByRole('option').first().click()
    await expect(page.getByRole('region', { name: 'Profile' }).getByRole('heading', { name: 'Lucía Fernández' })).toBeVisible()
    const inPane = (name: string) => expect(page.getByRole('region', { name, exact: true }).locator(':focus')).toHaveCount(1)
    await customers(page).focus()
    await keys(page, 'F6', 'F6')
    await inPane('Profile')
    await keys(page, 'F6')
    await expect(page.getByRole('button', { name: 'Use my own data' })).toBeFocused()
    await keys(page, 'F6')
    await expect(page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Customers' })).toBeFocused()
    await keys(page, 'F6')
    await inPane('Customers')
  })
  await test.step('the palette finds customers and commands by a few letters', async () => {
    await keys(page, 'Control+k')
    await page.getByRole('combobox', { name: 'Find anything' }).fill('keik')
    await expect(page.getByRole('option', { name: /Keiko Mori/, selected: true })).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'palette')
    await keys(page, 'Enter')
    await expect(page.getByRole('region', { name: 'Profile' }).getByRole('heading', { name: 'Keiko Mori' })).toBeVisible()
    await expect(page.getByRole('combobox', { name: 'Find anything' })).toBeHidden()
    await keys(page, 'Control+k')
    await page.getByRole('combobox', { name: 'Find anything' }).fill('gtset')
    await keys(page, 'Enter')
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  })
  await test.step('our own addresses can be added and removed', async () => {
    await shortcut(page, 'g ,')
    const field = page.getByRole('textbox', { name: 'Address, number or chat name' })
    await field.fill('ventas@alba.example')
    await keys(page, 'Enter')
    await expect(page.getByRole('listitem').filter({ hasText: 'ventas@alba.example' })).toBeVisible()
    await expect(field).toHaveValue('')
    await field.fill('VENTAS@alba.example')
    await expect(page.getByText('Already in the list.')).toBeVisible()
    await page.getByRole('button', { name: 'Remove ventas@alba.example' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'ventas@alba.example' })).toBeHidden()
  })
  await test.step('z is in the sheet before there is anything to take back, and says so; keys have their Spanish names', async () => {
    await shortcut(page, 'g ,')
    await keys(page, 'z')
    await expect(page.getByText('There is no merge or split to undo')).toBeVisible()
    await page.getByRole('radiogroup', { name: 'Language', exact: true }).getByRole('radio', { name: 'Español' }).click()
    await page.getByRole('heading', { name: 'Ajustes' }).click()
    await keys(page, '?')
    const sheet = page.getByRole('dialog', { name: 'Atajos de teclado' })
    await expect(sheet.getByText('Deshacer la última unión o separación')).toBeVisible()
    await expect(sheet.getByText('Mayús')).toBeVisible()
    await picture(page, 'shortcuts-es')
  })
})

test('shortcuts are shown and can be switched off; files are dropped anywhere', async ({ page }) => {
  await test.step('the shortcut sheet shows what works here, and single keys can be switched off', async () => {
    await keys(page, '?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(sheet.getByText('Customer below')).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'shortcuts')
    await keys(page, 'Escape')
    await expect(sheet).toBeHidden()

    await shortcut(page, 'g ,')
    await page.getByText('Single keys such as j, k and ? are shortcuts').click()
    await page.getByRole('heading', { name: 'Settings' }).click()
    await keys(page, '?')
    await keys(page, 'Control+k')
    await expect(page.getByRole('dialog', { name: 'Find anything' })).toBeVisible()
    await expect(sheet).toBeHidden()
  })
  await test.step('a file dropped anywhere opens in the import place', async () => {
    await keys(page, 'Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File(['From: a@b.example\r\nSubject: hello\r\n\r\nhello\r\n'], 'hello.eml'))
      return transfer
    })
    await page.dispatchEvent('body', 'dragover', { dataTransfer: dropped })
    await expect(page.getByText('Drop to import')).toBeVisible()
    await picture(page, 'drop')
    await page.dispatchEvent('body', 'drop', { dataTransfer: dropped })
    await expect(page).toHaveTitle('Import · Hilo')
    await expect(page.getByText('Drop to import')).toBeHidden()
  })
})

test('how it looks changes at once and stays after a reload', async ({ page }) => {
  await test.step('a pane is resized by key and remembers its width', async () => {
    const handle = page.getByRole('separator', { name: 'Width of Customers' })
    await handle.focus()
    await keys(page, 'ArrowRight', 'ArrowRight')
    await expect(handle).toHaveAttribute('aria-valuenow', '352')
    await page.reload()
    await expect(handle).toHaveAttribute('aria-valuenow', '352')
    await expect(page.getByRole('region', { name: 'Customers' })).toHaveCSS('width', '352px')
  })
  await test.step('language, theme and density change at once and stay after a reload', async () => {
    await shortcut(page, 'g ,')
    await page.getByRole('radiogroup', { name: 'Language', exact: true }).getByRole('radio', { name: 'Español' }).click()
    await expect(page.getByRole('heading', { name: 'Ajustes' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'es')
    await page.getByRole('radio', { name: 'Claro' }).click()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('radio', { name: 'Oscuro' })).toBeChecked()
    await page.getByRole('radio', { name: 'Compacta' }).click()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await expectAccessible(page)
    await picture(page, 'settings-es-dark')
    const parts = page.getByRole('navigation', { name: 'Apartados de los ajustes' })
    await parts.getByRole('button', { name: 'Datos', exact: true }).focus()
    await keys(page, 'ArrowUp', 'Enter')
    await expect(page.getByRole('heading', { name: 'Quién hizo qué con los datos' })).toBeFocused()
    await expect(page.getByRole('heading', { name: 'Quién hizo qué con los datos' })).toBeInViewport()
    await expect(parts.getByRole('button', { name: 'Quién hizo qué con los datos' })).toHaveAttribute('aria-current', 'true')
    await picture(page, 'settings-parts-es-dark')
    const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 }
    await page.setViewportSize({ width: 420, height: 800 })
    await expect(parts).toBeHidden()
    await page.getByRole('button', { name: 'Quién hizo qué con los datos' }).click()
    const menu = page.getByRole('dialog', { name: 'Apartados de los ajustes' })
    await expectAccessible(page)
    await picture(page, 'settings-parts-es-narrow')
    await menu.getByRole('button', { name: 'Encuestas' }).click()
    await expect(page.getByRole('heading', { name: 'Encuestas' })).toBeFocused()
    await expect(page.getByRole('heading', { name: 'Encuestas' })).toBeInViewport()
    await picture(page, 'settings-part-es-narrow')
    await page.setViewportSize({ width, height })
    await page.getByRole('button', { name: /para siempre Conservar Correo/ }).click()
    await page.getByRole('option', { name: '1 mes', exact: true }).click()
    const asked = page.getByRole('dialog', { name: /: 1 mes/ })
    await expect(asked.getByText(/^Esto elimina [\d.]+ interacciones de [\d.]+ clientes; lo más antiguo es del /)).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'retention-es-dark')
    await asked.getByRole('button', { name: 'Cancelar' }).click()
    await expect(page.getByRole('button', { name: /para siempre Conservar Correo/ })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('listbox', { name: 'Clientes' }).getByRole('option').first()).toHaveCSS('height', '40px')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await picture(page, 'customers-es-dark')
  })
})

test('the right pane folds into a drawer and a narrow window shows one pane at a time', async ({ page }) => {
  await customers(page).getByRole('option').first().click()
  await page.setViewportSize({ width: 800, height: 700 })
  const title = page.getByRole('region', { name: 'Timeline' }).getByRole('heading', { name: 'Lucía Fernández' })
  // The button stands in the line of the name, not in one of its own above it.
  const apart = async (): Promise<number> => {
    const [line, button] = await Promise.all([title.boundingBox(), page.getByRole('button', { name: 'Profile' }).boundingBox()])
    return Math.abs((line?.y ?? 0) - (button?.y ?? 100))
  }
  await expect.poll(apart).toBeLessThan(16)
  await picture(page, 'two-panes')
  await page.getByRole('button', { name: 'Profile' }).click()
  await expect(page.getByRole('dialog', { name: 'Profile' }).getByRole('heading', { name: 'Lucía Fernández' })).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'drawer')
  // Escape first takes away a tip that the pointer brought up.
  await page.mouse.move(5, 500)
  await expect(page.getByRole('tooltip')).toHaveCount(0)
  await keys(page, 'Escape')
  await expect(page.getByRole('dialog', { name: 'Profile' })).toBeHidden()
  await page.setViewportSize({ width: 420, height: 800 })
  await expect(customers(page)).toBeHidden()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  await expect(customers(page)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeHidden()
  await expectAccessible(page)
  await picture(page, 'narrow')
})

test('the customer, the list and the way back of the sample end with it', async ({ page }) => {
  await page.getByRole('searchbox', { name: 'Name, address or number' }).fill('keiko')
  await customers(page)
    .getByRole('option', { name: /Keiko Mori/ })
    .click()
  await expect(page.getByRole('region', { name: 'Profile' }).getByRole('heading', { name: 'Keiko Mori' })).toBeVisible()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('navigation').getByRole('button', { name: 'Import' }).click()
  await page.getByRole('button', { name: 'Choose files' }).click()
  await (await chooser).setFiles('tests/fixtures/phone/Master.csv')
  await page.getByRole('button', { name: 'Switch to my workspace' }).click()
  await page.getByRole('button', { name: /^Import \d+ file/ }).click()
  await expect(page.getByRole('heading', { name: 'Import done' })).toBeVisible()
  await page.getByRole('navigation').getByRole('button', { name: 'Customers' }).click()
  const first = customers(page).getByRole('option', { selected: true })
  await expect(first).toHaveAttribute('aria-posinset', '1')
  await expect(page.getByText('could not be loaded')).toBeHidden()
  await expect(page.getByText('Keiko Mori')).toHaveCount(0)
  // All the way back: every step is in this workspace.
  for (let step = 0; step < 3; step += 1) await page.goBack()
  await expect(customers(page).getByRole('option', { selected: true })).toHaveAttribute('aria-posinset', '1')
  await expect(page.getByText('could not be loaded')).toBeHidden()
  await expect(page.getByText('Keiko Mori')).toHaveCount(0)
})

// In Electron there is no connection to lose.
test('without a connection, and without the code', { tag: '@browser' }, async ({ page }) => {
  await test.step('a lost connection is said after a second and heals by itself', async () => {
    let down = false
    let cut = (): void => {}
    await page.routeWebSocket(/./, socket => {
      if (down) void socket.close()
      else {
        socket.connectToServer()
        cut = () => void socket.close()
      }
    })
    await page.clock.install()
    await page.reload()
    await expect(customers(page).getByRole('option').first()).toBeVisible()
    down = true
    cut()
    await expect(page.getByText('Reconnecting.')).toBeVisible()
    await picture(page, 'reconnecting')
    await page.clock.fastForward(20_000)
    await expect(page.getByText('Hilo was closed. Start it again, then reload this page.')).toBeVisible()
    await picture(page, 'closed')
    down = false
    await expect(page.getByText('Hilo was closed.')).toBeHidden()
    await page.getByRole('searchbox', { name: 'Name, address or number' }).fill('keiko')
    await expect(customers(page).getByRole('option')).toHaveCount(1)
  })
  await test.step('an address without its code says what to open instead', async () => {
    await page.evaluate(() => sessionStorage.clear())
    await page.reload()
    await expect(page.getByText('Open the address that Hilo printed last')).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'unopened')
  })
})

// In Electron there is no address.
