import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Uploads } from '../../../electron/serve/uploads.ts'
import { mail } from '../support/mail.ts'
import { testFolder } from '../support/workspace.ts'

const worker = join(import.meta.dirname, '..', 'support', 'work-until-killed.ts')

/** The planted word as bytes that hold it would have it, at each of the three places in a group of base64. */
function spellings(word: string): Buffer[] {
  const encoded = ['', 'a', 'ab'].map(before =>
    Buffer.from(before + word)
      .toString('base64')
      .slice(before.length === 0 ? 0 : 4, -4),
  )
  const turned = Buffer.from(word, 'utf16le').swap16()
  return [
    Buffer.from(word),
    Buffer.from(word.toUpperCase()),
    Buffer.from(word, 'utf16le'),
    turned,
    Buffer.from(Buffer.from(word).toString('hex')),
    ...encoded.map(text => Buffer.from(text)),
  ]
}

function filesWith(folder: string, word: string): string[] {
  const wanted = spellings(word)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => {
    const path = join(folder, name)
    const bytes = statSync(path).isFile() ? readFileSync(path) : Buffer.of()
    return wanted.some(each => bytes.includes(each) || name.includes(word))
  })
}

test('after a day of work and a kill, nothing that was read, written, opened or exported can be read in any file', async () => {
  const folder = testFolder()
  const place = (name: string) => join(folder, name)
  for (const name of ['data', 'temporary', 'home']) mkdirSync(place(name))
  const box = join(testFolder(), 'in.mbox')
  const parts =
    '--b\nContent-Type: text/html\n\n<p>The quxwordle\n--b\nContent-Disposition: attachment; filename="quxwordle.txt"\n\nquxwordle\n--b--'
  const headers = ['Content-Type: multipart/mixed; boundary=b']
  const one = mail({ id: '1@x', from: 'Ana <ana@quxwordle.example>', to: 'us@b.example', at: '2025-01-01T10:00:00Z', text: parts, headers })
  writeFileSync(box, `From - Mon Jan  6 10:00:00 2025\n${one.replace('Content-Type: text/plain; charset=utf-8\n', '')}\n`)

  const env = {
    ...process.env,
    TMPDIR: place('temporary'),
    HOME: place('home'),
    XDG_CACHE_HOME: place('home'),
    XDG_CONFIG_HOME: place('home'),
  }
  const child = spawn(process.execPath, [worker, place('data'), box], { env, cwd: place('home'), stdio: ['ignore', 'pipe', 'inherit'] })
  expect(String((await once(child.stdout, 'data'))[0])).toBe('worked\n')
  // The search would find it: what was dropped on the window lies there as it came, until the next start.
  const left = filesWith(folder, 'quxwordle')
  expect(left).toEqual([expect.stringMatching(/^data[\\/]uploads[\\/].*quxwordle\.mbox$/)])
  child.kill('SIGKILL')
  await once(child, 'close')

  await new Uploads(place('data')).open()
  expect(filesWith(folder, 'quxwordle')).toEqual([])
  expect(readdirSync(place('temporary'))).toEqual([])
  expect(readdirSync(place('data'), { recursive: true }).length).toBeGreaterThan(5)
  rmSync(box)
})
