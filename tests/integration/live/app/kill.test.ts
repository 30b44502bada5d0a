import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startDovecot } from '../../../servers/dovecot.ts'
import { mail } from '../../support/mail.ts'
import { openTestApp, testFolder } from '../../support/workspace.ts'

const COUNT = 3000
const KILLS = 20

test('killed at 20 random moments of a first sync, every mail is there once and nothing acknowledged is lost', async () => {
  const dovecot = await startDovecot()
  onTestFinished(dovecot.stop)
  const raw = (index: number) =>
    mail({
      id: `m${index}@x`,
      from: `P${index % 50} <p${index % 50}@x.example>`,
      to: 'ana@us.example',
      at: new Date(Date.UTC(2025, 0, 1) + index * 60_000).toISOString(),
    })
  await dovecot.deliver(
    'ana',
    'INBOX',
    Array.from({ length: COUNT }, (_, index) => raw(index)),
  )
  const folder = testFolder()
  let acknowledged = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const words = 1 + Math.floor(Math.random() * 5)
    const told = await syncAndKill(folder, dovecot.port, words)
    expect(told, `after kill ${kill}, at word ${words}`).toBeGreaterThanOrEqual(acknowledged)
    acknowledged = told
  }
  await dovecot.deliver('ana', 'INBOX', [raw(COUNT)])
  const { child, lines } = sync(folder, dovecot.port)
  for await (const { count, state } of lines) if (count > COUNT && state === 'live') break
  child.kill('SIGKILL')
  const { app, client } = await openTestApp({ folder })
  expect(await app.check()).toEqual([])
  expect((await client.workspace.get()).interactions).toBe(COUNT + 1)
  expect((await client.customers.list({ limit: 200 })).rows.reduce((sum, row) => sum + row.interactions, 0)).toBe(COUNT + 1)
}, 600_000)

/** Kills the process after some words of it, or when it is done; returns the most it had said it holds. */
async function syncAndKill(folder: string, port: number, words: number): Promise<number> {
  const { child, lines } = sync(folder, port)
  let most = 0
  let heard = 0
  for await (const { count, state } of lines) {
    most = count
    // Once it is live it has nothing more to say.
    if (++heard >= words || state === 'live') child.kill('SIGKILL')
  }
  return most
}

function sync(folder: string, port: number): { child: ChildProcess; lines: AsyncGenerator<{ count: number; state: string }> } {
  const script = join(import.meta.dirname, '..', '..', 'support', 'sync-forever.ts')
  const child = spawn(process.execPath, [script, folder, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] })
  async function* lines() {
    let text = ''
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      const whole = `${text}${chunk}`.split('\n')
      text = whole.pop() ?? ''
      for (const line of whole) {
        const [count = '0', state = ''] = line.split(' ')
        yield { count: Number(count), state }
      }
    }
  }
  return { child, lines: lines() }
}
