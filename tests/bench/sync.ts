/**
 * `npm run bench:sync`: first sync of generated mail from a real Dovecot on loopback into the encrypted, searchable store, beside `mbsync`
 * (Debian: isync), which only copies the files, in the same run. Then how long a new mail takes until the window is told, and what ten quiet
 * connectors cost.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { ImapFlow } from 'imapflow'
import { generateMailbox } from '../../electron/sample/index.ts'
import type { Client } from '../../shared/contract/index.ts'
import { openApp } from '../integration/support/open-app.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { round, Table, watchProcess } from './table.ts'

const run = promisify(execFile)
const { values } = parseArgs({ options: { messages: { type: 'string', default: '50000' } } })
const messages = Number(values.messages)
const scratch = mkdtempSync(join(tmpdir(), 'hilo-bench-'))
const table = new Table()
const users = Object.fromEntries(['ana', ...Array.from({ length: 9 }, (_, index) => `quiet${index}`)].map(name => [name, 'pw']))

const dovecot = await startDovecot({ users })
try {
  await dovecot.deliver('ana', 'INBOX', await mails())
  await numberMails()
  const seconds = await hilo()
  const copied = await mbsync()
  table.add('mbsync, copying only', `${round(copied, 1)} s (${round(messages / copied)} / s)`)
  table.add('hilo / mbsync', round(seconds / copied, 2))
  table.print()
} finally {
  await dovecot.stop()
  rmSync(scratch, { recursive: true, force: true })
}

async function mails(): Promise<string[]> {
  const file = join(scratch, 'bench.mbox')
  await generateMailbox(file, { seed: 1, messages, customers: Math.ceil(messages / 10) })
  const all = readFileSync(file, 'latin1')
    .split(/^From [^\n]*\n/m)
    .slice(1)
  table.add('messages', `${round(all.length)}; ${round(all.reduce((sum, one) => sum + one.length, 0) / 1e6)} MB`)
  return all
}

function imapClient(): ImapFlow {
  return new ImapFlow({ host: '127.0.0.1', port: dovecot.port, secure: false, auth: { user: 'ana', pass: 'pw' }, logger: false })
}

/** The server numbers new mail when it is first asked: before either of the two is timed. */
async function numberMails(): Promise<void> {
  const client = imapClient()
  await client.connect()
  await client.mailboxOpen('INBOX')
  await client.logout()
}

/** Seconds for a first copy into a Maildir. */
async function mbsync(): Promise<number> {
  const target = join(scratch, 'copy')
  mkdirSync(target)
  const config = join(scratch, 'mbsyncrc')
  const sections = [
    ['IMAPAccount a', 'Host 127.0.0.1', `Port ${dovecot.port}`, 'User ana', 'Pass pw', 'SSLType None', 'AuthMechs LOGIN'],
    ['IMAPStore far', 'Account a'],
    ['MaildirStore near', `Path ${target}/`, `Inbox ${target}/INBOX`],
    ['Channel c', 'Far :far:', 'Near :near:', 'Patterns INBOX', 'Create Near', 'Sync Pull', `SyncState ${target}/`],
  ]
  writeFileSync(config, sections.map(lines => `${lines.join('\n')}\n`).join('\n'))
  const start = performance.now()
  await run('mbsync', ['-c', config, 'c'])
  return (performance.now() - start) / 1000
}

async function hilo(): Promise<number> {
  const { app, client } = await openApp(join(scratch, 'data'))
  await client.workspace.settings({ own: ['support@alba.example'] })
  const stop = watchProcess()
  const start = performance.now()
  await add(client, 'ana')
  await until(client, async () => {
    const { connectors } = await client.connectors.list()
    return connectors.every(one => one.state.state === 'live') && (await client.workspace.get()).interactions >= messages
  })
  const seconds = (performance.now() - start) / 1000
  const { peak, blocked } = stop()
  table.add('hilo, searchable', `${round(seconds, 1)} s (${round(messages / seconds)} / s)`)
  table.add('peak memory of the process', `${round(peak / 1e6)} MB`)
  table.add('main thread held up at most', `${round(blocked)} ms`)
  await arrivals(client, dovecot)
  await quiet(client)
  await app.close()
  return seconds
}

function add(client: Client, user: string) {
  const settings = { user: `${user}@alba.example`, login: user, host: '127.0.0.1', port: dovecot.port, security: 'none', auth: 'password' }
  return client.connectors.add({ kind: 'imap', settings: { ...settings, user }, secrets: { password: 'pw' } })
}

/** Looks again after every event until it holds. */
async function until(client: Client, holds: () => Promise<boolean>): Promise<void> {
  const events = await client.events()
  for await (const _ of events) if (await holds()) break
  await events.return(undefined)
}

/** From Dovecot announcing a mail (to another client that idles beside us) until the window is told whose timeline changed. */
async function arrivals(client: Client, server: Dovecot): Promise<void> {
  const beside = imapClient()
  await beside.connect()
  await beside.mailboxOpen('INBOX')
  const events = await client.events()
  await events.next()
  const times: number[] = []
  for (let index = 0; index < 10; index++) {
    const announced = new Promise<number>(resolve => beside.once('exists', () => resolve(performance.now())))
    const raw = `Message-ID: <live${index}@x>\nDate: ${new Date().toUTCString().replace('GMT', '+0000')}\nFrom: Live <live${index}@x.example>\nTo: support@alba.example\nSubject: now\n\nnow\n`
    await server.deliver('ana', 'INBOX', [raw])
    for await (const event of events) {
      if (event.type === 'timeline.changed' && (await client.workspace.get()).interactions > messages + index) break
    }
    times.push(performance.now() - (await announced))
  }
  await events.return(undefined)
  await beside.logout()
  times.sort((a, b) => a - b)
  table.add(
    'new mail told to the window',
    `${round(times[5] ?? 0)} ms after another client heard of it (worst of 10: ${round(times[9] ?? 0)} ms)`,
  )
}

/** Ten live connectors with nothing to do, for ten seconds. */
async function quiet(client: Client): Promise<void> {
  for (let index = 0; index < 9; index++) await add(client, `quiet${index}`)
  await until(client, async () => (await client.connectors.list()).connectors.every(one => one.state.state === 'live'))
  const before = process.cpuUsage()
  await new Promise(resolve => setTimeout(resolve, 10_000))
  const { user, system } = process.cpuUsage(before)
  table.add('ten quiet connectors', `${round(((user + system) / 10_000_000) * 100, 2)} % of a core`)
}
