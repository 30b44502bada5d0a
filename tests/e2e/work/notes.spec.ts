import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Page } from '@playwright/test'
import * as z from 'zod'
import { expectAccessible, picture } from '../support/look.ts'
import { commandLine } from '../support/paths.ts'
import { environment } from '../support/served.ts'
import { expect, test } from '../support/test.ts'

const notes = (page: Page) => page.getByRole('region', { name: 'Notes' })
const text = (page: Page) => notes(page).getByRole('textbox', { name: 'Text of the note' })
const saved = (page: Page) => notes(page).locator('[data-saved]')

async function open(page: Page, name = 'Lucía Fernández'): Promise<void> {
  await page.getByRole('option', { name }).click()
  await expect(page.getByRole('region', { name: 'Timeline' }).getByRole('heading', { name, level: 2 })).toBeVisible()
}

async function begin(page: Page): Promise<void> {
  await page.keyboard.press('n')
  await expect(text(page)).toBeFocused()
}

async function write(page: Page, said: string): Promise<void> {
  await begin(page)
  await page.keyboard.type(said)
  await expect(saved(page)).toBeVisible()
  await page.keyboard.press('Escape')
}

test('a note is begun by one key, written with lists, tasks, links and mentions, and read as it was written', async ({ page }) => {
  await open(page)
  await begin(page)
  await page.keyboard.type('Wants **everything** by mail, see https://example.com/a ')
  await page.keyboard.press('Enter')
  await page.keyboard.type('[ ] send the form')
  await page.keyboard.press('Enter')
  await page.keyboard.type('call back @')
  const people = page.getByRole('listbox', { name: 'People' })
  await expect(people.getByRole('option').first()).toBeVisible()
  await picture(page, 'notes-mention')
  await page.keyboard.press('Enter')
  await expect(people).toBeHidden()
  await notes(page).getByRole('checkbox').first().check()
  await expect(saved(page)).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'notes-writing')
  await text(page).press('Escape')
  const note = notes(page).getByRole('article')
  await expect(note.locator('strong')).toHaveText('everything')
  await expect(note.getByRole('link')).toHaveAttribute('href', 'https://example.com/a')
  await expect(note.getByText('Done:')).toBeAttached()
  await expect(note.getByText(/^@/)).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'notes-read')
})

test('what is typed right after n is the note, however late its editor comes', { tag: '@browser' }, async ({ page }) => {
  await open(page)
  const held = Promise.withResolvers<void>()
  // The code of the editor is loaded for the first note.
  await page.route(/\/Editor-[^/]*\.js$/, async route => {
    await held.promise
    await route.continue()
  })
  await expect(notes(page)).toBeVisible()
  await page.keyboard.type('nEats no shellfish')
  held.resolve()
  await expect(text(page)).toBeFocused()
  await expect(text(page)).toHaveText('Eats no shellfish')
  await expect(saved(page)).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Case', exact: true })).not.toContainText('Solved')
})

test('a note is taken back, a follow-up is due and done', async ({ page }) => {
  await test.step('what was begun and not written leaves nothing; what is deleted comes back with z', async () => {
    await open(page)
    await begin(page)
    await page.keyboard.press('Escape')
    await expect(notes(page).getByText('No notes yet')).toBeVisible()
    await picture(page, 'notes-empty')
    await write(page, 'Prefers the phone')
    const note = notes(page).getByRole('article', { name: 'Prefers the phone' })
    await note.getByRole('button', { name: 'More' }).click()
    await page.getByRole('button', { name: 'Delete' }).click()
    await expect(note).toBeHidden()
    await page.keyboard.press('z')
    await expect(note).toBeVisible()
  })
  await test.step('a follow-up has its day, is told above the timeline, and is done', async () => {
    await open(page, 'Jonas Weber')
    await write(page, 'Ask whether it came')
    const note = notes(page).getByRole('article')
    await note.getByRole('button', { name: 'Follow up on' }).click()
    await picture(page, 'notes-follow-up')
    await page.getByRole('button', { name: 'Today', exact: true }).click()
    await expect(note.getByText('due today')).toBeVisible()
    await note.getByRole('button', { name: 'Pin to the top' }).click()
    await page.keyboard.press('Shift+N')
    await expect(notes(page).getByRole('button', { name: /^Notes/ })).toContainText('due today · Ask whether it came')
    await picture(page, 'notes-folded')
    await page.keyboard.press('Shift+N')
    await note.getByRole('button', { name: 'Done' }).click()
    await expect(note.getByText('due today')).toBeHidden()
  })
})

test('every version is kept, and search finds the last', async ({ page }) => {
  await test.step('its history shows every version, and brings one back', async () => {
    await open(page)
    await write(page, 'First')
    const note = notes(page).getByRole('article')
    await note.getByRole('button', { name: 'Pin to the top' }).click()
    await note.getByRole('button', { name: 'More' }).click()
    await page.getByRole('button', { name: 'History', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'History of the note' })
    await expect(dialog.getByText('Note pinned')).toBeVisible()
    await expect(dialog.getByRole('region', { name: 'Its text then' })).toContainText('First')
    await expectAccessible(page)
    await picture(page, 'notes-history')
  })
  await test.step('search finds it and opens it', async () => {
    await page.keyboard.press('Escape')
    await open(page, 'Jonas Weber')
    await write(page, 'Her xylophone is in repair')
    await expect(notes(page).getByRole('article', { name: /xylophone/ })).toBeVisible()
    await page.keyboard.press('/')
    await expect(page.getByRole('region', { name: 'Search' }).getByRole('searchbox')).toBeFocused()
    await page.keyboard.type('xylophone')
    // What the first letters found goes before that.
    await expect(page.getByRole('region', { name: 'Search' }).getByRole('option')).toHaveCount(1)
    const hit = page.getByRole('option', { name: /xylophone/ })
    await expect(hit).toBeVisible()
    await picture(page, 'notes-search')
    await hit.click()
    await expect(text(page)).toHaveText('Her xylophone is in repair')
  })
})

test('two windows write in one note, and each sees what the other writes @browser', async ({ page }) => {
  await open(page)
  await write(page, 'Together')
  await notes(page).getByRole('button', { name: 'Write in it' }).click()
  await expect(text(page)).toContainText('Together')
  const other = await page.context().newPage()
  // A window opened by another has its session.
  const token = await page.evaluate(() => sessionStorage.getItem('hilo.token'))
  await other.addInitScript(value => sessionStorage.setItem('hilo.token', value ?? ''), token)
  await other.goto(new URL(page.url()).origin)
  await open(other)
  await other.keyboard.press('Shift+N')
  await notes(other).getByRole('button', { name: 'Write in it' }).click()
  await expect(text(other)).toContainText('Together')
  await text(page).press('End')
  await page.keyboard.type(' we write')
  await expect(text(other)).toHaveText('Together we write')
  // What comes from the other window may put the caret back where it was.
  await expect(async () => {
    await text(other).press('Home')
    expect(await other.evaluate(() => getSelection()?.anchorOffset)).toBe(0)
  }).toPass()
  await other.keyboard.type('Now: ')
  await expect(text(page)).toHaveText('Now: Together we write')
  await other.close()
})

test('what is too long to be pasted is refused in words, and what is pasted comes in without its looks', async ({ page }) => {
  await open(page)
  await begin(page)
  const paste = (data: Record<string, string>) =>
    text(page).evaluate((element, given) => {
      const clipboardData = new DataTransfer()
      for (const [type, value] of Object.entries(given)) clipboardData.setData(type, value)
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, data)
  await paste({ 'text/plain': 'long '.repeat(1_000_000) })
  await expect(page.getByText(/Not pasted: 5,000,000/)).toBeVisible()
  await paste({ 'text/html': '<h1 style="color: red">Title</h1><p>and <b style="font-size: 40px">bold</b></p>', 'text/plain': 'Title' })
  await expect(text(page)).toContainText('Title')
  await expect(text(page).locator('strong')).toHaveText('bold')
})

test.describe('in Spanish, dark and narrow', () => {
  test.use({ locale: 'es-ES', colorScheme: 'dark', viewport: { width: 420, height: 800 } })
  test('it fits', async ({ page }) => {
    await page.getByRole('option', { name: 'Lucía Fernández' }).click()
    const region = page.getByRole('region', { name: 'Notas' })
    await expect(region).toBeVisible()
    await page.keyboard.press('n')
    await expect(region.getByRole('textbox', { name: 'Texto de la nota' })).toBeFocused()
    await page.keyboard.type(`Prefiere el teléfono. ${'Unapalabralarguísimaquenoacaba'.repeat(6)} `)
    await expectAccessible(page)
    await picture(page, 'notes-es-narrow')
    await page.keyboard.press('Escape')
    await expect(region.getByRole('article')).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'notes-es-narrow-read')
  })
})

test.describe('killed', () => {
  test('with -9 right after the last key, nothing that was said to be saved is gone @browser', async ({ chromium, folder }) => {
    if (!chromium) throw new Error('a browser')
    const Address = z.object({ address: z.url() })
    const serve = async (): Promise<{ child: ChildProcess; address: string }> => {
      const child = spawn(process.execPath, [commandLine, 'serve', '--port', '0', '--json', '--data', folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: environment(undefined),
      })
      const [line] = await once(createInterface({ input: child.stdout }), 'line')
      return { child, address: Address.parse(JSON.parse(line)).address }
    }
    const said = 'Every letter of this was typed by hand, one after the other'
    const first = await serve()
    const page = await chromium.newPage({ locale: 'en-GB' })
    await page.goto(first.address)
    await open(page)
    await begin(page)
    await page.keyboard.type(said)
    await expect(saved(page)).toBeVisible()
    const gone = once(first.child, 'exit')
    first.child.kill('SIGKILL')
    await gone
    await page.close()
    const second = await serve()
    const again = await chromium.newPage({ locale: 'en-GB' })
    await again.goto(second.address)
    await open(again)
    await again.keyboard.press('Shift+N')
    await expect(notes(again).getByRole('article')).toContainText(said)
    await again.close()
    const ended = once(second.child, 'exit')
    second.child.kill('SIGTERM')
    await ended
  })
})
