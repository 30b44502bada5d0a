import type { Page } from '@playwright/test'
import { expectAccessible, picture } from './support/look.ts'
import { expect, test } from './support/test.ts'

const field = (page: Page) => page.getByRole('searchbox')
const results = (page: Page) => page.getByRole('listbox', { name: /^Result(s|ados)$/ })
const customers = (page: Page) => results(page).getByRole('group', { name: 'Customers' }).getByRole('option')
const hits = (page: Page) =>
  results(page)
    .getByRole('group', { name: /^(Mail, chats and calls|Correos, chats y llamadas)$/ })
    .getByRole('option')

async function openSearch(page: Page): Promise<void> {
  await expect(page.getByRole('navigation')).toBeVisible()
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^(Search|Buscar)/ })
    .click()
  await expect(page.getByRole('toolbar', { name: /^(Filters|Filtros)$/ })).toBeVisible()
}

/** An empty field that has the keys. */
async function again(page: Page): Promise<void> {
  await field(page).fill('')
  await field(page).focus()
}

test.beforeEach(async ({ page }) => {
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('/')
  await expect(field(page)).toBeFocused()
})

test('finds what is typed', async ({ page }) => {
  await test.step('says what can be typed, and a hint can be tried', async () => {
    await expect(page.getByRole('heading', { name: 'Search every mail, chat and call' })).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'search-hints')
    await page.getByRole('button', { name: /^from:lucia channel:email/ }).click()
    await expect(field(page)).toHaveValue('from:lucia channel:email')
    await expect(hits(page).first()).toContainText('Lucía Fernández')
  })
  await test.step('finds as one types, accents and capitals aside, customers first', async () => {
    await again(page)
    await page.keyboard.type('FERNANDEZ')
    await expect(customers(page).first()).toContainText('Lucía Fernández')
    await expect(customers(page).first().locator('mark').first()).toHaveText('Fernández')
    await expect(hits(page).first()).toBeVisible()
    await expect(hits(page).locator('mark').filter({ hasText: 'Fernández' }).first()).toBeVisible()
    await expectAccessible(page)
    await picture(page, 'search-results')
  })
  await test.step('finds a part of a number', async () => {
    await again(page)
    await page.keyboard.type('8841')
    await expect(hits(page).first().locator('mark').first()).toContainText('8841')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('111222')
    await expect(customers(page).first()).toContainText('Lucía Fernández')
  })
  await test.step('a phrase is found as it stands', async () => {
    await again(page)
    await page.keyboard.type('"Alta de cuenta"')
    await expect(hits(page).first().locator('mark').first()).toHaveText('Alta de cuenta')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('"cuenta de Alta"')
    await expect(page.getByText('Nothing found for “"cuenta de Alta"”')).toBeVisible()
  })
  await test.step('finds Japanese', async () => {
    await again(page)
    await page.keyboard.insertText('請求書')
    await expect(hits(page).first().locator('mark').first()).toContainText('請求書')
  })
  await test.step('a mistyped word is forgiven, and what was searched for instead is said', async () => {
    await again(page)
    await page.keyboard.type('interent')
    await expect(page.getByText('No results for “interent”. Showing “internet”.')).toBeVisible()
    await expect(hits(page).first().locator('mark').first()).toHaveText(/internet/i)
    await expectAccessible(page)
    await picture(page, 'search-instead')
  })
  await test.step('more are shown on request', async () => {
    await again(page)
    await page.keyboard.type('channel:email')
    await expect(hits(page)).toHaveCount(40)
    await page.getByRole('button', { name: 'Show more' }).click()
    await expect(hits(page)).toHaveCount(80)
  })
})

test('filters', async ({ page }) => {
  await test.step('a filter that is only begun asks for nothing and leaves nothing loading', async () => {
    const hint = page.getByRole('heading', { name: 'Search every mail, chat and call' })
    await page.getByRole('button', { name: /^from: / }).click()
    await expect(field(page)).toHaveValue('from:')
    await expect(hint).toBeVisible()
    await page.keyboard.type('keiko')
    await expect(hits(page).first()).toContainText('Keiko')
    await field(page).fill('channel:ph')
    await expect(hint).toBeVisible()
    await field(page).fill('lucia after:20')
    await expect(hits(page).first()).toContainText('Lucía')
  })
  await test.step('a call says how it ended, a message its files, and the results how many they are', async () => {
    await again(page)
    await page.keyboard.type('channel:phone')
    await expect(hits(page)).toHaveCount(40)
    await expect(results(page).getByText('40 newest results')).toBeVisible()
    await expect(
      hits(page)
        .filter({ hasText: /Missed, rang \d+|Answered, \d+/ })
        .first(),
    ).toBeVisible()
    await picture(page, 'search-calls')
    await field(page).fill('has:attachment')
    await expect(
      hits(page)
        .filter({ hasText: /\w+\.(?:pdf|jpg|png|xlsx|txt)/ })
        .first(),
    ).toBeVisible()
    await picture(page, 'search-files')
    await field(page).fill('"Alta de cuenta"')
    await expect(results(page).getByText(/^\d+ results?$/)).toBeVisible()
  })
  await test.step('filters are offered, chosen by keyboard, and narrow the results', async () => {
    await again(page)
    await page.keyboard.type('lucia ch')
    const offered = page.getByRole('toolbar', { name: 'Filters' }).getByRole('button')
    await expect(offered).toHaveCount(1)
    await offered.first().press('Enter')
    await expect(field(page)).toHaveValue('lucia channel:')
    await expect(field(page)).toBeFocused()
    await expect(offered).toHaveCount(4)
    await page.getByRole('button', { name: 'channel:phone' }).press('Enter')
    await expect(field(page)).toHaveValue('lucia channel:phone ')
    await expect(hits(page).first()).toContainText('Phone')
    await expect(hits(page).filter({ hasText: 'Email' })).toHaveCount(0)
  })
  await test.step('what is not understood is said, and an empty answer says where it looked', async () => {
    await again(page)
    await page.keyboard.type('lucia after:tomorow')
    await expect(page.getByText('Not understood and left out: after:tomorow.')).toBeVisible()
    await expect(hits(page).first()).toBeVisible()
    await field(page).fill('lucia after:32.13.2026 channel:fax is:lost -from:keiko after:2025-13')
    const said = page.getByRole('status').filter({ hasText: 'Not understood' })
    await expect(said).toContainText('left out: after:32.13.2026 channel:fax is:lost -from:keiko after:2025-13. Dates are written')
    await expect(said).toContainText('Write has:attachment, is:unanswered or in:case. A minus leaves out words, not filters.')
    await picture(page, 'search-ignored')
    await field(page).fill('from:lucia OR has:attachment')
    await expect(said).toContainText('left out: OR. OR stands between two words or two filters of one kind.')
    await picture(page, 'search-or')
    await field(page).fill('from:keiko OR from:jonas')
    await expect(hits(page).filter({ hasText: 'Keiko Mori' }).first()).toBeVisible()
    await expect(hits(page).filter({ hasText: 'Jonas Weber' }).first()).toBeVisible()
    await expect(said).toBeHidden()
    await field(page).fill('請求 '.repeat(3000))
    await expect(field(page)).toHaveValue('請求 '.repeat(3000).slice(0, 500))
    await expect(hits(page).first().locator('mark').first()).toContainText('請求')
    await field(page).fill('zq'.repeat(5000))
    await expect(page.getByText(/^Nothing found for “zqzq/)).toBeVisible()
    await picture(page, 'search-long')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('lucia before:1990')
    await expect(page.getByText('It looked only in: before:1990.')).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Search without filters' }).press('Enter')
    await expect(field(page)).toHaveValue('lucia')
    await expect(hits(page).first()).toBeVisible()
  })
  await test.step('people and days are offered as values', async () => {
    await again(page)
    await page.keyboard.type('from:luci')
    await page.getByRole('toolbar', { name: 'Filters' }).getByRole('button', { name: 'from:"Lucía Fernández"' }).click()
    await expect(field(page)).toHaveValue('from:"Lucía Fernández" ')
    await page.keyboard.type('after:')
    await page
      .getByRole('toolbar', { name: 'Filters' })
      .getByRole('button', { name: /this year/ })
      .click()
    await expect(field(page)).toHaveValue(/^from:"Lucía Fernández" after:\d{4} $/)
    await expect(hits(page).first()).toContainText('Lucía')
  })
})

test('by keys', async ({ page }) => {
  await test.step('j and k move in the results', async () => {
    await page.keyboard.type('lucia')
    // The answer to all that was typed: that to its beginning lists other rows.
    await expect(page.getByRole('status').filter({ hasText: /results/ })).toBeVisible()
    await expect(hits(page).nth(2)).toBeVisible()
    await results(page).focus()
    for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key)
    await expect(hits(page).first()).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('/')
    await expect(field(page)).toBeFocused()
  })
  await test.step('Enter right after typing opens what was typed, not what was there before', async () => {
    await again(page)
    await page.keyboard.type('keiko')
    await expect(customers(page).first()).toContainText('Keiko')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('lucia fernandez', { delay: 0 })
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: 'Profile' }).getByRole('heading', { name: 'Lucía Fernández' })).toBeVisible()
  })
  await test.step('arrows choose, Enter opens the timeline there, and going back returns to the search', async () => {
    await page.keyboard.press('/')
    await again(page)
    await page.keyboard.type('lucia')
    // As above: what the beginning found is listed before that.
    await expect(page.getByRole('status').filter({ hasText: /results/ })).toBeVisible()
    await expect(hits(page).first()).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect(hits(page).first()).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Profile' }).getByRole('heading', { name: 'Lucía Fernández' })).toBeVisible()
    await page.goBack()
    await expect(field(page)).toHaveValue('lucia')
    await expect(hits(page).first()).toHaveAttribute('aria-selected', 'true')
  })
})

test('the order is remembered, and searches are kept', async ({ page }) => {
  await test.step('a search is kept under a name, opened from the palette, renamed, removed and taken back', async () => {
    await page.keyboard.type('is:unanswered channel:email')
    await expect(hits(page).first()).toBeVisible()
    await page.getByRole('button', { name: 'Save this search' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Mail that waits')
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Remove saved search Mail that waits' })).toBeVisible()
    await field(page).fill('')
    await expect(page.getByRole('heading', { name: 'Saved searches' })).toBeVisible()
    await picture(page, 'search-saved')
    await page.getByRole('button', { name: 'Rename Mail that waits' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Waiting')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Rename Waiting' })).toBeVisible()
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox', { name: 'Find anything' })).toBeFocused()
    await page.keyboard.type('search: wai')
    await page.getByRole('option', { name: 'Search: Waiting' }).click()
    await expect(field(page)).toHaveValue('is:unanswered channel:email')
    // The list of those kept, in which it can be removed too, stays until what it finds is there.
    await expect(hits(page).first()).toBeVisible()
    await expect(page.getByRole('region', { name: 'Saved searches' })).toBeHidden()
    await page.getByRole('button', { name: 'Remove saved search Waiting' }).click()
    await expect(page.getByRole('button', { name: 'Save this search' })).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByRole('button', { name: 'Remove saved search Waiting' })).toBeVisible()
  })
  await test.step('the best or the newest come first, in one list or by customer, and that is remembered', async () => {
    await again(page)
    await page.keyboard.type('gracias')
    await expect(results(page).getByText('40 best results')).toBeVisible()
    await page.getByRole('radio', { name: 'Newest first' }).click()
    await expect(results(page).getByText('40 newest results')).toBeVisible()
    await page.getByRole('radio', { name: 'By customer' }).click()
    await expect(
      results(page)
        .getByRole('group')
        .filter({ hasText: /\d+ of \d+ results/ })
        .first(),
    ).toBeVisible()
    await field(page).focus()
    await page.keyboard.press('ArrowDown')
    await expect(results(page).getByRole('option').first()).toHaveAttribute('aria-selected', 'true')
    await expectAccessible(page)
    await picture(page, 'search-grouped')
    await page.reload()
    await openSearch(page)
    await expect(page.getByRole('radio', { name: 'By customer' })).toBeChecked()
    await expect(page.getByRole('radio', { name: 'Newest first' })).toBeChecked()
  })
})

test('an older answer that comes late never replaces a newer one', { tag: '@browser' }, async ({ page }) => {
  const late: (() => void)[] = []
  const asked: string[] = []
  await page.routeWebSocket(/.*/, socket => {
    const server = socket.connectToServer()
    const slow = new Set<string>()
    socket.onMessage(message => {
      const text = message.toString()
      const id = /"i":"?(\w+)"?/.exec(text)?.[1]
      if (id !== undefined && text.includes('search/query')) {
        asked.push(text)
        if (text.includes('"keiko"')) slow.add(id)
      }
      server.send(message)
    })
    server.onMessage(message => {
      const id = /"i":"?(\w+)"?/.exec(message.toString())?.[1]
      if (id !== undefined && slow.has(id)) late.push(() => socket.send(message))
      else socket.send(message)
    })
  })
  await page.reload()
  await openSearch(page)
  await field(page).fill('keiko')
  await expect.poll(() => late.length).toBe(1)
  await field(page).fill('lucia fernandez')
  await expect(customers(page).first()).toContainText('Lucía Fernández')
  for (const send of late) send()
  await field(page).press('End')
  await expect(customers(page).first()).toContainText('Lucía Fernández')
  await expect(results(page).getByText('Keiko')).toHaveCount(0)
  expect(asked.some(text => text.includes('lucia fernandez'))).toBe(true)
})

const hard = ['Rechnung', 'mañana «alta de cuenta»', '請求書', '600111222 -router']
for (const [look, options] of Object.entries({
  dark: { colorScheme: 'dark' },
  narrow: { viewport: { width: 420, height: 800 } },
  spanish: { locale: 'es-ES' },
} as const)) {
  test.describe(look, () => {
    test.use(options)
    test(`hard queries in four languages, ${look}`, { tag: '@browser' }, async ({ page }) => {
      for (const [index, text] of hard.entries()) {
        await field(page).fill(text)
        await expect(page.getByRole('status').filter({ hasText: /result/ })).toBeAttached()
        await picture(page, `search-${look}-${index}`)
      }
      await expectAccessible(page)
      // What was found in a name is its end: it stays in view, however narrow.
      await field(page).fill('.pdf')
      await expect(hits(page).locator('mark', { hasText: '.pdf' }).first()).toBeVisible()
      await picture(page, `search-${look}-file`)
      const unseen = await hits(page).evaluateAll(rows =>
        rows
          .filter(row => {
            const isSeen = (mark: Element): boolean => {
              const { left, right } = mark.getBoundingClientRect()
              for (let around = mark.parentElement; around && around !== row; around = around.parentElement) {
                const room = around.getBoundingClientRect()
                if (left < room.left - 1 || right > room.right + 1) return false
              }
              return right > left
            }
            return ![...row.querySelectorAll('mark')].some(isSeen)
          })
          .map(row => row.textContent),
      )
      expect(unseen).toEqual([])
    })
  })
}
