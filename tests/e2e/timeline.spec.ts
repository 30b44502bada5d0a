import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { Client } from '../../shared/contract/index.ts'
import { besides } from './support/besides.ts'
import { shortcut } from './support/keys.ts'
import { expectAccessible, picture } from './support/look.ts'
import { sampleBack } from './support/paths.ts'
import { expect, test } from './support/test.ts'

const fixtures = join(import.meta.dirname, '../fixtures')

const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' })
const rows = (page: Page) => timeline(page).getByRole('list', { name: 'Timeline' })
const sessions = (page: Page) => rows(page).getByRole('button', { name: /^Chat \d/ })
const newest = (page: Page) => timeline(page).getByRole('button', { name: 'Newest' })

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('option', { name }).click()
  await expect(timeline(page).getByRole('heading', { name, level: 2 })).toBeVisible()
  await expect(rows(page).getByRole('article').last()).toBeInViewport()
}

/** Shows one channel by its keys, which have to follow each other within a second. */
async function only(page: Page, digit: string, channel: string): Promise<void> {
  const chip = timeline(page).getByRole('button', { name: new RegExp(`^${channel}`) })
  await expect(async () => {
    await shortcut(page, `c ${digit}`)
    await expect(chip).toHaveAttribute('aria-pressed', 'true', { timeout: 500 })
  }).toPass()
}

/** How far down in its window a row stands. */
async function heightOf(row: Locator): Promise<number> {
  return (await row.boundingBox())?.y ?? Number.NaN
}

test.describe('Lucía', () => {
  test.beforeEach(({ page }) => open(page, 'Lucía Fernández'))

  test('rows, sessions, channels and dates, by keys and by press', async ({ page }) => {
    await test.step('the newest is in view, and how she came to it is said', async () => {
      const last = rows(page).getByRole('article').last()
      await expect(last).toContainText('sigo esperando')
      await expect(rows(page).getByText(/^From phone to chat, \d minutes after an unanswered call$/)).toBeInViewport()
      await expect(rows(page).getByRole('article', { name: /^Phone from Lucía Fernández: Missed, rang 32/ })).toBeInViewport()
      await expect(
        rows(page)
          .getByText(/^\d days later$/)
          .last(),
      ).toBeInViewport()
      await expect(newest(page)).toBeHidden()
      await expectAccessible(page)
      await picture(page, 'timeline')
    })
    await test.step('a session opens and closes in place', async () => {
      const session = sessions(page).first()
      await expect(session).toHaveAttribute('aria-expanded', 'false')
      const before = await heightOf(session)
      await session.click()
      await expect(rows(page).getByText('ya he mandado el formulario')).toBeVisible()
      expect(Math.abs((await heightOf(session)) - before)).toBeLessThan(2)
      await session.click()
      await expect(rows(page).getByText('ya he mandado el formulario')).toBeHidden()
    })
    await test.step('j and k move the keys, Home goes to the beginning, the exact time is said', async () => {
      await rows(page).getByRole('article').last().focus()
      await page.keyboard.press('k')
      await expect(rows(page).getByRole('article', { name: /medio minuto sonando/ })).toBeFocused()
      await page.keyboard.press('j')
      await expect(rows(page).getByRole('article', { name: /sigo esperando.* CET$/ })).toBeFocused()
      const now = rows(page).locator('[data-row-focus]:focus')
      for (let step = 0; step < 12; step += 1) {
        const name = await now.evaluate(row => row.textContent)
        await page.keyboard.press('k')
        await expect(now).not.toHaveText(name ?? '')
        for (const tip of await now.getByRole('tooltip').all()) await expect(tip).toBeInViewport({ ratio: 1 })
      }
      await page.keyboard.press('Home')
      await expect(timeline(page).getByText('Beginning of the timeline')).toBeInViewport()
      await expect(rows(page).getByRole('heading', { level: 3 }).first()).toBeInViewport()
    })
    await test.step('a date is jumped to from the keyboard; End comes back to the newest', async () => {
      await page.keyboard.press('End')
      await expect(rows(page).getByRole('article').and(page.locator(':focus'))).toContainText('sigo esperando')
      await page.keyboard.press('d')
      await expect(page.getByRole('dialog', { name: 'Jump to date' }).locator(':focus')).toBeVisible()
      for (let day = 0; day < 16; day += 1) await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('Enter')
      await expect(rows(page).getByRole('article').and(page.locator(':focus'))).toBeInViewport()
      await expect(newest(page)).toBeVisible()
      await page.keyboard.press('End')
      await expect(rows(page).getByRole('article').filter({ hasText: 'sigo esperando' })).toBeInViewport()
      await expect(newest(page)).toBeHidden()
    })
    await test.step('channels are filtered by keys and by press', async () => {
      await only(page, '3', 'Phone')
      await expect(rows(page).getByRole('article')).toHaveCount(1)
      await expect(rows(page).getByRole('article')).toContainText('Missed')
      await expect(timeline(page).getByText('Nothing earlier on these channels')).toBeVisible()
      await expect(timeline(page).getByText('Beginning of the timeline')).toBeHidden()
      await timeline(page)
        .getByRole('button', { name: /^Phone/ })
        .click()
      await expect(sessions(page).last()).toBeVisible()
    })
  })

  test('find marks the words, counts the hits and steps through them, also into closed sessions', async ({ page }) => {
    await page.keyboard.press('ControlOrMeta+f')
    const field = timeline(page).getByRole('searchbox', { name: 'Find in timeline' })
    await expect(field).toBeFocused()
    await field.fill('formulario')
    await expect(timeline(page).getByText(/^1\/\d+$/)).toBeVisible()
    await expect(rows(page).getByText('ya he mandado el formulario').locator('mark')).toBeInViewport()
    await page.keyboard.press('Enter')
    await expect(timeline(page).getByText(/^2\/\d+$/)).toBeVisible()
    await page.keyboard.press('Shift+Enter')
    await expect(timeline(page).getByText(/^1\/\d+$/)).toBeVisible()
    await picture(page, 'timeline-find')
    await field.fill('xyzzy')
    await expect(timeline(page).getByText('No hits')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(field).toBeHidden()
  })
})

/** How much of it is to be seen, from 0 to 1. */
function shareSeen(locator: Locator): Promise<number> {
  return locator.evaluate(
    element =>
      new Promise<number>(resolve => {
        new IntersectionObserver(([entry], observer) => {
          observer.disconnect()
          resolve(entry?.intersectionRatio ?? 0)
        }).observe(element)
      }),
  )
}

test('the total at any width, and the way back', async ({ page }) => {
  await test.step('the total is whole or left out at any width', async () => {
    await open(page, 'Lucía Fernández')
    const total = timeline(page).getByText(/^\d[\d,.]* since /)
    await expect(total).toBeInViewport({ ratio: 1 })
    for (const width of [1100, 1000, 950, 850, 800, 700, 500, 420]) {
      await page.setViewportSize({ width, height: 800 })
      await expect.poll(async () => [0, 1].includes(Math.round((await shareSeen(total)) * 100) / 100), `at ${width} px`).toBe(true)
    }
  })
  await test.step('coming back from another place returns to where one read', async () => {
    await page.setViewportSize({ width: 1280, height: 800 })
    await open(page, 'Lucía Fernández')
    await rows(page).hover()
    await page.mouse.wheel(0, -900)
    await expect(newest(page)).toBeVisible()
    const day = await timeline(page).locator('[data-edge-day]').textContent()
    await page.keyboard.press('/')
    await expect(page).toHaveTitle('Search · Hilo')
    await page.goBack()
    await expect(timeline(page).locator('[data-edge-day]')).toHaveText(day ?? '')
    await expect(newest(page)).toBeVisible()
  })
})

test('a row in focus, and the day at the edge', async ({ page }) => {
  await test.step('a row that takes the keys keeps its shape, and says its exact time above it', async () => {
    await open(page, 'Lucía Fernández')
    const row = rows(page).getByRole('article').last()
    const time = row.getByRole('time')
    // What stands around the rows follows them.
    await expect(timeline(page).getByRole('region', { name: 'Case', exact: true })).toContainText('Open')
    await expect(timeline(page).getByText(/^Nothing is sent from this sample/)).toBeVisible()
    const before = [await row.boundingBox(), await time.boundingBox()]
    await row.focus()
    await page.keyboard.press('k')
    await page.keyboard.press('j')
    await expect(row).toBeFocused()
    await expect(row.getByRole('tooltip')).toHaveText(/20\d\d.*CES?T$/)
    await expect(row.getByRole('tooltip')).toBeInViewport({ ratio: 1 })
    expect([await row.boundingBox(), await time.boundingBox()]).toEqual(before)
    await picture(page, 'timeline-focus')
  })
  await test.step('the day at the upper edge is always said, and no other day is cut by it', async () => {
    await open(page, 'Lucía Fernández')
    const day = timeline(page).locator('[data-edge-day]')
    await rows(page).getByRole('article').last().focus()
    await page.keyboard.press('Home')
    await expect(timeline(page).getByText('Beginning of the timeline')).toBeInViewport()
    await expect(rows(page).getByRole('heading', { level: 3 }).first()).toBeInViewport()
    const first = (await rows(page).getByRole('heading', { level: 3 }).first().textContent()) ?? ''
    await expect(day).toHaveText(first)
    await rows(page).hover()
    for (let step = 0; step < 40; step += 1) {
      await page.mouse.wheel(0, 33)
      await expect
        .poll(() =>
          day.evaluate(bar => {
            const edge = bar.getBoundingClientRect().bottom
            const days = [...document.querySelectorAll('[role="list"] h3')].map(heading => ({
              text: heading.textContent,
              begins: heading.closest('[data-key]')?.getBoundingClientRect().top ?? 0,
              top: heading.getBoundingClientRect().top,
              bottom: heading.getBoundingClientRect().bottom,
              seen: getComputedStyle(heading.parentElement ?? heading).opacity !== '0',
            }))
            const begun = days.filter(({ begins }) => begins < edge).at(-1)
            const cut = days.filter(({ top, bottom, seen }) => seen && top < edge && bottom > edge)
            return bar.textContent !== '' && cut.length === 0 && (!begun || begun.text === bar.textContent)
          }),
        )
        .toBe(true)
    }
  })
})

test.describe('a text message from a telephone that does not know its own number', () => {
  test.use({ workspace: 'own', files: [join(fixtures, 'phone/unknown-own-number.xml')] })

  test('calls our side by a word, not by what the file writes', async ({ page }) => {
    await page.getByRole('button', { name: 'Customers' }).click()
    await open(page, 'Ana Gil')
    await expect(rows(page).getByRole('article').last()).toContainText('At ten.')
    await expect(rows(page).getByRole('article').last()).toContainText('You')
    await expect(timeline(page).getByText('device', { exact: true })).toHaveCount(0)
  })
})

test('quoted text is folded; a hit of the search is where its timeline opens', async ({ page }) => {
  await test.step('quoted text is folded', async () => {
    await open(page, 'Lucía Fernández')
    await only(page, '1', 'Email')
    const quoted = rows(page).getByRole('button', { name: 'Show quoted text' }).last()
    await expect(quoted).toHaveAttribute('aria-expanded', 'false')
    await quoted.click()
    await expect(rows(page).getByRole('button', { name: 'Hide quoted text' })).toBeVisible()
  })
  await test.step('a hit of the search over everything is where its timeline opens', async () => {
    await expect(page.getByRole('option').first()).toBeVisible()
    await page.keyboard.press('/')
    await expect(page).toHaveTitle('Search · Hilo')
    await page.getByRole('searchbox').fill('formulario veces')
    await page.getByRole('group', { name: 'Mail, chats and calls' }).getByRole('option').first().click()
    const row = rows(page).getByRole('article').and(page.locator(':focus'))
    await expect(row).toBeInViewport()
    await expect(row).toContainText(/formulario/i)
  })
})

test.describe('a mail with pictures from the network', () => {
  test.use({ workspace: 'own', files: [join(fixtures, 'email/remote-picture.eml')], own: ['support@shop.example'] })

  test('the original is shown in a frame that runs nothing and asks the network for nothing', async ({ page }) => {
    const asked: string[] = []
    page.on('request', request => asked.push(request.url()))
    await page.getByRole('button', { name: 'Customers' }).click()
    await open(page, 'Ana Gil')
    await rows(page).getByRole('button', { name: 'Show original' }).click()
    const frame = rows(page).locator('iframe[title="Original message"]')
    await expect(frame).toHaveAttribute('sandbox', '')
    await expect(frame.contentFrame().getByText('Please look at this')).toBeVisible()
    await expect(rows(page).getByText('If you load them, the sender may see that you opened this.')).toBeVisible()
    await expect(page).toHaveTitle('Customers · Hilo')
    expect(asked.filter(url => url.includes('tracker.example'))).toEqual([])
    await picture(page, 'timeline-original')
    const narrow = (await frame.boundingBox())?.width ?? 0
    await rows(page).getByRole('button', { name: 'Enlarge' }).click()
    await expect.poll(async () => ((await frame.boundingBox())?.width ?? 0) > narrow).toBe(true)
    await expect(frame).toBeInViewport({ ratio: 1 })
    await expect(rows(page).getByRole('article').getByText('The offer')).toBeInViewport({ ratio: 1 })
    await picture(page, 'timeline-original-tall')
    await rows(page).getByRole('button', { name: 'Hide original' }).click()
    await expect(frame).toHaveCount(0)
  })
})

// It needs a second window on the same workspace, which only serve gives.
test.describe('what comes in while reading', { tag: '@browser' }, () => {
  test('older rows do not move; the newest are one press away', async ({ page, folder }) => {
    await open(page, 'Lucía Fernández')
    await rows(page).getByRole('article').last().focus()
    await page.keyboard.press('Home')
    await expect(timeline(page).getByText('Beginning of the timeline')).toBeInViewport()
    await page.mouse.move(600, 500)
    await page.mouse.wheel(0, 150)
    const anchor = rows(page).getByText('quiero darme de alta con vosotros, fibra y una línea móvil', { exact: true })
    await expect(timeline(page).getByText('Beginning of the timeline')).not.toBeInViewport()
    const before = await heightOf(anchor)

    const mail = (subject: string, at: number): string => {
      const path = join(folder, `${subject}.eml`)
      const lines = ['From: Lucía <lucia.fernandez@correo.example>', 'To: soporte@alba.example', `Date: ${new Date(at).toUTCString()}`]
      writeFileSync(path, [...lines, `Subject: ${subject}`, `Message-ID: <${subject}@correo.example>`, '', 'Por favor.'].join('\r\n'))
      return path
    }
    const { client, close } = await besides(page)
    const [first] = (await client.timeline.page({ customer: await lucia(client), after: 0, limit: 1 })).rows
    const now = Date.now() - sampleBack
    // One of the three is older than everything on screen: it must not push down what is being read either.
    const paths = [mail('uno', now - 60_000), mail('dos', now - 30_000), mail('antes', (first?.occurredAt ?? 0) - 86_400_000)]
    await client.imports.start({ items: paths.map(path => ({ path })), own: [] })

    const pill = timeline(page).getByRole('button', { name: '2 new' })
    await expect(pill).toBeVisible()
    expect(Math.abs((await heightOf(anchor)) - before)).toBeLessThan(2)
    await picture(page, 'timeline-new')
    await pill.click()
    await expect(rows(page).getByRole('article', { name: /: dos\./ })).toBeInViewport()
    await expect(pill).toBeHidden()

    // Standing at the newest, the next one is followed.
    await client.imports.start({ items: [{ path: mail('tres', now - 10_000) }], own: [] })
    await expect(rows(page).getByRole('article', { name: /: tres\./ })).toBeInViewport()
    await expect(newest(page)).toBeHidden()
    close()
  })
})

async function lucia(client: Client): Promise<number> {
  const { rows: found } = await client.customers.list({ text: 'Lucía Fernández' })
  return found[0]?.id ?? 0
}
