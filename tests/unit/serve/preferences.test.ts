import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openLog } from '../../../electron/platform/log.ts'
import { preferences } from '../../../electron/serve/preferences.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'hilo-preferences-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

test('what was set is there after a restart, for this user alone', () => {
  const here = folder()
  preferences(here).set('looks', { theme: 'dark' })
  preferences(here).set('a.b', 1)
  expect(preferences(here).get('looks')).toEqual({ theme: 'dark' })
  expect(preferences(here).get('a.b')).toBe(1)
  expect(preferences(here).get('a')).toBeUndefined()
  expect(statSync(join(here, 'preferences.json')).mode & 0o077).toBe(0)
})

test.each(['{"looks":', '', 'looks', '{"version":"new"}', '{"version":-1}', '\u0000\u0000\u0000', '{"looks":{"theme":"da'])(
  'a broken file (%j) is set aside, and the start goes on',
  broken => {
    const here = folder()
    writeFileSync(join(here, 'preferences.json'), broken)
    const after = preferences(here)
    expect([after.get('looks'), after.trouble?.()]).toEqual([undefined, 'set-aside'])
    after.set('looks', { theme: 'dark' })
    // Said once: the next start finds all well.
    expect([preferences(here).get('looks'), preferences(here).trouble?.()]).toEqual([{ theme: 'dark' }, undefined])
    expect(readFileSync(join(here, 'preferences.json.broken'), 'utf8')).toBe(broken)
  },
)

test('values that do not fit are dropped, and what only a newer Hilo knows is kept', () => {
  const here = folder()
  const written = () => JSON.parse(readFileSync(join(here, 'preferences.json'), 'utf8'))
  writeFileSync(join(here, 'preferences.json'), JSON.stringify({ workspace: 'theirs', looks: 7, window: { x: 1 } }))
  expect(preferences(here).get('window')).toEqual({ x: 1 })
  expect(written()).toEqual({ version: 1, window: { x: 1 } })
  writeFileSync(join(here, 'preferences.json'), JSON.stringify({ version: 9, workspace: 'own', sounds: { ring: 'bell' } }))
  const newer = preferences(here)
  newer.set('looks', { theme: 'dark' })
  expect(written()).toEqual({ version: 9, workspace: 'own', sounds: { ring: 'bell' }, looks: { theme: 'dark' } })
})

test('what cannot be read or written keeps nobody from working, is told in the log, and holds until the end', () => {
  const here = folder()
  const log = openLog(here)
  // A folder in the way of the file can be neither read nor replaced, whoever asks.
  mkdirSync(join(here, 'preferences.json', 'in-the-way'), { recursive: true })
  const unread = preferences(here, log)
  unread.set('looks', { theme: 'dark' })
  expect([unread.get('looks'), unread.trouble?.()]).toEqual([{ theme: 'dark' }, 'not-kept'])

  rmSync(join(here, 'preferences.json'), { recursive: true })
  const lost = preferences(here, log)
  expect(lost.trouble?.()).toBeUndefined()
  // From now on nothing can be written there.
  rmSync(join(here, 'preferences.json'))
  mkdirSync(join(here, 'preferences.json', 'in-the-way'), { recursive: true })
  lost.set('looks', { theme: 'light' })
  lost.set('workspace', 'own')
  expect([lost.get('looks'), lost.get('workspace'), lost.trouble?.()]).toEqual([{ theme: 'light' }, 'own', 'not-kept'])
  const lines = String(log.files()[0]?.content).split('\n')
  expect(lines.filter(line => line.includes('preferences.not-kept error=Error code=EISDIR'))).toHaveLength(2)
})
