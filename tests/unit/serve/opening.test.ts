import { createRouterClient } from '@orpc/server'
import { expect, onTestFinished, test } from 'vitest'
import { openApp } from '../../../electron/serve/open-app.ts'
import { testFolder } from '../../integration/support/workspace.ts'

test('a window that comes while its workspace opens waits for it, and asks for no passphrase', async () => {
  const { app } = openApp(testFolder(), 'correct horse')
  onTestFinished(() => app.close())
  const opening = app.start('own')
  const { needs, kind } = await createRouterClient(app.router).workspace.get()
  expect({ needs, kind }).toEqual({ needs: undefined, kind: 'own' })
  await opening
})
