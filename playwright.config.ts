import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'
import { electronProgram } from './tests/e2e/support/electron.ts'
import type { Carrier } from './tests/e2e/support/test.ts'

const electron = electronProgram()

/** The same specs in a browser on `serve` and, wherever its binary is, in real Electron. */
export default defineConfig<{ carrier: Carrier }>({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './tests/e2e/support/global-setup.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: { locale: 'en-GB', timezoneId: 'Europe/Madrid', viewport: { width: 1280, height: 800 }, screenshot: 'only-on-failure' },
  projects: [
    { name: 'browser', use: { carrier: 'browser' } },
    ...(electron && existsSync(electron) ? [{ name: 'electron', grepInvert: /@browser/, use: { carrier: 'electron' as const } }] : []),
  ],
})
