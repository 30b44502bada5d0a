import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeMbox } from './support/mail.ts'
import { importFiles, openTestApp, testFolder } from './support/workspace.ts'

const COUNT = 3000

test('killed at any moment of an import, nothing that was acknowledged is lost, and running it again completes it', async () => {
  const folder = testFolder()
  const mails = Array.from({ length: COUNT }, (_, index) => ({
    id: `m${index}@x`,
    from: `P${index % 50} <p${index % 50}@x.example>`,
    to: 'support@us.example',
    at: new Date(Date.UTC(2025, 0, 1) + index * 60_000).toISOString(),
  }))
  const path = writeMbox(join(testFolder(), 'kill.mbox'), mails)
  let acknowledged = 0
  for (let round = 1; round <= 3; round++) {
    acknowledged = Math.max(acknowledged, await importAndKill(folder, path, round))
    const { app, client } = await openTestApp({ folder })
    expect(await app.check()).toEqual([])
    expect((await client.workspace.get()).interactions).toBeGreaterThanOrEqual(acknowledged)
    await app.close()
  }
  const { app, client } = await openTestApp({ folder })
  await importFiles(client, [path])
  expect((await client.workspace.get()).interactions).toBe(COUNT)
  expect((await client.customers.list({ limit: 200 })).rows.reduce((sum, row) => sum + row.interactions, 0)).toBe(COUNT)
  expect(await app.check()).toEqual([])
})

/** Imports in another process that is killed once `progress` words about progress came; returns what it had said was added. */
function importAndKill(folder: string, path: string, progress: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'support', 'import-forever.ts'), folder, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise(resolve => {
    let words = 0
    let added = 0
    let text = ''
    child.stdout.on('data', chunk => {
      text += chunk
      const lines = text.split('\n')
      text = lines.pop() ?? ''
      for (const line of lines) {
        added = Number(line)
        words++
        if (words >= progress) child.kill('SIGKILL')
      }
    })
    child.once('exit', () => resolve(added))
  })
}
