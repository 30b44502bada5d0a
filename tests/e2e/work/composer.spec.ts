import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import PostalMime from 'postal-mime'
import { writeMbox } from '../../integration/support/mail.ts'
import { startSmtp, type TestSmtp } from '../../servers/smtp.ts'
import { betweenThem } from '../support/besides.ts'
import { expectAccessible, picture } from '../support/look.ts'
import { root } from '../support/paths.ts'
import { hilo } from '../support/served.ts'
import { test as base, expect, ownPassphrase } from '../support/test.ts'

const OWN = 'support@us.example'
/** A picture of one dot. */
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII='
/** A reply goes out ten seconds after it was sent off. */
const GONE = { timeout: 30_000 }

const test = base.extend<{ smtp: TestSmtp }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  smtp: async ({}, use) => {
    const smtp = await startSmtp(OWN, 'secret')
    await use(smtp)
    await smtp.close()
  },
  /** One customer who asked something by mail, and an account that answers. */
  folder: async ({ smtp }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'hilo-e2e-'))
    const mail = writeMbox(join(folder, 'one.mbox'), [
      {
        id: 'q@x.example',
        from: 'Ana Ruiz <ana@x.example>',
        to: OWN,
        at: new Date(Date.now() - 3600_000).toISOString(),
        subject: 'Broken lamp',
        text: 'The lamp I bought is broken. What can you do?',
      },
    ])
    await hilo(folder, ownPassphrase, 'import', mail, '--own', OWN)
    const desk = ['tests/e2e/support/make-desk.ts', folder, ownPassphrase, OWN, String(smtp.port)]
    execFileSync(process.execPath, desk, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], timeout: 60_000 })
    await use(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },
})
test.use({ workspace: 'own' })
// Each has a server, a workspace with an account and a window of its own.
test.beforeEach(() => test.slow())

const composer = (page: Page) => page.getByRole('region', { name: 'Reply' })
const text = (page: Page) => composer(page).getByRole('textbox', { name: 'Text' })
const waiting = (page: Page) => page.getByRole('list', { name: 'Not arrived yet' })
const rows = (page: Page) => page.getByRole('list', { name: 'Timeline' })

async function toCustomers(page: Page): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^(Customers|Clientes)/ })
    .click()
}

async function open(page: Page): Promise<void> {
  await toCustomers(page)
  await page.getByRole('option', { name: 'Ana Ruiz' }).click()
  await expect(rows(page).getByText('The lamp I bought is broken')).toBeVisible()
  await expect(composer(page).getByRole('button').first()).toBeVisible()
}

/** Files on their way into Hilo stay there until they are let go. */
async function holdUploads(page: Page): Promise<() => void> {
  const held = Promise.withResolvers<void>()
  await page.route(/\/upload\?/, async route => {
    await held.promise
    await route.continue()
  })
  return held.resolve
}

test('r answers to where the mail came from; it can be taken back, and then it goes out in its thread', async ({ page, smtp }) => {
  await open(page)
  await page.keyboard.press('r')
  await expect(text(page)).toBeFocused()
  await expect(composer(page).getByLabel('To', { exact: true })).toHaveValue('ana@x.example')
  await expect(composer(page).getByLabel('Subject')).toHaveValue('Re: Broken lamp')
  await text(page).fill('We send you a new one today.')
  await expectAccessible(page)
  await picture(page, 'composer')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByText(/Sending to ana@x.example in \d+ seconds?/)).toBeVisible()
  await expect(waiting(page).getByText('We send you a new one today.')).toBeVisible()
  await picture(page, 'composer-sent-off')
  await page.keyboard.press('z')
  await expect(text(page)).toHaveValue('We send you a new one today.')
  await expect(waiting(page)).toBeHidden()
  await text(page).press('End')
  await text(page).pressSequentially(' Promised.')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+b')
  await page.keyboard.type('With it')
  await text(page).press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('- the bill')
  await page.keyboard.press('Enter')
  await page.keyboard.type('a picture: ')
  const letGo = await holdUploads(page)
  await text(page).evaluate((field, bytes) => {
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File([Uint8Array.from(atob(bytes), one => one.charCodeAt(0))], 'image.png', { type: 'image/png' }))
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, DOT)
  // One writes on while it is on its way.
  await page.keyboard.type('here ')
  letGo()
  await expect(text(page)).toHaveValue(/\*\*With it\*\*\n- the bill\n- a picture: here \[image\.png\]$/)
  await expect(composer(page).getByRole('list', { name: 'Attached files' })).toContainText('image.png')
  await picture(page, 'composer-formatted')
  const letGoAgain = await holdUploads(page)
  await page.locator('input[type=file]').setInputFiles({ name: 'terms.txt', mimeType: 'text/plain', buffer: Buffer.from('terms') })
  await composer(page).getByRole('button', { name: 'Send', exact: true }).click()
  letGoAgain()
  await expect.poll(() => smtp.taken.length, GONE).toBe(1)
  await expect(rows(page).getByText('We send you a new one today. Promised.')).toBeVisible()
  await expect(waiting(page)).toBeHidden()
  const [mail] = smtp.taken
  expect(mail?.raw).toMatch(/^In-Reply-To: <q@x\.example>\r$/m)
  const { text: plain = '', html = '', attachments } = await PostalMime.parse(mail?.raw ?? '')
  expect(mail?.raw).toMatch(/^Content-Type: multipart\/alternative/m)
  expect(plain).toContain('Promised.\n*With it*\n- the bill\n')
  expect(plain).toContain('-- \nMarta\nSupport')
  expect(plain).toContain('> The lamp I bought is broken.')
  expect(html).toContain('<strong>With it</strong>')
  expect(html).toContain('<li>the bill</li>')
  expect(html).toMatch(/<blockquote[^>]*>The lamp I bought is broken\./)
  const [shown, along] = attachments
  expect(along?.filename, 'it was on its way when the reply was sent off').toBe('terms.txt')
  expect(shown).toMatchObject({ filename: 'image.png', disposition: 'inline' })
  expect(html).toContain(`src="cid:${shown?.contentId?.slice(1, -1)}"`)
})

test('what is typed right after r is what is answered, however late the field comes, and no shortcut', { tag: '@browser' }, async ({
  page,
}) => {
  const { hold, letGo } = await betweenThem(page)
  await page.reload()
  const heading = page.getByRole('region', { name: 'Timeline' }).getByRole('heading', { name: 'Ana Ruiz', level: 2 })
  const matter = page.getByRole('region', { name: 'Case', exact: true })
  await test.step('before anything of the customer is there', async () => {
    await toCustomers(page)
    await expect(page.getByRole('option', { name: 'Ana Ruiz' })).toBeVisible()
    hold()
    await page.getByRole('option', { name: 'Ana Ruiz' }).click()
    await expect(heading).toBeVisible()
    await page.keyboard.type('rWe send one, e.g. today')
    letGo()
    await expect(text(page)).toBeFocused()
    await expect(text(page)).toHaveValue('We send one, e.g. today')
    await expect(matter).toContainText('New')
  })
  await test.step('before it is known where the answer goes', async () => {
    await text(page).fill('')
    await page.keyboard.press('Escape')
    await expect(text(page)).toBeHidden()
    await rows(page).getByRole('article').last().focus()
    hold('/replies/start')
    await page.keyboard.type('rAt oncx')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('e')
    await expect(text(page)).toBeHidden()
    letGo()
    await expect(text(page)).toHaveValue('At once')
    await page.keyboard.type(', and with the bill')
    await expect(text(page)).toHaveValue('At once, and with the bill')
    await expect(matter).toContainText('New')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
})

test('what is typed is there again after a reload, with its files', async ({ page, folder }) => {
  await open(page)
  await page.keyboard.press('r')
  await text(page).fill('Half a sent')
  const path = join(folder, 'terms.txt')
  writeFileSync(path, 'terms')
  await page.locator('input[type=file]').setInputFiles(path)
  await expect(composer(page).getByText('terms.txt')).toBeVisible()
  await expect(composer(page).getByText('Saved')).toBeVisible()
  await page.reload()
  await open(page)
  await expect(text(page)).toHaveValue('Half a sent')
  await expect(composer(page).getByText('terms.txt')).toBeVisible()
})

test("two windows on one draft: a customer's own shares it with where it came from; another is told, and both texts are kept", async ({
  page,
}) => {
  await open(page)
  await page.keyboard.press('r')
  await text(page).fill('Half a sent')
  const opened = page.context().waitForEvent('page')
  await page.getByRole('button', { name: 'Open in a window of its own' }).click()
  const own = await opened
  await expect(text(own)).toHaveValue('Half a sent')
  await expect(own.getByRole('navigation')).toBeHidden()
  await expect(own.getByRole('region', { name: 'Profile' }).getByRole('heading', { name: 'Ana Ruiz' })).toBeVisible()
  await text(own).press('End')
  await text(own).pressSequentially('ence')
  await expect(text(page)).toHaveValue('Half a sentence')
  await expectAccessible(own)
  await picture(own, 'popped')
  await own.reload()
  await expect(text(own)).toHaveValue('Half a sentence')
  // Asked for again, the one that is there comes to the front.
  await rows(page).focus()
  await page.keyboard.press('Shift+O')
  await page.keyboard.press('F6')
  expect(page.context().pages()).toHaveLength(2)
  await own.getByRole('button', { name: 'Say what you want to know…' }).click()
  await expect(page.getByRole('heading', { name: 'This computer' })).toBeVisible()
  await own.close()
  await open(page)
  await page.evaluate(() => {
    window.open = () => null
  })
  await page.getByRole('button', { name: 'Open in a window of its own' }).click()
  await expect(page.getByText('The browser did not let Hilo open a window.')).toBeVisible()
  await expect(text(page)).toHaveValue('Half a sentence')

  await text(page).fill('From the first window')
  await expect(composer(page).getByText('Saved')).toBeVisible()
  const second = await page.context().newPage()
  await second.goto(new URL(page.url()).origin)
  await second.evaluate(
    token => sessionStorage.setItem('hilo.token', token),
    await page.evaluate(() => sessionStorage.getItem('hilo.token') ?? ''),
  )
  await second.reload()
  await open(second)
  await expect(text(second)).toHaveValue('From the first window')
  await text(second).fill('From the second window')
  await expect(composer(second).getByText('Saved')).toBeVisible()
  await text(page).fill('Still the first window')
  await expect(composer(page).getByText('Another window is writing to this customer too')).toBeVisible()
  await picture(page, 'composer-two-windows')
  await composer(page).getByRole('button', { name: 'Go on with it' }).click()
  await expect(text(page)).toHaveValue('From the second window')
  await expect(composer(page).getByText('Still the first window')).toBeVisible()
})

test('a refused reply says so in the server’s words, is counted in the frame, and can be edited', async ({ page, smtp }) => {
  await open(page)
  smtp.moods.push({ at: 'data', code: 554, text: 'No such luck' })
  await page.keyboard.press('r')
  await text(page).fill('A reply that is refused.')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(waiting(page).getByText(/No such luck/)).toBeVisible(GONE)
  await expect(page.getByRole('button', { name: '1 reply needs you' })).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'composer-failed')
  await waiting(page).getByRole('button', { name: 'Edit' }).click()
  await expect(text(page)).toHaveValue('A reply that is refused.')
  await expect(page.getByRole('button', { name: '1 reply needs you' })).toBeHidden()
})

test('a macro is found by /, fills in what is known, and what is not is marked and keeps the reply back', async ({ page, smtp }) => {
  await open(page)
  await page.keyboard.press('r')
  await expect(text(page)).toBeFocused()
  await page.keyboard.press('/')
  await page.getByRole('dialog').getByRole('searchbox').fill('greet')
  await page.keyboard.press('Enter')
  await expect(text(page)).toHaveValue('Dear Ana, about order {{order.id}}.')
  await expect(composer(page).getByRole('alert')).toContainText('{{order.id}}')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(waiting(page)).toBeHidden()
  await picture(page, 'composer-macro')
  expect(smtp.taken).toEqual([])
})

test.describe('in Spanish, dark and narrow', () => {
  test.use({ locale: 'es-ES', colorScheme: 'dark', viewport: { width: 420, height: 800 } })
  test('it fits', async ({ page }) => {
    await toCustomers(page)
    await page.getByRole('option', { name: 'Ana Ruiz' }).click()
    await expect(page.getByText('The lamp I bought is broken').last()).toBeVisible()
    const region = page.getByRole('region', { name: 'Responder' })
    await region.getByRole('button', { name: 'Responder' }).click()
    await region.getByRole('textbox', { name: 'Texto' }).fill('Una respuesta larga que no cabe en una sola línea, para ver cómo queda.')
    await expectAccessible(page)
    await picture(page, 'composer-es-narrow')
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(page.getByRole('list', { name: 'Aún no ha llegado' })).toBeVisible()
    await picture(page, 'composer-es-narrow-waiting')
  })
})
