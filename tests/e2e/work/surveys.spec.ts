import type { Page } from '@playwright/test'
import { shortcut } from '../support/keys.ts'
import { expectAccessible, picture } from '../support/look.ts'
import { expect, test } from '../support/test.ts'

/** Opens the customer of the sample in whose note this agent is mentioned, from the day's list. */
async function openMention(page: Page, section: string): Promise<string> {
  await expect(page.getByRole('option').first()).toBeVisible()
  await shortcut(page, 'g d')
  const mention = page.getByRole('region', { name: section }).getByRole('button').first()
  await expect(mention).toContainText('Marta Ruiz')
  const name = (await mention.locator('bdi').first().textContent()) ?? ''
  await mention.scrollIntoViewIfNeeded()
  await picture(page, `day-mention-${section.length}`)
  await mention.click()
  return name
}

test('a mention leads to its note; answers to surveys are in the timeline and in figures on the profile; read, it is gone', async ({
  page,
}) => {
  const name = await openMention(page, 'You are mentioned')
  await expect(page.getByRole('region', { name: 'Timeline' }).getByRole('heading', { name, level: 2 })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Notes' })).toContainText('¿puedes llamarla por la ampliación de fibra?')
  await page
    .getByRole('region', { name: 'Notes' })
    .getByRole('button', { name: /^Notes/ })
    .click()
  const scores = page.getByRole('region', { name: 'Profile' }).getByRole('region', { name: 'Surveys' })
  const trend = scores.getByRole('list', { name: 'CSAT, the oldest first' }).getByRole('listitem')
  await expect(trend.nth(2)).toHaveText('2')
  await expect(scores).toContainText(/Everybody: \d+\s?% \(4 and 5 of all; \d+ answers in 90 days\)/)
  await scores.getByRole('button', { name: `CSAT ${await trend.last().textContent()}/5` }).click()
  await expect(page.getByRole('article', { name: /^Survey from .*: CSAT/ }).and(page.locator(':focus'))).toBeVisible()
  await expect(page.getByRole('region', { name: 'Case', exact: true })).toContainText('answers the survey about it')
  await expectAccessible(page)
  await picture(page, 'surveys-profile')

  await page.keyboard.press('Shift+d')
  const details = page.getByRole('dialog', { name: /^Details of/ })
  await details.getByRole('textbox', { name: 'Contrato' }).fill('C-1')
  await page.keyboard.press('Enter')
  await details.getByRole('button', { name: 'Change Causa' }).click()
  await expectAccessible(page)
  await picture(page, 'case-details')
  // The first may only take away a tip.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(details).toHaveCount(0)
  await page.keyboard.press('h')
  await expect(page.getByRole('dialog', { name: /^History of/ })).toContainText('Contrato: not known → C-1')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await shortcut(page, 'g d')
  const mentions = page.getByRole('region', { name: 'You are mentioned' })
  await mentions.getByRole('button').first().focus()
  await page.keyboard.press('e')
  await expect(mentions).toHaveCount(0)
  await page.keyboard.press('z')
  await expect(mentions).toContainText(name)

  await shortcut(page, 'g ,')
  const kinds = page.getByRole('radiogroup', { name: 'Survey' })
  await kinds.getByRole('radio', { name: 'NPS' }).click({ force: true })
  await expect(page.getByText('Recommendation: 0 to 10.')).toBeVisible()
  const base = page.getByRole('textbox', { name: 'Address for answer links' })
  await base.fill('hilo')
  await base.press('Enter')
  await expect(page.getByText('This is not a web address')).toBeVisible()
  await base.fill('https://hilo.example.com/')
  await base.press('Enter')
  await expect(base).toHaveValue('https://hilo.example.com')
  await base.scrollIntoViewIfNeeded()
  await expectAccessible(page)
  await picture(page, 'surveys-settings')
})

test.describe('dark, narrow and in Spanish', () => {
  test.use({ colorScheme: 'dark', locale: 'es-ES', viewport: { width: 420, height: 800 } })
  test('it fits', async ({ page }) => {
    await openMention(page, 'Le mencionan')
    const surveys = page.getByRole('region', { name: 'Encuestas' })
    await page
      .getByRole('button', { name: /perfil|ficha/i })
      .first()
      .click()
    await expect(surveys).toContainText(/CSAT \d\/5/)
    await surveys.scrollIntoViewIfNeeded()
    await expectAccessible(page)
    await picture(page, 'surveys-profile-es-narrow')
    // Escape first takes away a tip that the pointer brought up.
    await page.mouse.move(5, 500)
    await expect(page.getByRole('tooltip')).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.getByRole('button', { name: 'Ajustes' }).click()
    await page.getByRole('heading', { name: 'Encuestas' }).scrollIntoViewIfNeeded()
    await expectAccessible(page)
    await picture(page, 'surveys-settings-es-narrow')
  })
})
