import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
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

test.each(['{"looks":', '', 'looks', '{"version":"new"}'])('a broken file (%j) is set aside, and the start goes on', broken => {
  const here = folder()
  writeFileSync(join(here, 'preferences.json'), broken)
  const after = preferences(here)
  expect(after.get('looks')).toBeUndefined()
  after.set('looks', { theme: 'dark' })
  expect(preferences(here).get('looks')).toEqual({ theme: 'dark' })
  expect(readFileSync(join(here, 'preferences.json.broken'), 'utf8')).toBe(broken)
})

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
