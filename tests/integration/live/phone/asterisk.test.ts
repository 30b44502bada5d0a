import { appendFile, copyFile, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { asteriskLive } from '../../../../electron/connectors/asterisk-live/asterisk-live.ts'
import { standingClock } from '../../support/standing-clock.ts'
import { Collector, type Given } from '../collect.ts'
import { connectorContract } from '../contract.ts'

const scratch = await mkdtemp(join(tmpdir(), 'hilo-asterisk-'))
afterAll(() => rm(scratch, { recursive: true, force: true }))

const START = Date.UTC(2025, 2, 3, 10)
const stamp = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')

interface Leg {
  id: string
  /** Epoch ms. */
  at?: number
  seconds?: number
  dst?: string
}

/** One row as cdr_csv writes it: rung for 10 s, then talked. */
function row({ id, at = START, seconds = 60, dst = '201' }: Leg): string {
  const answer = at + 10_000
  const times = [stamp(at), stamp(answer), stamp(at + (seconds + 10) * 1000), `${seconds + 10}`, `${seconds}`]
  const cells = ['', '600111222', '600', 'from-trunk', '"Ana" <600111222>', 'PJSIP/trunk-01', `PJSIP/${dst}-02`, 'Dial', `PJSIP/${dst},30`]
  return `${[...cells, ...times, 'ANSWERED', 'DOCUMENTATION', id, '', '', id, '1'].map(cell => `"${cell}"`).join(',')}\n`
}

let count = 0
const newId = () => `1741000000.${++count}`
const newCall = () => row({ id: newId(), at: START + count * 1000 })

async function newFile(content = ''): Promise<string> {
  const path = join(await mkdtemp(join(scratch, 'cdr-')), 'Master.csv')
  await writeFile(path, content)
  return path
}
const settingsOf = (path: string) => ({ path, timeZone: 'UTC', hold: 0.5, every: 0.02 })
const collect = (path: string, more: Partial<Given<ReturnType<typeof settingsOf>>> = {}) =>
  new Collector(asteriskLive, { settings: settingsOf(path), ...more })

connectorContract('asterisk-live', async () => {
  const path = await newFile()
  return {
    connector: asteriskLive,
    given: { settings: settingsOf(path) },
    many: 9000,
    async add(count) {
      for (let i = 0; i < count; i++) await appendFile(path, newCall())
    },
    away: () => rename(join(path, '..'), `${join(path, '..')}-away`),
    back: () => rename(`${join(path, '..')}-away`, join(path, '..')),
    wrong: [{ given: { settings: settingsOf(join(path, 'nowhere.csv')) }, step: 'file', code: 'file-missing' }],
    hidden: ['600111222', 'Ana'],
    close: () => rm(path),
  }
})

describe('a CDR file that grows', () => {
  it('waits for the rest of a half-written line', async () => {
    const path = await newFile(newCall())
    const run = collect(path).start()
    await run.until('the first', so => so.items.size === 1 && so.live)
    const line = newCall()
    await appendFile(path, line.slice(0, 70))
    const from = run.steps
    await run.until('several looks', so => so.steps > from + 5)
    expect([run.items.size, run.problems]).toEqual([1, []])
    await appendFile(path, line.slice(70))
    await run.until('the second', so => so.items.size === 2)
    await run.stop()
    expect(run.problems).toEqual([])
  })

  it('joins the legs of a call that come one after the other, and over a restart too', async () => {
    const id = newId()
    const transferred = { id, at: START + 70_000, seconds: 30, dst: '202' }
    // The clock stands at the end of the first leg, so that only waiting tells that a call is over; and nobody has waited until it is said.
    const now = () => START + 70_000
    const clock = standingClock()
    const path = await newFile(row({ id }))
    const run = collect(path, { now }).start()
    const from = run.steps
    await run.until('a look', so => so.steps > from + 2)
    await appendFile(path, row(transferred))
    const again = run.steps
    await run.until('a look at it', so => so.steps > again + 1)
    clock.go()
    await run.until('the call', so => so.items.size === 1)
    clock.stand()
    await run.stop()
    expect(run.items.get(`asterisk ${id}`)?.call).toMatchObject({ outcome: 'answered', talk: 90 })

    const other = await newFile(newCall() + row({ id }))
    const first = collect(other, { now }).start()
    await first.until('the first step', so => so.cursor !== undefined)
    await first.stop()
    expect(first.items.has(`asterisk ${id}`)).toBe(false)
    await appendFile(other, row(transferred))
    first.start()
    const second = first.steps
    await first.until('a look at it', so => so.steps > second + 1)
    clock.go()
    await first.until('both', so => so.items.size === 2)
    await first.stop()
    expect(first.items.get(`asterisk ${id}`)?.call).toMatchObject({ talk: 90 })
  })

  it('takes a call for over when later rows show it', async () => {
    const id = newId()
    const path = await newFile(row({ id }) + row({ id: newId(), at: START + 2 * 3_600_000 }))
    const run = new Collector(asteriskLive, { settings: { ...settingsOf(path), hold: 3600 }, now: () => START }).start()
    await run.until('the first', so => so.items.size === 1)
    await run.stop()
    expect([...run.items.keys()]).toEqual([`asterisk ${id}`])
  })

  it('reads on through a rotation by renaming, also when it happened twice meanwhile', async () => {
    const path = await newFile(newCall() + newCall())
    const run = collect(path).start()
    await run.until('two', so => so.items.size === 2 && so.live)
    await run.stop()
    await appendFile(path, newCall())
    await rename(path, `${path}.2`)
    await writeFile(`${path}.1`, newCall() + newCall())
    await writeFile(path, newCall())
    await run.start().until('six', so => so.items.size === 6 && so.live)
    // And while it is watched, with the new file coming later.
    await appendFile(path, newCall())
    await rename(path, `${path}-20250303`)
    expect(await run.failure()).toMatchObject({ kind: 'retry', code: 'file-missing' })
    expect(run.items.size).toBe(7)
    await writeFile(path, newCall())
    await run.start().until('eight', so => so.items.size === 8)
    await run.stop()
    expect([run.problems, run.repeated]).toEqual([[], 0])
  })

  it('reads on after copying and truncating, even when the new file is longer by then', async () => {
    const path = await newFile(newCall())
    const run = collect(path).start()
    await run.until('one', so => so.items.size === 1 && so.live)
    await run.stop()
    await appendFile(path, newCall())
    await copyFile(path, `${path}.1`)
    await truncate(path)
    await appendFile(path, newCall() + newCall() + newCall() + newCall())
    await run.start().until('six', so => so.items.size === 6)
    await truncate(path)
    await appendFile(path, newCall())
    await run.until('seven', so => so.items.size === 7)
    await run.stop()
    expect([run.problems, run.repeated]).toEqual([[], 0])
  })

  it('finds what was written and put away after a file that was put away empty', async () => {
    const path = await newFile(newCall())
    const putAway = async (number: number) => {
      await rename(path, `${path}-${number}`)
      await writeFile(path, '')
    }
    const run = collect(path).start()
    await run.until('live', so => so.live)
    await putAway(1001)
    await putAway(1002)
    const from = run.steps
    await run.until('two looks', so => so.steps > from + 1)
    await run.stop()
    await appendFile(path, newCall())
    await putAway(1003)
    await appendFile(path, newCall())
    const again = collect(path)
    again.cursor = run.cursor
    await again.start().until('both', so => so.items.size === 2)
    await again.stop()
  })

  it('loses and doubles nothing, whatever happens to the file between two looks', async () => {
    const event = fc.oneof(
      { weight: 6, arbitrary: fc.record({ what: fc.constant('rows' as const), count: fc.integer({ min: 1, max: 30 }), cut: fc.nat(200) }) },
      fc.record({ what: fc.constantFrom('rename' as const, 'copy' as const, 'kill' as const, 'look' as const, 'away' as const) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 12 }), async events => {
        const path = await newFile(newCall())
        const folder = join(path, '..')
        const run = collect(path).start(true)
        await run.until('live', so => so.live)
        let expected = 1
        let files = 0
        for (const one of events) {
          if (one.what === 'rows') {
            const rows = Array.from({ length: one.count }, newCall).join('')
            await appendFile(path, rows.slice(0, one.cut))
            await appendFile(path, rows.slice(one.cut))
            expected += one.count
          } else if (one.what === 'rename') {
            await rename(path, join(folder, `Master.csv-${1000 + ++files}`))
            await writeFile(path, '')
          } else if (one.what === 'copy') {
            await copyFile(path, join(folder, `Master.csv-${1000 + ++files}`))
            await truncate(path)
          } else if (one.what === 'kill') {
            await run.stop()
            run.start(true)
          } else if (one.what === 'look') {
            const from = run.steps
            await run.until('a look', so => so.steps > from)
          } else {
            await rename(folder, `${folder}-away`)
            await run.until('noticing', so => so.errors.length > 0)
            await rename(`${folder}-away`, folder)
          }
        }
        await run.until(`all ${expected}`, so => so.items.size === expected && so.live)
        await run.stop()
        expect(run.items.size).toBe(expected)
        await rm(folder, { recursive: true })
      }),
      { numRuns: 25, endOnFailure: true },
    )
  })

  it('says which column is missing, and reads again from a date', async () => {
    const path = await newFile('src,dst,start,duration\n600111222,201,2025-03-03 10:00:00,20\n')
    expect(await collect(path).start().failure()).toMatchObject({ kind: 'attention', code: 'column-missing', detail: 'disposition' })
    const good = await newFile(newCall() + row({ id: newId(), at: START + 86_400_000 }))
    const run = collect(good).start()
    await run.until('both', so => so.items.size === 2)
    await run.stop()
    const again = collect(good, { since: START + 80_000_000 })
    again.cursor = run.cursor
    await again.start().until('live', so => so.live)
    await again.stop()
    expect(again.items.size).toBe(1)
  })

  it('keeps a row that makes no sense as a problem with its line', async () => {
    const path = await newFile(`${newCall()}${newCall().replace('2025-03-03', '2025-02-31')}${newCall()}`)
    const run = collect(path).start()
    await run.until('live', so => so.live && so.items.size === 2)
    await run.stop()
    expect(run.problems).toMatchObject([{ code: 'bad-date', line: 2 }])
  })
})
