import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createDesktop } from '../../../electron/desktop/desktop.ts'
import { createPapers } from '../../../electron/desktop/papers.ts'
import type { DesktopPort } from '../../../electron/desktop/port.ts'
import { isQuiet } from '../../../electron/desktop/quiet.ts'
import type { Notice, UpdateView } from '../../../shared/desktop/calls.ts'

/** A shell that writes down what it is told, and what goes on around it. */
function around(update?: UpdateView) {
  const log: string[] = []
  const kept = new Map<string, unknown>()
  const world = { onCall: true, update, now: new Date(2026, 0, 5, 21, 30).getTime() }
  const port: DesktopPort = {
    show: () => log.push('show'),
    popOut: ({ customer }) => log.push(`pop out ${customer}`),
    menu: (_language, _commands, run) => run('timeline.find'),
    attention() {},
    progress: share => log.push(`progress ${share}`),
    notify: ({ text }) => Boolean(log.push(`notify ${text}`)),
    spelling: on => log.push(`spelling ${on}`),
    showInFolder: path => log.push(`show ${path}`),
    print: async () => {},
    drag: async file => void log.push(`drag ${file}`),
    updates: {
      view: () => world.update ?? { state: 'current' },
      check: async () => {},
      install: () => log.push('install'),
      onChange() {},
    },
  }
  const folder = mkdtempSync(join(tmpdir(), 'hilo-desktop-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const desktop = createDesktop({
    folder,
    desktop: port,
    preferences: { get: name => kept.get(name), set: (name, value) => void kept.set(name, value) },
    now: () => world.now,
    announce: event => log.push(event.type),
    onCall: async () => world.onCall,
  })
  log.length = 0
  return { desktop, folder, log, port, world }
}

/** Windows, by the names they give themselves. */
const [main, other] = ['7d0c1a52-9b8e-4f0a-8a41-1f6f0f5d3b10', '1f6e3c3a-52f1-4c5e-9a55-0d6f4c1d8e21']

const notice: Notice = { tag: 'a', title: 'A customer writes', text: 'one', actions: [] }

test('an update waits for the end of the call, and for nothing else', async () => {
  const { desktop, log, world } = around({ state: 'ready', version: '2.0.0', notes: '' })
  await desktop.installUpdate()
  expect(log).toEqual(['desktop.changed'])
  expect(desktop.view().update).toEqual({ state: 'waiting', version: '2.0.0', notes: '' })
  await desktop.hear({ type: 'calls.changed', customers: [] })
  expect(log).not.toContain('install')
  world.onCall = false
  await desktop.hear({ type: 'timeline.changed' })
  expect(log).not.toContain('install')
  await desktop.hear({ type: 'calls.changed', customers: [] })
  expect(log.filter(line => line === 'install')).toHaveLength(1)
})

test('nothing is installed unasked', async () => {
  const { desktop, log, world } = around({ state: 'ready', version: '2.0.0', notes: '' })
  world.onCall = false
  await desktop.hear({ type: 'calls.changed', customers: [] })
  expect(log).toEqual([])
})

test('quiet hours reach over midnight, and can be switched off with all notifications', () => {
  const { desktop, log, world } = around()
  desktop.set({ quiet: { from: '22:00', to: '07:00' } })
  expect(desktop.notify(notice)).toBe('system')
  world.now += 45 * 60_000
  expect(desktop.notify(notice)).toBe('nobody')
  desktop.set({ quiet: null })
  expect(desktop.notify(notice)).toBe('system')
  desktop.set({ notifications: false })
  expect(desktop.notify(notice)).toBe('nobody')
  expect(log.filter(line => line.startsWith('notify'))).toHaveLength(2)
})

test.each([
  ['09:00', '17:00', 9, true],
  ['09:00', '17:00', 17, false],
  ['22:00', '07:00', 3, true],
  ['22:00', '07:00', 7, false],
  ['08:00', '08:00', 8, false],
])('from %s to %s it is quiet at %i: %s', (from, to, hour, quiet) => {
  expect(isQuiet({ from, to }, new Date(2026, 0, 5, hour, 0).getTime())).toBe(quiet)
})

test('where a browser is around the window, the window notifies by itself, and settings are kept all the same', () => {
  const kept = new Map<string, unknown>()
  const preferences = { get: (name: string) => kept.get(name), set: (name: string, value: unknown) => void kept.set(name, value) }
  const alone = { folder: '/nowhere', preferences, now: Date.now, announce() {}, onCall: async () => false }
  const desktop = createDesktop(alone)
  expect(desktop.notify(notice)).toBe('window')
  desktop.set({ notifications: false })
  expect(createDesktop(alone).view()).toMatchObject({ shell: false, settings: { notifications: false, quiet: null } })
})

test('an import shows on the icon how far it is, until it has ended', async () => {
  const { desktop, log } = around()
  const job = {
    id: 'a',
    state: 'running' as const,
    startedAt: 1,
    files: [],
    read: 0,
    added: 0,
    duplicates: 0,
    rejected: 0,
    problems: [],
    customers: [],
  }
  await desktop.hear({ type: 'import.progress', job: { ...job, bytesDone: 25, bytesTotal: 100 } })
  await desktop.hear({ type: 'import.progress', job: { ...job, bytesDone: 100, bytesTotal: 100, endedAt: 2 } })
  expect(log).toEqual(['progress 0.25', 'progress undefined'])
})

test('what the menu is asked for goes to the window whose menu it is; all else to the main one', () => {
  const { desktop, log } = around()
  desktop.menu(other, 'en', [])
  desktop.show({ what: 'customer', id: 7 })
  expect(log).toEqual(['desktop.opened', 'desktop.opened', 'show'])
  expect(desktop.take(crypto.randomUUID(), true)).toEqual([])
  expect(desktop.take(main, false)).toEqual([{ what: 'customer', id: 7 }])
  expect(desktop.take(other, true)).toEqual([{ what: 'command', id: 'timeline.find' }])
  expect([...desktop.take(other, true), ...desktop.take(main, false)]).toEqual([])
})

test('what was asked for waits for the window and is handed out once, the last twenty of it', () => {
  const { desktop } = around()
  for (let id = 1; id <= 25; id += 1) desktop.open({ what: 'customer', id })
  const taken = desktop.take(main, false)
  expect(taken).toHaveLength(20)
  expect(taken.at(-1)).toEqual({ what: 'customer', id: 25 })
  expect(desktop.take(main, false)).toEqual([])
})

test('what is dragged out is a file for this user alone under a name that leads nowhere else, and is not left behind', async () => {
  const { desktop, folder, log } = around()
  const files = () => log.filter(line => line.startsWith('drag ')).map(line => line.slice(5))
  await desktop.drag('../bill: May.pdf', Buffer.from('one'))
  await desktop.drag('bill.pdf', Buffer.from('two'))
  await desktop.drag('bill.pdf', Buffer.from('three'))
  expect(files().map(file => [basename(file), readFileSync(file, 'utf8')])).toEqual([
    ['__bill_ May.pdf', 'one'],
    ['bill.pdf', 'two'],
    ['bill.pdf', 'three'],
  ])
  for (const file of files()) expect([file.startsWith(join(folder, 'dragged')), statSync(file).mode & 0o077]).toEqual([true, 0])
  expect(statSync(join(folder, 'dragged')).mode & 0o077).toBe(0)
  // Locked, or somebody was erased.
  await desktop.hear({ type: 'workspace.changed' })
  expect(existsSync(join(folder, 'dragged'))).toBe(false)
  await desktop.drag('bill.pdf', Buffer.from('four'))
  await desktop.close()
  expect(existsSync(join(folder, 'dragged'))).toBe(false)
})

test('what a run that was cut off had dragged out is taken away by the next one', async () => {
  const { folder } = around()
  mkdirSync(join(folder, 'dragged'))
  writeFileSync(join(folder, 'dragged', 'bill.pdf'), 'one')
  const port = around().port
  createDesktop({
    folder,
    desktop: port,
    preferences: { get: () => undefined, set() {} },
    now: Date.now,
    announce() {},
    onCall: async () => false,
  })
  await expect.poll(() => existsSync(join(folder, 'dragged'))).toBe(false)
})

test('a paper is taken once, within a minute', () => {
  let now = 0
  const papers = createPapers(() => now)
  const answer = { status: 200, headers: {}, body: new Uint8Array() }
  const [first, late] = [papers.offer(answer), papers.offer(answer)]
  expect(papers.take(first)).toBe(answer)
  expect(papers.take(first)).toBeUndefined()
  now = 60_001
  expect(papers.take(late)).toBeUndefined()
})
