import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expectAccessible, picture } from './support/look.ts'
import { expect, test } from './support/test.ts'

const rows = (page: Page) => page.getByRole('listbox', { name: 'Customers' }).getByRole('option')
const profile = (page: Page) => page.getByRole('region', { name: 'Profile' })

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Name, address or number' }).fill(name)
  await rows(page).filter({ hasText: name }).first().click()
  await expect(profile(page).getByRole('heading', { name })).toBeVisible()
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('button', { name: label }).last().click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function addPlan(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add a detail' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a detail' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Plan')
  await choose(page, 'Type', 'Choice')
  await dialog.getByRole('textbox', { name: 'Choices' }).fill('Basic, Gold')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
}

test.beforeEach(async ({ page }) => {
  await expect(page.getByRole('option').first()).toBeVisible()
})

test('a name given in the profile shows in the list and is taken back with z', async ({ page }) => {
  await open(page, 'Keiko Mori')
  await profile(page).getByRole('button', { name: 'Change Name' }).click()
  const name = profile(page).getByRole('textbox', { name: 'Name' })
  await name.fill('Mori-san')
  await name.press('Enter')
  await expect(profile(page).getByRole('heading', { name: 'Mori-san' })).toBeVisible()
  await expect(rows(page).filter({ hasText: 'Mori-san' })).toBeVisible()
  await expect(page.getByText('Name was saved')).toBeVisible()
  await page.getByRole('listbox', { name: 'Customers' }).focus()
  await page.keyboard.press('z')
  await expect(profile(page).getByRole('heading', { name: 'Keiko Mori' })).toBeVisible()
})

test('language and time zone are guessed with the reason and confirmed', async ({ page }) => {
  await open(page, 'Lucía Fernández')
  await expect(profile(page).getByText('Spanish (guess)')).toBeVisible()
  await expect(profile(page).getByText(/is from Spain/)).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'profile-guesses')
  await profile(page).getByRole('button', { name: 'Confirm' }).first().click()
  await expect(profile(page).getByText('Spanish (guess)')).toBeHidden()
  await expect(profile(page).getByText('Spanish', { exact: true })).toBeVisible()
})

test('a detail is defined, set, refused in words when it does not fit, and found again as a segment', async ({ page }) => {
  await page.getByRole('button', { name: 'Settings' }).click()
  await addPlan(page)
  await page.getByRole('button', { name: 'Add a detail' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a detail' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Seats')
  await choose(page, 'Type', 'Number')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('list', { name: 'Customer details' }).getByRole('listitem')).toHaveCount(2)
  await expectAccessible(page)
  await picture(page, 'profile-settings')

  await page.getByRole('button', { name: 'Customers' }).click()
  await open(page, 'Jonas Weber')
  await profile(page).getByRole('button', { name: 'Change Seats' }).click()
  const seats = profile(page).getByRole('textbox', { name: 'Seats' })
  await seats.fill('1.234')
  await seats.press('Enter')
  await expect(profile(page).getByText('Is this a thousand or a fraction?')).toBeVisible()
  await picture(page, 'profile-refused')
  await seats.fill('12')
  await seats.press('Enter')
  await expect(seats).toBeHidden()
  await profile(page).getByRole('button', { name: 'Change Plan' }).click()
  await choose(page, 'Plan', 'Gold')
  await expect(profile(page).getByText('Gold', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'profile-details')

  await page.getByRole('searchbox', { name: 'Name, address or number' }).fill('')
  await page.getByRole('button', { name: 'Segments' }).click()
  await page.getByRole('button', { name: 'New segment…' }).click()
  const segment = page.getByRole('dialog', { name: 'New segment…' })
  await segment.getByRole('textbox', { name: 'Name' }).fill('Gold customers')
  await choose(page, 'About', 'Plan')
  await choose(page, 'Plan', 'Gold')
  await expectAccessible(page)
  await picture(page, 'profile-segment')
  await segment.getByRole('button', { name: 'Save' }).click()
  await expect(segment).toBeHidden()
  await page.getByRole('button', { name: 'Segments' }).click()
  await page.getByRole('button', { name: /Gold customers.*1/ }).click()
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page).first()).toContainText('Jonas Weber')
  await expectAccessible(page)
  await picture(page, 'profile-segment-chosen')
  await page.getByRole('button', { name: 'Leave Gold customers' }).click()
  await expect(rows(page).nth(3)).toBeVisible()
})

interface Held {
  hold: () => void
  /** Sends what was kept back, and lets pass what comes from now on. */
  letGo: () => void
}

/** Keeps back the answers to calls of these paths until they are let go, as a slow machine does. From the next load of the page on. */
async function holdAnswers(page: Page, ...paths: string[]): Promise<Held> {
  const held: (() => void)[] = []
  let holding = true
  await page.routeWebSocket(/./, socket => {
    const server = socket.connectToServer()
    const asked = new Set<string>()
    const idOf = (message: string | Buffer): string => /"i":"?(\w+)"?/.exec(message.toString())?.[1] ?? ''
    socket.onMessage(message => {
      if (paths.some(path => message.toString().includes(`"/${path}"`))) asked.add(idOf(message))
      server.send(message)
    })
    server.onMessage(message => {
      if (holding && asked.has(idOf(message))) held.push(() => socket.send(message))
      else socket.send(message)
    })
  })
  return {
    hold() {
      holding = true
    },
    letGo() {
      holding = false
      for (const send of held.splice(0)) send()
    },
  }
}

test('what is done is done once, and taken back, though its answer is still to come', { tag: '@browser' }, async ({ page }) => {
  const answers = await holdAnswers(page, 'customers/move', 'profile/set', 'profile/saveSegment')
  await page.reload()
  await open(page, 'Lucía Fernández')
  await test.step('an address moved is gone before that is answered', async () => {
    const number = profile(page).getByRole('button', { name: 'More about +34600111222' })
    await number.click()
    await page.getByRole('button', { name: 'Move to another customer…' }).click()
    const dialog = page.getByRole('dialog', { name: /^Move / })
    await dialog.getByRole('combobox').fill('keiko mori')
    await dialog.getByRole('option', { name: /Keiko Mori/ }).click()
    await expect(number).toBeHidden()
    await expect(dialog).toBeHidden()
    await page.keyboard.press('z')
    answers.letGo()
    await expect(number).toBeVisible()
  })
  await test.step('a guess confirmed is one no more', async () => {
    answers.hold()
    const guess = profile(page).getByText('Spanish (guess)')
    await profile(page).getByRole('button', { name: 'Confirm' }).first().click()
    await expect(guess).toBeHidden()
    await page.keyboard.press('z')
    answers.letGo()
    await expect(guess).toBeVisible()
  })
  await test.step('Enter pressed twice keeps one segment', async () => {
    answers.hold()
    await page.getByRole('button', { name: 'Segments' }).click()
    await page.getByRole('button', { name: 'New segment…' }).click()
    const segment = page.getByRole('dialog', { name: 'New segment…' })
    await segment.getByRole('textbox', { name: 'Name' }).fill('Silent ones')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    answers.letGo()
    await expect(segment).toBeHidden()
    await page.getByRole('button', { name: 'Segments' }).click()
    await expect(page.getByRole('button', { name: /^Silent ones/ })).toHaveCount(1)
  })
})

test('a CSV of customers shows where its columns go, then what came of every line', async ({ page, folder }) => {
  await open(page, 'Jonas Weber')
  const address = (await profile(page).getByRole('listitem').filter({ hasText: '@' }).first().locator('bdi').textContent()) ?? ''
  await page.getByRole('button', { name: 'Settings' }).click()
  await addPlan(page)
  const path = join(folder, 'customers.csv')
  writeFileSync(path, `Mail;Plan;City\n${address};Gold;Köln\nnobody@nowhere.example;Gold;Bonn\n${address};Silver;Köln\n`)
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Fill in from a CSV…' }).click()
  await (await choosing).setFiles(path)
  const dialog = page.getByRole('dialog', { name: 'Details from customers.csv' })
  await expect(dialog.getByText('City', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'profile-csv')
  await dialog.getByRole('button', { name: 'Take in' }).click()
  await expect(dialog.getByText('2 values set, for 1 customer.')).toBeVisible()
  await expect(dialog.getByText('Line 4')).toBeVisible()
  await expect(dialog.getByText('This is not one of the choices.')).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'profile-csv-done')
  // The button pressed last is gone; the keys are in the dialog all the same.
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Customers' }).click()
  await expect(profile(page).getByText('Köln')).toBeVisible()
  await expect(
    profile(page)
      .getByText(/^from customers\.csv/)
      .first(),
  ).toBeVisible()
  await picture(page, 'profile-from-csv')
})

test('a picture is kept small, shown, and taken away again', async ({ page, folder }) => {
  await open(page, 'Jonas Weber')
  // One white pixel, PNG.
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII='
  const path = join(folder, 'face.png')
  writeFileSync(path, Buffer.from(png, 'base64'))
  await profile(page).getByRole('button', { name: 'Picture' }).click()
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a picture…' }).click()
  await (await choosing).setFiles(path)
  await expect(profile(page).locator('img')).toHaveAttribute('src', /^data:image\/jpeg;base64,/)
  await expectAccessible(page)
  await profile(page).getByRole('button', { name: 'Picture' }).click()
  await page.getByRole('button', { name: 'Remove the picture' }).click()
  await expect(profile(page).locator('img')).toHaveCount(0)
})

test.describe('dark, narrow and in Spanish', () => {
  test.use({ colorScheme: 'dark', locale: 'es-ES', viewport: { width: 420, height: 800 } })
  test('the details read well', async ({ page }) => {
    await expect(page.getByRole('listbox', { name: 'Clientes' })).toBeVisible()
    await page.getByRole('listbox', { name: 'Clientes' }).getByRole('option').first().click()
    await page.getByRole('button', { name: 'Ficha' }).click()
    await expect(page.getByText('(supuesto)').first()).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'profile-narrow-dark-es')
  })
})
