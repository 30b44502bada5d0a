import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeMbox } from './support/mail.ts'
import { testFolder } from './support/workspace.ts'

const root = join(import.meta.dirname, '..', '..')

/** Lines of the shell blocks in a page, without comments. */
function commands(page: string): string[] {
  const blocks = readFileSync(join(root, page), 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)
  return [...blocks].flatMap(([, block = '']) => block.split('\n')).flatMap(line => line.replace(/\s+# .*/, '').trim() || [])
}

/** Runs a line in a shell; ends when the process does, or once its output matches `until`. */
function shell(line: string, home: string, until?: RegExp): Promise<{ code: number | null; output: string }> {
  const env = { ...process.env, HOME: home, HILO_PASSPHRASE: 'a passphrase', HILO_DATA: '', LANG: 'C.UTF-8', LC_ALL: '' }
  const child = spawn(line, { shell: '/bin/bash', cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const read = (chunk: Buffer) => {
    output += chunk
    if (until?.test(output) && child.pid) process.kill(-child.pid, 'SIGTERM')
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  return new Promise(resolve => child.once('exit', code => resolve({ code, output })))
}

test('every command line in the README does what it says', async () => {
  const home = testFolder()
  mkdirSync(join(home, 'Mail'))
  writeMbox(join(home, 'Mail', 'archive.mbox'), [
    {
      id: 'a@x',
      from: 'Ana <ana@x.example>',
      to: 'support@example.com',
      at: '2025-01-01T10:00:00Z',
      text: 'my account number is +34600111222',
    },
    { id: 'b@x', from: 'support@example.com', to: 'ana@x.example', at: '2025-01-01T11:00:00Z', text: 'thank you' },
  ])
  const lines = commands('README.md').filter(line => line.includes('npm run -s hilo'))
  expect(lines.length).toBeGreaterThanOrEqual(6)
  for (const line of lines) {
    // This customer has a mail address, not the number of the example; and the port of the example may be taken.
    const known = line.replace('+34600111222', 'ana@x.example').replace('8080', '0')
    const { code, output } = line.includes(' serve ') ? await shell(known, home, /http:\/\/127\.0\.0\.1:\d+/) : await shell(known, home)
    if (line.includes(' serve ')) expect(output).toMatch(/http:\/\/127\.0\.0\.1:\d+\/#code=/)
    else expect({ line, code, output }).toMatchObject({ code: 0 })
  }
}, 120_000)

describe.each(['README.md', 'CONTRIBUTING.md'])('%s', page => {
  const scripts: Record<string, string> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts
  test.each(commands(page))('names what is there: %s', line => {
    const script = /^npm (?:run (?:-s )?)?([a-z:]+)/.exec(line)?.[1]
    if (script) expect(Object.keys(scripts)).toContain(script)
    for (const [path] of line.matchAll(/\b(?:tests|electron|renderer|shared)\/[\w./-]+/g))
      expect(existsSync(join(root, path)), path).toBe(true)
  })
  test('links lead somewhere', () => {
    const text = readFileSync(join(root, page), 'utf8')
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) expect(existsSync(join(root, target)), target).toBe(true)
    for (const [path] of text.matchAll(/`((?:tests|electron|renderer|shared)\/[\w./-]+)`/g))
      expect(existsSync(join(root, path.slice(1, -1))), path).toBe(true)
  })
})
