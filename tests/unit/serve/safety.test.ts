import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

// Nine processes, one after the other.
const PATIENCE = 120_000

const commandLine = join(import.meta.dirname, '..', '..', '..', 'electron', 'serve', 'hilo.ts')
const folder = mkdtempSync(join(tmpdir(), 'hilo-safety-'))
const place = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs one command in a data folder; everything it writes anywhere, temporary files too, lies below `folder`. */
function hilo(data: string, passphrase: string, args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number; stdout: string; stderr: string }>(resolve => {
    const child = execFile(
      process.execPath,
      [commandLine, ...args, '--data', place(data)],
      { env: { ...process.env, HILO_PASSPHRASE: passphrase, LC_ALL: 'C', TMPDIR: place('tmp'), HOME: place('home'), ...env } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    )
    child.stdin?.end()
  })
}

test(
  'a workspace moves to another machine by its backup, takes a new passphrase, and leaves no readable word anywhere',
  async () => {
    for (const name of ['tmp', 'home']) mkdirSync(place(name))
    const mbox = place('in.mbox')
    writeFileSync(
      mbox,
      'From x Mon Mar  2 10:00:00 2026\nFrom: Ana <ana@example.es>\nTo: us@hilo.example\nSubject: Quxwordle\nDate: Mon, 2 Mar 2026 10:00:00 +0100\nMessage-ID: <1@x>\n\nThe quxwordle\n\n',
    )
    expect(await hilo('one', 'first passphrase', ['import', mbox, '--own', 'us@hilo.example'])).toMatchObject({ code: 0 })
    rmSync(mbox)
    const made = JSON.parse((await hilo('one', 'first passphrase', ['backup', '--to', place('stick'), '--json'])).stdout)
    expect(made).toMatchObject({ interactions: 1, path: expect.stringContaining(place('stick')) })

    expect(await hilo('two', 'wrong passphrase', ['restore', made.path])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('does not fit'),
    })
    expect(existsSync(join(place('two'), 'hilo.db'))).toBe(false)
    expect(await hilo('two', 'first passphrase', ['restore', made.path])).toMatchObject({ code: 0 })
    expect(await hilo('two', 'first passphrase', ['rekey'], { HILO_NEW_PASSPHRASE: 'second passphrase' })).toMatchObject({ code: 0 })
    expect(await hilo('two', 'first passphrase', ['customers'])).toMatchObject({ code: 1, stderr: expect.stringContaining('does not fit') })
    expect((await hilo('two', 'second passphrase', ['timeline', '--who', 'ana@example.es'])).stdout).toContain('The quxwordle')
    expect((await hilo('two', 'second passphrase', ['audit'])).stdout.replace(/ {2}[-\d]{10} \d\d:\d\d {2}.*? {2,}/g, ' ')).toBe(
      '2 The workspace was given a new key\n1 The workspace was restored from a backup\n',
    )

    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map(place)
      .filter(path => statSync(path).isFile())
    expect(files.length).toBeGreaterThan(8)
    expect(files.filter(path => /quxwordle|ana@example|passphrase/i.test(readFileSync(path, 'latin1')))).toEqual([])
  },
  PATIENCE,
)
