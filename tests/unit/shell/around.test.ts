import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { contextTemplate } from '../../../electron/shell/around/context-menu.ts'
import { startAtLogin } from '../../../electron/shell/around/login.ts'
import { print } from '../../../electron/shell/around/print.ts'
import { words } from '../../../electron/shell/around/words.ts'
import { app, BrowserWindow, dialog, log } from './fakes/fake-electron.ts'

vi.mock('electron', () => import('./fakes/fake-electron.ts'))

const folder = mkdtempSync(join(tmpdir(), 'hilo-around-'))

beforeEach(() => {
  log.length = 0
  BrowserWindow.all = []
})
afterEach(() => {
  vi.unstubAllEnvs()
  app.isPackaged = false
})

const nothing = {
  canUndo: false,
  canRedo: false,
  canCut: false,
  canCopy: true,
  canPaste: true,
  canSelectAll: true,
  canDelete: false,
  canEditRichly: false,
}
const asked = (where: Partial<Parameters<typeof contextTemplate>[0]>) => {
  const done: string[] = []
  const acts = { replace: (word: string) => void done.push(`replace ${word}`), learn: (word: string) => void done.push(`learn ${word}`) }
  const given = { misspelledWord: '', dictionarySuggestions: [], isEditable: false, editFlags: nothing, selectionText: '', ...where }
  return { done, items: contextTemplate(given, words(), acts) }
}

test('the right button offers other spellings first, and to learn the word', () => {
  const { items, done } = asked({ isEditable: true, misspelledWord: 'recieve', dictionarySuggestions: ['receive', 'relieve'] })
  expect(items.slice(0, 4).map(item => item.label)).toEqual(['receive', 'relieve', 'Add to Dictionary', undefined])
  for (const item of items.slice(0, 3)) Object.assign(item).click()
  expect(done).toEqual(['replace receive', 'replace relieve', 'learn recieve'])
  expect(items.filter(item => item.enabled).map(item => item.role)).toEqual(['copy', 'paste', 'selectAll'])
})

test('where there is nothing to do there is no menu', () => {
  expect(asked({}).items).toEqual([])
  expect(asked({ selectionText: 'order 7' }).items.map(item => item.role)).toEqual(['copy'])
})

if (process.platform === 'linux') {
  test('on Linux it starts with the desktop by a file, which is taken away again', () => {
    expect(startAtLogin()).toBeUndefined()
    app.isPackaged = true
    vi.stubEnv('XDG_CONFIG_HOME', folder)
    vi.stubEnv('APPIMAGE', '/opt/My "apps"/100% Hilo.AppImage')
    const login = startAtLogin()
    expect(login?.get()).toBe(false)
    login?.set(true)
    expect(login?.get()).toBe(true)
    const file = readFileSync(join(folder, 'autostart', 'hilo.desktop'), 'utf8')
    expect(file).toContain('Exec="/opt/My \\"apps\\"/100%% Hilo.AppImage" --hidden\n')
    login?.set(false)
    expect(existsSync(join(folder, 'autostart', 'hilo.desktop'))).toBe(false)
  })
}

test('a paper is printed, or kept as a PDF where it is wanted, from a window in which nothing runs', async () => {
  await print('/doc/abc', 'paper', 'Ana')
  expect(log).toEqual(['window', 'load app://hilo/doc/...', 'print'])
  const file = join(folder, 'ana.pdf')
  Object.assign(dialog, { saveTo: file })
  await print('/doc/def', 'pdf', 'Ana')
  expect(readFileSync(file, 'utf8')).toBe('%PDF-')
  Object.assign(dialog, { saveTo: undefined })
  await print('/doc/ghi', 'pdf', 'Ana')
  expect(BrowserWindow.all).toEqual([])
  rmSync(folder, { recursive: true })
})
