import { createRouterClient } from '@orpc/server'
import { expect, onTestFinished, test } from 'vitest'
import { openApp } from '../../../electron/serve/open-app.ts'
import { testFolder } from '../../integration/support/workspace.ts'

test('who comes while the workspace opens waits for it, and is asked for no passphrase', async () => {
  const { app } = openApp(testFolder(), 'correct horse')
  onTestFinished(() => app.close())
  const opening = app.start('own')
  const client = createRouterClient(app.router)
  const [{ rows }, { needs, kind }] = await Promise.all([client.customers.list({}), client.workspace.get()])
  expect({ rows, needs, kind }).toEqual({ rows: [], needs: undefined, kind: 'own' })
  await opening
})
