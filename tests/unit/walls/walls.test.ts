import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importsOf, isCode, lines, root, sources } from './import-graph.ts'
import { walls } from './walls.ts'

const files = sources()
const code = files.filter(isCode)
const edges = code.flatMap(file => importsOf(file))

describe('walls', () => {
  test.each(walls)('$says', ({ crosses }) => {
    expect(edges.filter(crosses).map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  test.each([
    ['only electron/shell imports electron', 'electron/app/app.ts', "import { app } from 'electron'"],
    ['shell and serve never import each other', 'electron/shell/a.ts', "export * from '../serve/http.ts'"],
    ['nothing but an entry point knows shell or serve', 'electron/app/app.ts', "import '../serve/http.ts'"],
    [
      'renderer imports nothing of ours but shared, and no Node',
      'renderer/ui/a.tsx',
      "const a = await import('../../electron/app/app.ts')",
    ],
    ['only renderer/api knows how calls travel', 'renderer/ui/a.tsx', "import { RPCLink } from '@orpc/client/websocket'"],
    ['the main process imports nothing of the window', 'electron/app/a.ts', "import type { A } from '../../renderer/ui/a.tsx'"],
    ['shared imports nothing outside shared but libraries without any surroundings', 'shared/model/a.ts', "import 'node:fs'"],
    ['only electron/store opens the database', 'electron/app/a.ts', "import Database from 'better-sqlite3-multiple-ciphers'"],
    [
      'connectors never touch the store',
      'electron/connectors/email/a.ts',
      "new Worker(new URL('../../store/database.ts', import.meta.url))",
    ],
    [
      'linkage compares records alone: it imports nothing of ours but shared',
      'electron/linkage/a.ts',
      "import { a } from '../store/database.ts'",
    ],
    ['scripts run with nothing installed', 'scripts/a.mjs', "import { z } from 'zod'"],
  ])('a hole in the wall is seen: %s', (says, file, text) => {
    const crossed = walls.filter(wall => importsOf(file, text).some(wall.crosses))
    expect(crossed.map(wall => wall.says)).toContain(says)
  })

  test('every wall has been shown a hole', () => {
    expect(walls).toHaveLength(11)
    expect(edges.length).toBeGreaterThan(100)
  })
})

describe('size', () => {
  test('no file is over 400 lines', () => {
    expect(code.filter(file => lines(file) > 401).map(file => `${file}: ${lines(file)}`)).toEqual([])
  })

  test('no folder is over 14 files', () => {
    const folders = Object.groupBy(code, dirname)
    const crowded = Object.entries(folders).flatMap(([folder, inside = []]) => (inside.length > 14 ? [`${folder}: ${inside.length}`] : []))
    expect(crowded).toEqual([])
  })
})

describe('nothing of the machine it was written on', () => {
  test("no file names a developer's home", () => {
    const home = /(?:\/(?:home|Users)\/(?!runner\b)[a-z][\w.-]*\/|[A-Z]:\\Users\\\w)/
    const named = files.filter(file => {
      const text = readFileSync(join(root, file), 'utf8')
      return home.test(text) || (homedir() !== '/' && homedir() !== '/root' && text.includes(homedir()))
    })
    expect(named).toEqual([])
  })

  test('the lock file names no place to download from', () => {
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved"')
  })
})
