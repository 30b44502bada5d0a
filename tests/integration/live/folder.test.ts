import { appendFile, mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { folder } from '../../../electron/connectors/folder/folder.ts'
import { standingClock } from '../support/standing-clock.ts'
import { Collector } from './collect.ts'
import { connectorContract } from './contract.ts'

const scratch = await mkdtemp(join(tmpdir(), 'hilo-folder-'))
afterAll(() => rm(scratch, { recursive: true, force: true }))

let count = 0
const mail = (id = ++count) =>
  `From: Ana <ana@example.es>\r\nTo: us@example.com\r\nSubject: Bicycle ${id}\r\nDate: Mon, 03 Mar 2025 10:00:00 +0100\r\nMessage-ID: <${id}@example.es>\r\n\r\nThe saddle ${id} is loose.\r\n`

async function inbox(): Promise<string> {
  const path = await mkdtemp(join(scratch, 'in-'))
  return path
}
const settingsOf = (path: string) => ({ path, rest: 0.05, every: 0.1 })
const collect = (path: string) => new Collector(folder, { settings: settingsOf(path), own: ['us@example.com'] })

connectorContract('folder', async () => {
  const path = await inbox()
  return {
    connector: folder,
    given: { settings: settingsOf(path), own: ['us@example.com'] },
    many: 12,
    async add(count) {
      // Large enough for steps of their own.
      for (let i = 0; i < count; i++) await writeFile(join(path, `${crypto.randomUUID()}.eml`), mail() + 'x'.repeat(1_500_000))
    },
    away: () => rename(path, `${path}-away`),
    back: () => rename(`${path}-away`, path),
    wrong: [{ given: { settings: settingsOf(join(path, 'nowhere')) }, step: 'folder', code: 'folder-missing' }],
    hidden: ['saddle', 'Bicycle', 'ana@example.es'],
    close: () => rm(path, { recursive: true }),
  }
})

describe('a watched folder', () => {
  it('takes every kind of file, in folders inside it too, each under its own source', async () => {
    const path = await inbox()
    const run = collect(path).start()
    await run.until('live', so => so.live)
    await mkdir(join(path, 'phone'))
    await writeFile(join(path, 'one.eml'), mail())
    await writeFile(join(path, 'two.mbox'), `From ana Mon Mar  3 10:00:00 2025\n${mail()}\nFrom ana Mon Mar  3 10:00:00 2025\n${mail()}`)
    await writeFile(
      join(path, 'phone', 'calls.csv'),
      'Date,Time,Number,Direction,Duration\n2025-03-03,10:00,+34600111222,incoming,60\n2025-03-03,11:00,+34600111223,outgoing,30\n',
    )
    await run.until('five', so => so.items.size === 5)
    await run.stop()
    expect([...run.items.keys()].map(key => key.split(' ')[0]).toSorted()).toEqual(['csv', 'csv', 'email', 'email', 'email'])
  })

  it('reads a file again when it grows, and takes what is new', async () => {
    const path = await inbox()
    await writeFile(join(path, 'in.mbox'), `From ana Mon Mar  3 10:00:00 2025\n${mail()}\n`)
    const run = collect(path).start()
    await run.until('one', so => so.items.size === 1)
    await appendFile(join(path, 'in.mbox'), `From ana Mon Mar  3 10:00:00 2025\n${mail()}\n`)
    await run.until('two', so => so.items.size === 2)
    await run.stop()
  })

  it('leaves a file alone until it has rested', async () => {
    const path = await inbox()
    const settings = { path, rest: 0.05, every: 0.05 }
    const run = new Collector(folder, { settings }).start()
    await run.until('live', so => so.live)
    const clock = standingClock()
    const text = mail()
    const from = run.steps
    await writeFile(join(path, 'half.eml'), text.slice(0, -20))
    await run.until('a look at it', so => so.steps > from)
    await appendFile(join(path, 'half.eml'), text.slice(-20))
    clock.go()
    await run.until('it', so => so.items.size > 0)
    await run.stop()
    expect(run.texts).toEqual([expect.stringContaining('is loose.')])
  })

  it('is live, and reads the others, while one file never rests', async () => {
    const path = await inbox()
    const busy = join(path, 'busy.mbox')
    await writeFile(busy, 'x')
    const writing = setInterval(() => void appendFile(busy, 'x'), 5)
    await writeFile(join(path, 'one.eml'), mail())
    const run = new Collector(folder, { settings: { path, rest: 0.2, every: 0.1 } }).start()
    await run.until('live, and the other', so => so.live && so.items.size === 1)
    clearInterval(writing)
    await run.stop()
  })

  it('says of what nobody knows, and of what it may not read, once', async () => {
    const path = await inbox()
    await writeFile(join(path, 'picture.jpg'), new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))
    await writeFile(join(path, 'empty.eml'), '')
    const run = collect(path).start()
    await run.until('several looks', so => so.steps > 6)
    await writeFile(join(path, 'good.eml'), mail())
    await run.until('the good one', so => so.items.size === 1)
    await run.stop()
    expect(run.problems.map(({ code }) => code).toSorted()).toEqual(['empty', 'not-recognised'])
  })

  it('forgets nothing when a drive leaves an empty folder behind', async () => {
    const path = await inbox()
    await writeFile(join(path, 'one.eml'), mail())
    const run = collect(path).start(true)
    await run.until('one', so => so.items.size === 1 && so.live)
    await rename(path, `${path}-drive`)
    await mkdir(path)
    const from = run.steps
    await run.until('looks', so => so.steps > from + 3)
    await rm(path, { recursive: true })
    await rename(`${path}-drive`, path)
    await writeFile(join(path, 'two.eml'), mail())
    await run.until('two', so => so.items.size === 2)
    await run.stop()
    expect(run.repeated).toBe(0)
  })

  it('reads again from a date', async () => {
    const path = await inbox()
    await writeFile(join(path, 'old.eml'), mail())
    await writeFile(join(path, 'new.eml'), mail())
    await utimes(join(path, 'old.eml'), 1_600_000_000, 1_600_000_000)
    const first = collect(path).start()
    await first.until('both', so => so.items.size === 2)
    await first.stop()
    const again = new Collector(folder, { settings: settingsOf(path), since: Date.UTC(2024, 0, 1) })
    again.cursor = first.cursor
    again.start()
    await again.until('live', so => so.live)
    await again.stop()
    expect(again.items.size).toBe(1)
  })

  it('asks for a person when the folder was never there', async () => {
    const run = collect(join(scratch, 'nowhere')).start()
    expect(await run.failure()).toMatchObject({ kind: 'attention', code: 'folder-missing' })
  })
})
