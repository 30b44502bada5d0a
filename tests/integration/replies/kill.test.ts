import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startSmtp } from '../../servers/smtp.ts'
import { writeMbox } from '../support/mail.ts'
import { addSender, importFiles, openTestApp, testFolder } from '../support/workspace.ts'

const OWN = 'support@us.example'
const ROUNDS = 5

test('killed ten times while it sends: every reply went out once, or is said to be unknown', { timeout: 600_000 }, async () => {
  const smtp = await startSmtp(OWN, 'secret')
  onTestFinished(smtp.close)
  const folder = testFolder()
  const first = await openTestApp({ folder })
  const mail = { id: 'q@x.example', from: 'Ana <ana@x.example>', to: OWN, at: new Date().toISOString() }
  await importFiles(first.client, [writeMbox(join(testFolder(), 'one.mbox'), [mail])], [OWN])
  const id = await addSender(first.client, { user: OWN, port: smtp.port })
  const [customer] = (await first.client.customers.list({})).rows
  await first.app.close()

  const acknowledged: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '..', 'support', 'send-forever.ts'), folder, id, String(customer?.id)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    // After another number of replies each time, some of them on their way.
    await killAfter(child, 1 + ((round * 7) % 5), acknowledged)
  }

  let ahead = 24 * 3600_000
  const { client, app } = await openTestApp({ folder, now: () => Date.now() + ahead })
  expect(await app.check()).toEqual([])
  await vi.waitUntil(
    async () => {
      ahead += 60_000
      return (await client.replies.waiting({})).replies.every(({ state }) => state === 'unknown')
    },
    { timeout: 60_000 },
  )
  const unknown = (await client.replies.waiting({})).replies.map(({ key }) => key)
  const arrived = smtp.taken.map(({ raw }) => /Reply ([0-9a-f-]{36})/.exec(raw)?.[1] ?? '')
  expect(new Set(arrived).size, 'nothing arrived twice').toBe(arrived.length)
  expect(acknowledged.filter(key => !arrived.includes(key) && !unknown.includes(key))).toEqual([])
})

async function killAfter(child: ChildProcess, replies: number, acknowledged: string[]): Promise<void> {
  const exited = once(child, 'exit')
  let count = 0
  if (child.stdout) {
    for await (const key of createInterface({ input: child.stdout })) {
      acknowledged.push(key)
      if (++count === replies) child.kill('SIGKILL')
    }
  }
  await exited
}
