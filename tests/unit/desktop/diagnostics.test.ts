import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { diagnosticsZip } from '../../../electron/desktop/diagnostics.ts'
import { printedTimeline } from '../../../electron/desktop/printed.ts'
import { openLog } from '../../../electron/platform/log.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'hilo-log-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

/** What must never be told: as a message, in an error, as a fact, in a folder's name. */
const secrets = ['ana.gil@example.es', '+34600111222', 'Quiero cancelar el pedido', 'hunter2-token-abcdefghijklmnopqrstuvwxyz0123456789']

function misbehave(here: string): ReturnType<typeof openLog> {
  const log = openLog(here)
  for (const secret of secrets) {
    log.info('start', { note: secret, tries: 3 })
    log.warn(`went wrong with ${secret}`)
    const error = Object.assign(new TypeError(`cannot read ${secret}`), { code: 'ENOENT', path: `/home/${secret}` })
    log.error('uncaught', error, { kind: secret })
    log.error('uncaught', secret)
  }
  return log
}

test('logs tell codes and places in the program, and nothing that an error or a fact quotes', () => {
  const here = folder()
  misbehave(here)
  const file = join(here, 'logs', 'hilo.log')
  const written = readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
  for (const secret of secrets) expect(written).not.toContain(secret)
  expect(written).not.toMatch(/example|600111|cancelar|hunter/)
  expect(written).toMatch(/ info start note=<left-out> tries=3\n/)
  expect(written).toMatch(/ error uncaught kind=<left-out> error=TypeError code=ENOENT at=diagnostics\.test\.ts:\d+:\d+/)
  expect(statSync(file).mode & 0o077).toBe(0)
})

test('no address and no number gets into a log, however it is written', () => {
  const here = folder()
  const log = openLog(here)
  const address = fc.emailAddress()
  const number = fc.stringMatching(/^\+?\d{2,3}[ .-]?\d{3}[ .-]?\d{3}[ .-]?\d{2,4}$/)
  fc.assert(
    fc.property(fc.oneof(address, number), fc.string(), (secret, around) => {
      log.info('fact', { text: `${around}${secret}` })
      expect(log.files()[0]?.content.includes(secret)).toBe(false)
    }),
    { numRuns: 200 },
  )
})

test('logs are turned over when they are full, and the oldest is dropped', () => {
  const here = folder()
  const log = openLog(here)
  const filling = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`fact${index}`, 'code.'.repeat(11)]))
  for (let count = 0; count < 5000; count += 1) log.info('window.gone', { count, ...filling })
  expect(readdirSync(join(here, 'logs')).sort()).toEqual(['hilo.log', 'hilo.log.1', 'hilo.log.2', 'hilo.log.3'])
  for (const { content } of log.files()) expect(content.length).toBeLessThan(600 * 1024)
  expect(log.files()[0]?.content.toString()).toContain('count=4999')
})

test('the diagnostics are text files that a person can read, with nothing of any customer', async () => {
  const here = folder()
  const zip = await diagnosticsZip({
    version: '1.2.3',
    workspace: {
      kind: 'own',
      edition: 0,
      customers: 7,
      waiting: 1,
      interactions: 99,
      byChannel: [{ channel: 'email', count: 99 }],
      settings: { own: [secrets[0] ?? ''], region: 'ES', timeZone: 'Europe/Madrid' },
      preferences: { language: 'es', theme: 'dark', density: 'compact', lockAfter: 0, name: secrets[0] ?? '' },
      folder: `/home/${secrets[0]}/Hilo`,
    },
    settings: { notifications: true, quiet: { from: '20:00', to: '08:00' }, spelling: false },
    connectors: [{ kind: 'imap', state: 'attention', code: 'login' }],
    log: misbehave(here),
    at: Date.UTC(2026, 0, 5),
  })
  const texts = new Map<string, string>()
  const reader = await fromBufferPromise(zip, { lazyEntries: true })
  for await (const entry of reader.eachEntry())
    texts.set(entry.fileName, (await buffer(await reader.openReadStreamPromise(entry))).toString())
  expect([...texts.keys()].sort()).toEqual(['README.txt', 'about.json', 'logs/hilo.log', 'settings.json', 'workspace.json'])
  const all = [...texts.values()].join('\n')
  for (const secret of secrets) expect(all).not.toContain(secret)
  expect(JSON.parse(texts.get('workspace.json') ?? '')).toMatchObject({
    interactions: 99,
    connectors: [{ kind: 'imap', state: 'attention', code: 'login' }],
  })
  expect(JSON.parse(texts.get('about.json') ?? '')).toMatchObject({ hilo: '1.2.3', node: process.versions.node })
})

test('a printed timeline shows hostile text as text and lets nothing run', () => {
  const party = { kind: 'email' as const, address: 'ana@example.es', name: '<img src=x onerror=alert(1)>', own: false }
  const { page, policy } = printedTimeline({
    name: 'Ana "<b>" & co',
    rows: [
      {
        id: 1,
        channel: 'email',
        direction: 'in',
        occurredAt: Date.UTC(2026, 0, 5, 12),
        from: party,
        to: [],
        cc: [],
        subject: '</title><script>alert(1)</script>',
        text: 'line one\n<iframe src="https://evil.example">',
        cut: true,
        hasHtml: true,
        marks: [],
        attachments: [{ position: 0, name: '"><svg onload=alert(1)>.pdf', type: 'application/pdf', size: 1, held: true, inline: false }],
        call: { outcome: 'answered', talk: 185 },
        source: { connector: 'eml', file: 'a.eml' },
      },
    ],
    older: true,
    language: 'es',
    timeZone: 'Europe/Madrid',
  })
  expect(page.match(/<(?!\/)(\w+)/g)?.filter(tag => !/^<(html|head|meta|title|style|body|h1|h2|h3|p|pre|article)$/.test(tag))).toEqual([])
  expect(page).toContain('13:00')
  expect(page).toContain('<p>atendida, 3:05</p>')
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'$/)
})
