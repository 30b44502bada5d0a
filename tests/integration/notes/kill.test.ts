import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import type { Client } from '#shared/contract/index.ts'
import { openReplica } from '../../../renderer/features/notes/editor/replica.ts'
import { writeMbox } from '../support/mail.ts'
import { testFolder } from '../support/workspace.ts'
import { saved, textIn, write } from './documents.ts'

const commandLine = join(import.meta.dirname, '../../../electron/serve/hilo.ts')
const env = { ...process.env, HILO_PASSPHRASE: 'correct horse' }
const Address = z.object({ address: z.url() })
/** Between two keys of somebody who types fast, ms. */
const KEY = 40
const ROUNDS = 4

async function run(...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [commandLine, ...args], { stdio: ['ignore', 'ignore', 'inherit'], env })
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
}

/** A real `serve` and a window's connection to it. */
async function serve(folder: string): Promise<{ child: ChildProcess; client: Client }> {
  const child = spawn(process.execPath, [commandLine, 'serve', '--port', '0', '--json', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`serve ended with ${code}; is the window built?`)))
  ended.catch(() => {})
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])
  const { origin, hash } = new URL(Address.parse(JSON.parse(line)).address)
  const token = randomBytes(32).toString('base64url')
  const opened = await fetch(`${origin}/session`, { method: 'POST', headers: { origin }, body: `${hash.replace('#code=', '')} ${token}` })
  expect(opened.ok).toBe(true)
  // Node's own takes headers beside the protocols, which the types of a browser's do not know (undici, WebSocket).
  const options = { protocols: [`hilo.${token}`], headers: { origin } }
  const websocket: WebSocket = Reflect.construct(WebSocket, [origin.replace('http', 'ws'), options])
  await once(websocket, 'open')
  return { child, client: createORPCClient(new RPCLink({ websocket })) }
}

test('a serve killed with -9 at any moment of the writing has all that it said was saved', { timeout: 600_000 }, async () => {
  const folder = testFolder()
  const mail = { id: 'm@x', from: 'Ana <ana@x.example>', to: 'support@us.example', at: new Date().toISOString() }
  await run('import', writeMbox(join(testFolder(), 'one.mbox'), [mail]), '--own', 'support@us.example', '--data', folder)
  const note = randomUUID()
  let wanted = ''
  const kills: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const { child, client } = await serve(folder)
    const customer = (await client.customers.list({})).rows[0]?.id ?? 0
    const replica = openReplica({ sync: client.notes.sync, note, rest: 1e9, ...(round === 0 && { begins: { customer } }) })
    await saved(replica)
    const kept = textIn(replica.doc)
    expect(kept.startsWith(wanted), `killed ${kills} ms after the second save`).toBe(true)
    if (round === ROUNDS) break
    const killed = once(child, 'exit')
    const at = Math.floor(Math.random() * 1500)
    kills.push(at)
    let alive = true
    let saves = 0
    void killed.then(() => {
      alive = false
    })
    wanted = kept
    while (alive) {
      const letter = String.fromCharCode(97 + Math.floor(Math.random() * 26))
      write(replica.doc, letter, textIn(replica.doc).length)
      while (alive && replica.state() === 'saving') await new Promise(resolve => setTimeout(resolve, 1))
      if (replica.state() === 'saved') {
        wanted = textIn(replica.doc)
        // Not before something was saved, however slow the machine.
        if (++saves === 2) setTimeout(() => child.kill('SIGKILL'), at)
      }
      await new Promise(resolve => setTimeout(resolve, KEY))
    }
    replica.close()
    await killed
  }
})
