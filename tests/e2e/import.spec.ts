import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { generateMailbox } from '../../electron/sample/generate-mailbox.ts'
import { writeSample } from '../../electron/sample/write-sample.ts'
import { zipOf } from '../unit/connectors/chat/zip.ts'
import { expectAccessible, picture } from './support/look.ts'
import { expect, test } from './support/test.ts'

/** Takes long enough to be met in the middle on a fast machine. */
const MANY = 8000

const calls = `When;Who rang whom;Our line;How long;Kind;End result
03/04/2025 10:12;+34600111222;200;00:03:20;Rein;Gesprochen
04/04/2025 11:00;+34600111333;200;00:00:40;Rein;Niemand da
05/04/2025 12:30;+34600111222;201;00:01:05;Raus;Gesprochen
06/04/2025 09:10;+49301234567;200;00:10:00;Rein;Gesprochen
07/04/2025 18:45;+34600111444;202;00:00:00;Raus;Niemand da
`

const book = 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Rosa Vidal\r\nTEL:+34 600 111 222\r\nEMAIL:rosa@example.es\r\nORG:Vidal SL\r\nEND:VCARD\r\n'

let files = ''
let mailbox = ''
test.beforeAll(async () => {
  files = mkdtempSync(join(tmpdir(), 'hilo-files-'))
  const sample = await writeSample(join(files, 'sample'), { seed: 5, now: Date.UTC(2026, 0, 31), customers: 20 })
  mailbox = sample.files.find(file => file.kind === 'mbox')?.path ?? ''
  const chat = sample.files.find(file => file.kind === 'whatsapp')?.path ?? ''
  writeFileSync(join(files, 'WhatsApp Chat with Ana.zip'), zipOf([{ name: 'WhatsApp Chat with Ana.txt', content: readFileSync(chat) }]))
  writeFileSync(join(files, 'odd calls.csv'), calls)
  writeFileSync(join(files, 'contacts.vcf'), book)
  writeFileSync(join(files, 'broken.zip'), 'PK\x03\x04 and no more')
  await generateMailbox(join(files, 'many.mbox'), { seed: 1, messages: MANY, customers: 500 })
})
test.afterAll(() => rmSync(files, { recursive: true, force: true }))

const file = (name: string) => join(files, name)
const begin = (page: Page) => page.getByRole('button', { name: /^Import \d+ files?$/ })

async function toImport(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Import' }).click()
}

async function choose(page: Page, ...paths: string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose files' }).click()
  await (await chooser).setFiles(paths)
}

/** Drops a file on the window, as a file manager does. */
async function drop(page: Page, name: string, content: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, text]) => {
      const data = new DataTransfer()
      data.items.add(new File([text ?? ''], fileName ?? ''))
      return data
    },
    [name, content],
  )
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer })
}

/** Into the user's own workspace. */
async function chooseForOwn(page: Page, ...paths: string[]): Promise<void> {
  await toImport(page)
  await choose(page, ...paths)
  await page.getByRole('button', { name: 'Switch to my workspace' }).click()
  // All of a large file is looked into first.
  await expect(begin(page)).toBeVisible({ timeout: 90_000 })
}

/** A count of the result: added, already there, not taken in. */
async function count(page: Page, term: string): Promise<number> {
  const counts = page.locator('dl > div').filter({ hasText: term })
  return Number(((await counts.getByRole('definition').textContent()) ?? '').replace(/\D/g, ''))
}

test('a mailbox and a chat come in, and their customers open', async ({ page }) => {
  await toImport(page)
  await expectAccessible(page)
  await picture(page, 'import-start')
  await choose(page, mailbox, file('WhatsApp Chat with Ana.zip'))
  await expect(page.getByText('Your files belong in your own workspace.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Switch to my workspace' }).click()

  const list = page.getByRole('list', { name: 'Files' })
  await expect(list.getByText('Mailbox (mbox)')).toBeVisible()
  await expect(list.getByText('WhatsApp chat · ')).toBeVisible()
  await expect(page.getByRole('checkbox', { name: 'support@alba.example' })).toBeChecked()
  await expect(list.getByRole('listitem').filter({ hasText: 'From the customer' }).first()).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'import-review')

  await begin(page).click()
  await expect(page.getByRole('heading', { name: 'Import done' })).toBeVisible()
  expect(await count(page, 'added')).toBeGreaterThan(50)
  expect(await count(page, 'already there')).toBe(0)
  await expectAccessible(page)
  await picture(page, 'import-result')
  await expect(page.getByText(/^and \d+ more$/)).toBeVisible()
  await page.getByRole('button', { name: 'Open the customers' }).click()
  await expect(page.getByRole('listbox', { name: 'Customers' }).getByRole('option').first()).toBeVisible()
  await toImport(page)
  await page.getByRole('button', { name: 'Import more' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'and 1 more' })).toBeVisible()
})

test('a list of calls alone asks which number is ours, and nobody of ours becomes a customer', async ({ page }) => {
  await toImport(page)
  await drop(
    page,
    'calls.csv',
    'date;from;to;talk\n2025-04-03 10:12;+34911222333;+34600111222;60\n2025-04-04 11:00;+34600111333;+34911222333;30\n',
  )
  await expect(page.getByText('The sample protects nobody’s data')).toBeVisible()
  await page.getByRole('button', { name: 'Switch to my workspace' }).click()
  const ours = page.getByRole('group', { name: 'Which of these is you?' }).getByRole('checkbox')
  await expect(ours.first()).toBeChecked()
  await expect(ours.first()).toHaveAccessibleName('+34911222333')
  for (const other of await ours.all().then(all => all.slice(1))) await expect(other).not.toBeChecked()
  await picture(page, 'import-own-calls')
  await begin(page).click()
  await page.getByRole('button', { name: 'Open the customers' }).click()
  await expect(page.getByRole('listbox', { name: 'Customers' }).getByRole('option')).toHaveCount(2)
  await expect(page.getByRole('listbox', { name: 'Customers' }).getByText('911 22')).toHaveCount(0)
  await expect(page.getByRole('listbox', { name: 'Customers' }).getByText('911222333')).toHaveCount(0)
})

test('country and time zone are said before anything is taken in, and can be changed there', async ({ page }) => {
  await toImport(page)
  await drop(page, 'calls.csv', 'date;from;to;talk\n2025-04-04 02:00;600111222;200;60\n2025-04-04 02:30;600111333;200;30\n')
  await page.getByRole('button', { name: 'Switch to my workspace' }).click()
  const reading = page.getByRole('region', { name: 'Country and time zone' })
  await expect(reading).toContainText('Numbers without a country code are read as from')
  const first = page
    .getByRole('listitem')
    .filter({ hasText: /^Phone/ })
    .first()
  await expect(first).toContainText('4 Apr 2025')
  await reading.getByRole('button', { name: 'Change' }).click()
  const pickOne = async (name: string, value: string): Promise<void> => {
    await reading.getByRole('combobox', { name }).fill(value)
    await page.getByRole('option', { name: value, exact: true }).click()
  }
  await pickOne('Country', 'Japan')
  await expect(reading).toContainText('as from Japan')
  await pickOne('Time zone', 'Asia/Tokyo')
  await expect(reading).toContainText('local times as Asia/Tokyo')
  await expect(first).toContainText('3 Apr 2025')
  await expectAccessible(page)
  await picture(page, 'import-reading')
})

test('a file of which something is left out is not silently ready', async ({ page }) => {
  await toImport(page)
  await drop(page, 'calls.csv', 'date;from;to;talk\n1970-01-01 10:12;+34600111222;200;60\n1970-01-02 10:12;+34600111333;200;60\n')
  await page.getByRole('button', { name: 'Switch to my workspace' }).click()
  await expect(page.getByText('Something in 1 of them cannot be read and would be left out')).toBeVisible()
  await expect(page.getByText('What cannot be read is left out.')).toBeVisible()
})

test('who we are is asked once', async ({ page }) => {
  await chooseForOwn(page, mailbox)
  await expect(page.getByRole('group', { name: 'Which of these is you?' })).toBeVisible()
  await begin(page).click()
  await expect(page.getByRole('heading', { name: 'Import done' })).toBeFocused()
  await page.getByRole('button', { name: 'Import more' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await choose(page, mailbox)
  await expect(begin(page)).toBeEnabled()
  await expect(page.getByRole('group', { name: 'Which of these is you?' })).toBeHidden()
  await begin(page).click()
  await expect(page.getByRole('heading', { name: 'Nothing new' })).toBeVisible()
})

test('a list of calls with odd columns is put right by hand, and that is remembered', async ({ page }) => {
  await chooseForOwn(page, file('odd calls.csv'))
  const first = page.getByRole('listitem').filter({ hasText: /^Phone.*\+34600111333/ })
  await expect(first).toContainText('4 Apr 2025')

  await page.getByRole('radio', { name: 'Day first' }).click()
  await expect(page.getByText('7 Apr 2025')).toBeVisible()
  const meaning = async (column: string, field: string): Promise<void> => {
    await page.getByRole('button', { name: new RegExp(`Meaning of ${column}`) }).click()
    await page.getByRole('option', { name: field, exact: true }).click()
  }
  await meaning('Kind', 'Direction')
  await page.getByRole('radiogroup', { name: 'Who called when it says Rein' }).getByRole('radio', { name: 'Customer called' }).click()
  await expect(first).toContainText('From the customer')
  await meaning('End result', 'Outcome')
  await page.getByRole('button', { name: /How it ended when it says Niemand da/ }).click()
  await page.getByRole('option', { name: 'Missed' }).click()
  await expect(first).toContainText('Missed')
  await expectAccessible(page)
  await picture(page, 'import-mapping')

  await begin(page).click()
  await expect(page.getByRole('heading', { name: 'Import done' })).toBeVisible()
  expect(await count(page, 'added')).toBe(5)
  await page.getByRole('button', { name: 'Import more' }).click()
  await choose(page, file('odd calls.csv'))
  await expect(page.getByRole('radio', { name: 'Day first' })).toBeChecked()
  await expect(page.getByText('guessed')).toBeHidden()
  await expect(first).toContainText('Missed')
  await begin(page).click()
  await expect(page.getByRole('heading', { name: 'Nothing new' })).toBeVisible()
  expect(await count(page, 'already there')).toBe(5)

  await page.getByRole('button', { name: 'Import more' }).click()
  await choose(page, file('contacts.vcf'))
  const files = page.getByRole('list', { name: 'Files' })
  await expect(files.getByText('Address book (vCard)')).toBeVisible()
  await expect(files.getByRole('listitem').filter({ hasText: 'Rosa Vidal' }).last()).toContainText('rosa@example.es')
  await expectAccessible(page)
  await picture(page, 'import-book')
  await begin(page).click()
  const takeBack = page.getByRole('button', { name: 'Take the address book back' })
  await expect(takeBack).toBeVisible()
  await picture(page, 'import-book-done')
  await page.getByRole('button', { name: 'Open the customer' }).click()
  const mail = page.getByRole('region', { name: 'Profile' }).getByRole('listitem').filter({ hasText: 'rosa@example.es' })
  await expect(mail.first()).toContainText('Address book')
  await expect(page.getByRole('region', { name: 'Profile' })).toContainText('Vidal SL')
  await toImport(page)
  await takeBack.click()
  await expect(page.getByText('What the address book changed was taken back.').first()).toBeVisible()
  await expect(takeBack).toBeHidden()
})

test('a broken file is said to be broken and does not keep the others out', async ({ page }) => {
  await chooseForOwn(page, file('broken.zip'), file('odd calls.csv'))
  await expect(page.getByText('The zip archive is damaged: export it again.')).toBeVisible()
  await page.getByRole('button', { name: 'Import 1 file' }).click()
  await expect(page.getByRole('heading', { name: 'Import done' })).toBeVisible()
  expect(await count(page, 'added')).toBe(5)
})

test('nothing but broken files: nothing to import, and why', async ({ page }) => {
  await toImport(page)
  await choose(page, file('broken.zip'))
  await page.getByRole('button', { name: 'Switch to my workspace' }).click()
  await expect(page.getByRole('heading', { name: 'Nothing here that Hilo knows' })).toBeVisible()
  await expect(begin(page)).toBeDisabled()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('heading', { name: 'Drop files anywhere in this window' })).toBeVisible()
})

test('lines that cannot be read are listed with their reason, and the list can be copied', async ({ page }) => {
  await toImport(page)
  await drop(page, 'calls.csv', `${calls}not a date;+34600111222;200;00:01:00;Rein;Gesprochen\n`)
  await page.getByRole('button', { name: 'Switch to my workspace' }).click()
  await begin(page).click()
  await expect(page.getByRole('heading', { name: '1 thing could not be taken in' })).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: 'Its date cannot be read.' })
  await expect(row).toContainText('calls.csv')
  await expect(row).toContainText('7')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy list' }).click()
  await expect(page.getByText('List copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('calls.csv\t7\tIts date cannot be read.')
})

test('a long import can be cancelled and run again: nothing is doubled', async ({ page }) => {
  test.slow()
  await chooseForOwn(page, file('many.mbox'))
  await begin(page).click()
  await expect(page.getByRole('main').getByRole('progressbar', { name: 'Import' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel import' }).click()
  await expect(page.getByRole('heading', { name: 'Import cancelled' })).toBeVisible()
  const before = await count(page, 'added')
  expect(before).toBeLessThan(MANY)
  await page.getByRole('button', { name: 'Import more' }).click()
  await choose(page, file('many.mbox'))
  await begin(page).click()
  await expect(page.getByRole('heading', { name: 'Import done' })).toBeVisible({ timeout: 90_000 })
  expect(await count(page, 'already there')).toBe(before)
  expect((await count(page, 'added')) + before).toBe(MANY)
})

test('a second import says that one is running and can start when it is done', async ({ page }) => {
  test.slow()
  await chooseForOwn(page, file('many.mbox'))
  await begin(page).click()
  await expect(page.getByRole('main').getByRole('progressbar', { name: 'Import' })).toBeVisible()
  await drop(page, 'calls.csv', calls)
  await expect(page.getByText(/An import is running/)).toBeVisible()
  await expect(begin(page)).toBeDisabled()
  await expect(begin(page)).toBeEnabled({ timeout: 90_000 })
  await begin(page).click()
  await expect(page.getByRole('heading', { name: 'Import done' })).toBeVisible()
  expect(await count(page, 'added')).toBe(5)
})

test('an import goes on without its window and is found again', async ({ page }) => {
  test.slow()
  await chooseForOwn(page, file('many.mbox'))
  await begin(page).click()
  await expect(page.getByRole('main').getByRole('progressbar', { name: 'Import' })).toBeVisible()
  await expectAccessible(page)
  await page.reload()
  await toImport(page)
  await picture(page, 'import-running')
  // Where it was quicker than the window, it is among those that are done.
  const done = page.getByRole('heading', { name: 'Import done' })
  const earlier = page.getByRole('region', { name: 'Imported since Hilo was opened' }).getByRole('button', { name: 'many.mbox' })
  await expect(done.or(earlier)).toBeVisible({ timeout: 90_000 })
  if (await earlier.isVisible()) await earlier.click()
  await expect(done).toBeVisible()
  expect(await count(page, 'added')).toBe(MANY)
})

test.describe('before there is a passphrase', () => {
  test.use({ passphrase: '' })
  test('dropped files wait while the own workspace is made', async ({ page }) => {
    await toImport(page)
    await drop(page, 'calls.csv', calls)
    await page.getByRole('button', { name: 'Switch to my workspace' }).click()
    await page.getByLabel('Passphrase', { exact: true }).fill('four words no relation')
    await page.getByLabel('Passphrase again').fill('four words no relation')
    await page.getByRole('button', { name: 'Create workspace' }).click()
    await expect(page.getByRole('heading', { name: 'calls.csv' })).toBeVisible()
    await begin(page).click()
    await expect(page.getByRole('heading', { name: 'Import done' })).toBeVisible()
  })
})

test.describe('in Spanish, on a narrow dark window', () => {
  test.use({ locale: 'es-ES', colorScheme: 'dark', viewport: { width: 420, height: 800 } })
  test('every step is accessible', async ({ page }) => {
    await page.getByRole('navigation').getByRole('button', { name: 'Importar' }).click()
    await expectAccessible(page)
    await drop(page, 'llamadas.csv', calls)
    await page.getByRole('button', { name: 'Importar en el ejemplo' }).click()
    await expect(page.getByRole('heading', { name: 'Qué significan las columnas' })).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'import-mapping-es-dark-420')
    await page.getByRole('button', { name: 'Importar 1 archivo' }).click()
    await expect(page.getByRole('heading', { name: 'Importación terminada' })).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'import-result-es-dark-420')
  })
})
