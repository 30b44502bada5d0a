import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { startDovecot } from '../servers/dovecot.ts'
import { shortcut } from './support/keys.ts'
import { expectAccessible, picture } from './support/look.ts'
import { expect, test } from './support/test.ts'

/** A connector's first sign of life, a file that has to rest, an attempt that has to wait. */
const SOON = { timeout: 30_000 }

// Files rest by the real clock.
test.use({ clock: 'now' })

let base: string
test.beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'hilo-connectors-'))
})
test.beforeEach(({ page }) => page.setDefaultTimeout(15_000))
test.afterEach(() => rmSync(base, { recursive: true, force: true }))

const call = (number: string) =>
  `Date;Caller number;Called number;Talk time;Direction;Outcome\n2025-04-03 10:00:00;${number};200;00:01:30;in;answered\n`

async function toConnectors(page: Page): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^(Connectors|Conectores)/ })
    .click()
}

/** The user's own workspace, with nothing connected yet. */
async function begin(page: Page): Promise<void> {
  await toConnectors(page)
  await page.getByRole('button', { name: 'Switch to my workspace' }).click()
  await expect(page.getByRole('heading', { name: 'No live sources yet' })).toBeVisible()
}

async function addFolder(page: Page, path: string, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Watched folder/ }).click()
  await page.getByLabel('Folder', { exact: true }).fill(path)
  await page.getByLabel('Name in Hilo').fill(name)
  await page.getByRole('button', { name: 'Save' }).click()
}

const state = (page: Page, words: string | RegExp) => page.getByRole('region', { name: words })
const log = (page: Page) => page.getByRole('region', { name: 'Log' }).getByRole('listitem')
const fact = (page: Page, term: string) => page.locator('dl > div').filter({ hasText: term }).getByRole('definition')

test('a watched folder goes live, brings in what is put there, and survives being away', async ({ page }) => {
  test.slow()
  const folder = join(base, 'calls')
  mkdirSync(folder)
  await expect(page.getByRole('option').first()).toBeVisible()
  await shortcut(page, 'g k')
  await expect(page.getByText('Live sources belong in your own workspace')).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'connectors-sample')
  await begin(page)
  await expectAccessible(page)
  await picture(page, 'connectors-empty')
  await addFolder(page, folder, 'Front desk')
  await expect(state(page, 'Live')).toBeVisible(SOON)
  await expectAccessible(page)
  await picture(page, 'connectors-live')

  writeFileSync(join(folder, 'calls.csv'), call('+34600111222'))
  await expect(fact(page, 'Brought in')).toHaveText('1', SOON)
  await page.getByRole('navigation').getByRole('button', { name: 'Customers' }).click()
  await expect(page.getByRole('option', { name: /600 ?11 ?12 ?22/ })).toBeVisible()
  await toConnectors(page)

  renameSync(folder, join(base, 'away'))
  await expect(state(page, /^Folder not there, next try in/)).toBeVisible(SOON)
  await expectAccessible(page)
  await picture(page, 'connectors-waiting')
  await expect(page.getByRole('img', { name: /^\d+ errors?, / })).toBeVisible()
  renameSync(join(base, 'away'), folder)
  await expect(state(page, 'Live')).toBeVisible({ timeout: 60_000 })
  await expect(log(page).filter({ hasText: 'Folder not there' }).first()).toBeVisible()

  await page.keyboard.press('p')
  await expect(state(page, 'Paused')).toBeVisible()
  await picture(page, 'connectors-paused')
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(state(page, 'Live')).toBeVisible(SOON)

  await page.getByRole('button', { name: 'Re-read from…' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Open calendar' }).click()
  await expect(page.getByRole('grid')).toBeVisible()
  await picture(page, 'connectors-reread')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Re-read', exact: true }).click()
  await expect(log(page).filter({ hasText: 'Re-reading asked for' })).toBeVisible()
  await expect(state(page, 'Live')).toBeVisible(SOON)
  await expect(fact(page, 'Brought in')).toHaveText('1')
})

test('what only a person can put right is said, in the form, in the list and at the edge of the window', async ({ page }) => {
  test.slow()
  const folder = join(base, 'later')
  await begin(page)
  await page.getByRole('button', { name: /^Watched folder/ }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Fill this in.')).toBeVisible()
  await expect(page.getByLabel('Folder', { exact: true })).toBeFocused()
  await page.getByLabel('Folder', { exact: true }).fill(folder)
  await page.getByRole('button', { name: 'More settings' }).click()
  await page.getByLabel('Look every').fill('often')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('Write a number.')).toBeVisible()
  await page.getByLabel('Look every').fill('-3')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('This does not fit. Check how it is written.')).toBeVisible()
  await page.getByLabel('Look every').fill('1')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText(`${folder}: the folder is not there.`)).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'connectors-test-failed')
  await page.getByRole('button', { name: 'Save anyway' }).click()

  await expect(state(page, `${folder}: the folder is not there`)).toBeVisible(SOON)
  await expect(page.getByRole('navigation').getByText('1 connector needs attention')).toBeAttached()
  await expectAccessible(page)
  await picture(page, 'connectors-attention')
  mkdirSync(folder)
  await page.getByRole('button', { name: 'Reconnect now' }).click()
  await expect(state(page, 'Live')).toBeVisible(SOON)
  await expect(page.getByRole('navigation').getByText('1 connector needs attention')).toBeHidden()

  await page.getByRole('button', { name: 'Change' }).click()
  await page.getByLabel('Name in Hilo').fill('Night shift')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Night shift' })).toBeVisible()
})

test('a connector is removed with or without what it brought', async ({ page }) => {
  test.slow()
  for (const [name, number] of [
    ['kept', '+34600111222'],
    ['dropped', '+34600333444'],
  ] as const) {
    mkdirSync(join(base, name))
    writeFileSync(join(base, name, 'calls.csv'), call(number))
  }
  await begin(page)
  await addFolder(page, join(base, 'kept'), 'Kept')
  await expect(fact(page, 'Brought in')).toHaveText('1', SOON)
  await page.keyboard.press('a')
  await addFolder(page, join(base, 'dropped'), 'Dropped')
  await expect(fact(page, 'Brought in')).toHaveText('1', SOON)

  const list = page.getByRole('listbox', { name: 'Connectors' })
  await expect(list.getByRole('option')).toHaveCount(2)
  await page.keyboard.press('k')
  await expect(page.getByRole('heading', { name: 'Kept' })).toBeVisible()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByRole('radio', { name: /^Keep the 1 interaction/ })).toBeChecked()
  await page.getByRole('button', { name: 'Remove connector' }).click()
  await expect(page.getByText('Kept removed, its history kept')).toBeVisible()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByText('Remove the 1 interaction too').click()
  await expectAccessible(page)
  await picture(page, 'connectors-remove')
  await page.getByRole('button', { name: 'Remove connector and history' }).click()
  await expect(page.getByText('Dropped removed with 1 interaction')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'No live sources yet' })).toBeVisible()

  await page.getByRole('navigation').getByRole('button', { name: 'Customers' }).click()
  await expect(page.getByRole('option', { name: /600 ?11 ?12 ?22/ })).toBeVisible()
  await expect(page.getByRole('option', { name: /600 ?33 ?34 ?44/ })).toBeHidden()
})

test('a mailbox: its certificate looked at, a wrong password put right, and a mail on screen', async ({ page }) => {
  test.slow()
  const dovecot = await startDovecot({ tls: true })
  const letter = (id: number, from: string) =>
    `Message-ID: <${id}@example.com>\r\nDate: Mon, 3 Mar 2025 10:0${id}:00 +0100\r\nFrom: ${from}\r\nTo: ana@alba.example\r\nSubject: Order ${id}\r\n\r\nWhere is it?\r\n`
  try {
    await dovecot.deliver('ana', 'INBOX', [letter(1, 'Jonas Weber <jonas@example.com>')])
    await begin(page)
    await page.getByRole('button', { name: /^Mailbox/ }).click()
    await page.getByLabel('Mail address').fill('ana')
    await page.getByLabel('Password', { exact: true }).fill('wrong')
    await page.getByLabel('Name in Hilo').fill('Support')
    await page.getByRole('button', { name: 'More settings' }).click()
    await page.getByLabel('Server', { exact: true }).fill(dovecot.host)
    await page.getByLabel('Port', { exact: true }).fill(String(dovecot.tlsPort))
    await expectAccessible(page)
    await picture(page, 'connectors-imap-form')
    await page.getByRole('button', { name: 'Test connection' }).click()
    await expect(page.getByText(dovecot.certificate?.fingerprint ?? '').first()).toBeVisible(SOON)
    await picture(page, 'connectors-imap-certificate')
    await page.getByRole('button', { name: 'Trust this certificate' }).click()
    await expect(page.getByText('Password refused by 127.0.0.1. Enter it again.')).toBeVisible(SOON)
    await expectAccessible(page)
    await picture(page, 'connectors-imap-password')
    await page.getByRole('button', { name: 'Save anyway' }).click()
    await expect(state(page, 'Password refused by 127.0.0.1')).toBeVisible(SOON)
    await picture(page, 'connectors-imap-attention')

    await page.getByRole('button', { name: 'Change' }).click()
    await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
    await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('placeholder', 'unchanged')
    await page.getByLabel('Password', { exact: true }).fill('pw')
    await page.getByRole('button', { name: 'Test connection' }).click()
    await expect(page.getByText('Everything works.')).toBeVisible(SOON)
    await page.getByRole('radio', { name: 'Only chosen ones' }).click()
    await expect(page.getByRole('checkbox', { name: 'INBOX' })).toBeChecked()
    await page.getByRole('radio', { name: 'All but junk and trash' }).click()
    await expectAccessible(page)
    await picture(page, 'connectors-imap-works')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(state(page, 'Live')).toBeVisible(SOON)
    await picture(page, 'connectors-imap-live')

    await page.getByRole('navigation').getByRole('button', { name: 'Customers' }).click()
    await expect(page.getByRole('option', { name: /Jonas Weber/ })).toBeVisible(SOON)
    await dovecot.deliver('ana', 'INBOX', [letter(2, 'Keiko Mori <keiko@example.com>')])
    await expect(page.getByRole('option', { name: /Keiko Mori/ })).toBeVisible(SOON)
  } finally {
    await dovecot.stop()
  }
})

test.describe('in Spanish, on a narrow dark window', () => {
  test.use({ locale: 'es-ES', colorScheme: 'dark', viewport: { width: 420, height: 800 } })
  test('every step is accessible', async ({ page }) => {
    test.slow()
    await toConnectors(page)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Pasar a mi espacio' }).click()
    await expect(page.getByRole('button', { name: /^Buzón/ })).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'connectors-empty-es-dark-420')
    await page.getByRole('button', { name: /^Registro de llamadas/ }).click()
    await page.getByRole('button', { name: 'Más ajustes' }).click()
    await expectAccessible(page)
    await picture(page, 'connectors-sip-es-dark-420')
    await page.getByRole('button', { name: 'Otros tipos' }).click()
    await page.getByRole('button', { name: /^Carpeta vigilada/ }).click()
    await page.getByLabel('Carpeta', { exact: true }).fill(join(base, 'no está'))
    await page.getByRole('button', { name: 'Guardar' }).click()
    await page.getByRole('button', { name: 'Guardar igualmente' }).click()
    await expect(state(page, /la carpeta no está$/)).toBeVisible(SOON)
    await expectAccessible(page)
    await picture(page, 'connectors-attention-es-dark-420')
    await page.getByRole('button', { name: 'Volver' }).click()
    await expect(page.getByRole('option', { name: /requiere atención/ })).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'connectors-list-es-dark-420')
  })
})
