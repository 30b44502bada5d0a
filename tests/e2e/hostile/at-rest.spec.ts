import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { asRoot } from '../support/open-window.ts'
import { startServe } from '../support/served.ts'
import { test as base, expect, ownPassphrase } from '../support/test.ts'

const planted = 'quxwordle'

const mailbox = `From - Mon Jan  6 10:00:00 2025
From: Ana ${planted} <ana@${planted}.example>
To: us@b.example
Subject: The ${planted}
Message-ID: <1@x>
Date: Mon, 6 Jan 2025 10:00:00 +0000
Content-Type: text/html

<table bgcolor="red"><tr><td>Hello ${planted}</table><p><b>In red</b></p>
`

const test = base.extend<{ profile: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
  files: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'hilo-at-rest-'))
    writeFileSync(join(folder, 'a.mbox'), mailbox)
    await use([join(folder, 'a.mbox')])
    rmSync(folder, { recursive: true })
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  profile: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'hilo-profile-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },
})

test.use({ workspace: 'own', own: ['us@b.example'] })

/** Files of a browser's profile that hold the word as text, as JavaScript keeps it, or in base64. */
function holding(profile: string, word: string): string[] {
  const spelt = [
    Buffer.from(word),
    Buffer.from(word, 'utf16le'),
    ...['', 'a', 'ab'].map(before =>
      Buffer.from(
        Buffer.from(before + word)
          .toString('base64')
          .slice(4, -4),
      ),
    ),
  ]
  return readdirSync(profile, { recursive: true, encoding: 'utf8' }).filter(name => {
    // Chromium makes and removes files as it goes.
    const path = join(profile, name)
    const bytes = statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path) : Buffer.of()
    return spelt.some(each => bytes.includes(each))
  })
}

async function look(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Customers' }).click()
  await page.getByRole('searchbox').fill(planted)
  await page.getByRole('option', { name: planted }).click()
  const timeline = page.getByRole('region', { name: 'Timeline' })
  await timeline.getByRole('button', { name: 'Show original' }).click()
  await expect(timeline.locator('iframe').contentFrame().getByText('In red')).toBeVisible()
  const opened = page.context().waitForEvent('page')
  await page.getByRole('listbox', { name: 'Customers' }).focus()
  await page.keyboard.press('Shift+O')
  const own = await opened
  await expect(own.getByRole('region', { name: 'Profile' }).getByRole('heading', { name: planted })).toBeVisible()
  await own.close()
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.getByRole('searchbox').fill(planted)
  await expect(page.getByRole('listbox').or(page.getByRole('list')).getByText(planted).first()).toBeVisible()
}

test('a browser keeps nothing on its disk of what was shown, searched for or opened, and passes on no address @browser', async ({
  folder,
  profile,
  playwright,
}) => {
  const served = await startServe(folder, ownPassphrase)
  const code = new URL(served.address).hash.replace('#code=', '')
  const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium'
  const context = await playwright.chromium.launchPersistentContext(profile, {
    executablePath,
    args: ['--disable-background-networking', ...asRoot],
  })
  const asked: string[] = []
  context.on('request', request => asked.push(`${request.url()} ${request.headers().referer ?? ''}`))
  const page = await context.newPage()
  await page.goto(served.address)
  await look(page)
  const known = await page.evaluate(() =>
    JSON.stringify([location.href, document.referrer, history.state, performance.getEntriesByType('resource').map(({ name }) => name)]),
  )
  const token = await page.evaluate(() => sessionStorage.getItem('hilo.token') ?? 'none')
  // Once more from the beginning: what a browser keeps for that, it has kept.
  await page.reload()
  await expect(page).toHaveTitle(/Hilo/)
  await context.close()
  // The address itself is in the browser's history. It lets nobody else in.
  const { origin } = new URL(served.address)
  const again = await fetch(`${origin}/session`, { method: 'POST', headers: { origin }, body: `${code} ${'a'.repeat(43)}` })
  expect(again.status).toBe(403)
  await served.stop()

  expect(asked.length).toBeGreaterThan(5)
  for (const secret of [code, token, planted]) {
    expect(asked.filter((each, index) => each.includes(secret) && index > 0)).toEqual([])
    expect(known).not.toContain(secret)
  }
  expect(asked.filter(each => !each.endsWith(' '))).toEqual([])
  expect(holding(profile, planted)).toEqual([])
  expect(holding(profile, 'hilo.theme').length, 'what is kept is found').toBeGreaterThan(0)
  for (const secret of [code, token]) expect(holding(join(folder, 'logs'), secret)).toEqual([])
})
