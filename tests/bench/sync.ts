/**
 * `npm run bench:sync`: first sync of generated mail from a real Dovecot on loopback into the encrypted, searchable store, beside `mbsync`
 * (Debian: isync), which only copies the files, in the same run. Then how long a new mail takes until the window is told, and what ten quiet
 * connectors cost. What counts are the ratios; `--update` stores them.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ImapFlow } from 'imapflow'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { buildSubject } from './mail/build.ts'
import { generateMails } from './mail/corpus.ts'
import { mbsync } from './mail/others.ts'
import { type Subject, startSubject } from './mail/run-subject.ts'
import { record } from './ratios.ts'
import { addWatched, round, Table } from './table.ts'

const ARRIVALS = 10

const { values } = parseArgs({ options: { messages: { type: 'string', default: '50000' }, update: { type: 'boolean', default: false } } })
const messages = Number(values.messages)
const entry = await buildSubject()
const scratch = mkdtempSync(join(tmpdir(), 'hilo-bench-'))
const table = new Table()
const quietUsers = Array.from({ length: 9 }, (_, index) => `quiet${index}`)

const dovecot = await startDovecot({ users: Object.fromEntries(['ana', ...quietUsers].map(name => [name, 'pw'])) })
try {
  await deliverAll()
  const before = await mbsync(scratch, dovecot.port)
  const { seconds, cpu } = await hilo()
  const after = await mbsync(scratch, dovecot.port)
  const copied = (before.seconds + after.seconds) / 2
  const copying = (before.cpu + after.cpu) / 2
  table.add('mbsync, copying only', `${round(before.seconds, 1)} and ${round(after.seconds, 1)} s (${round(messages / copied)} / s)`)
  table.add('hilo / mbsync', round(seconds / copied, 2))
  // On a machine that others use too, what is left of the clock.
  table.add('processor time, hilo / mbsync', `${round(cpu / copying, 2)}: ${round(cpu, 1)} s and ${round(copying, 1)} s`)
  table.print()
  record('sync', { 'hilo / mbsync': { value: seconds / copied, better: 'lower' } }, { update: values.update })
} finally {
  await dovecot.stop()
  rmSync(scratch, { recursive: true, force: true })
}

/** The server numbers new mail when it is first asked: before anything is timed. */
async function deliverAll(): Promise<void> {
  const mails = await generateMails(scratch, messages)
  table.add('messages', `${round(mails.length)}; ${round(mails.reduce((sum, one) => sum + one.length, 0) / 1e6)} MB`)
  await dovecot.deliver('ana', 'INBOX', mails)
  const client = imapClient()
  await client.connect()
  await client.mailboxOpen('INBOX')
  await client.logout()
}

function imapClient(): ImapFlow {
  return new ImapFlow({ host: '127.0.0.1', port: dovecot.port, secure: false, auth: { user: 'ana', pass: 'pw' }, logger: false })
}

/** Seconds for the first sync, and of a processor. */
async function hilo(): Promise<{ seconds: number; cpu: number }> {
  const folder = join(scratch, 'data')
  mkdirSync(folder)
  const subject = startSubject(entry)
  const done = subject.answer('taken in')
  subject.order({ task: 'sync', folder, port: dovecot.port, messages })
  const { seconds, watched, size } = await done
  table.add('hilo, searchable', `${round(seconds, 1)} s (${round(messages / seconds)} / s), ${round(size / 1e6)} MB on disk`)
  addWatched(table, watched, seconds)
  await arrivals(subject, dovecot)
  const idle = subject.answer('idle')
  subject.order({ task: 'quiet', port: dovecot.port, users: quietUsers })
  table.add('ten quiet connectors', `${round((await idle).share * 100, 2)} % of a core`)
  await subject.end()
  return { seconds, cpu: watched.cpu }
}

/** From Dovecot announcing a mail (to another client that idles beside us) until the window is told whose timeline changed. */
async function arrivals(subject: Subject, server: Dovecot): Promise<void> {
  const beside = imapClient()
  await beside.connect()
  await beside.mailboxOpen('INBOX')
  const times: number[] = []
  for (let index = 0; index < ARRIVALS; index++) {
    const announced = new Promise<number>(resolve => beside.once('exists', () => resolve(performance.timeOrigin + performance.now())))
    const told = subject.answer('arrived', ({ interactions }) => interactions > messages + index)
    const date = new Date().toUTCString().replace('GMT', '+0000')
    const head = `Message-ID: <live${index}@x>\nDate: ${date}\nFrom: Live <live${index}@x.example>\nTo: support@alba.example`
    await server.deliver('ana', 'INBOX', [`${head}\nSubject: now\n\nnow\n`])
    times.push((await told).at - (await announced))
  }
  await beside.logout()
  times.sort((a, b) => a - b)
  table.add(
    'new mail told to the window',
    `${round(times[5] ?? 0)} ms after another client heard of it (worst of 10: ${round(times[9] ?? 0)} ms)`,
  )
}
