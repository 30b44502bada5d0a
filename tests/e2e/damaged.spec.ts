import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectAccessible, picture } from './support/look.ts'
import { hilo } from './support/served.ts'
import { test as base, expect, ownPassphrase } from './support/test.ts'

/** A workspace with a backup, whose disk has changed a byte since. */
const test = base.extend({
  folder: async ({ folder }, use) => {
    await hilo(folder, ownPassphrase, 'backup')
    flip(folder)
    writeFileSync(join(folder, 'preferences.json'), JSON.stringify({ workspace: 'own' }))
    await use(folder)
  },
})
test.use({ workspace: 'own', files: ['tests/fixtures/phone/Master.csv'] })

function flip(folder: string): void {
  const path = join(folder, 'hilo.db')
  const bytes = readFileSync(path)
  bytes[5000] = (bytes[5000] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

test('a damaged workspace says so, and opens its newest backup in its place', async ({ page, folder }) => {
  await expect(page.getByRole('heading', { name: 'Your workspace is damaged on the disk' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Newest whole backup:' })).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'damaged')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 420, height: 800 })
  await expectAccessible(page)
  await picture(page, 'damaged-narrow-dark')
  await page.getByRole('button', { name: 'Restore it…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'My day' })).toBeVisible()
  expect(readdirSync(folder).filter(name => name.startsWith('before-'))).toHaveLength(1)
})
