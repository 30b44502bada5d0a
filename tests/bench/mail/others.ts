import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Seconds it took, of those a processor worked for it, and bytes it left on disk beside the mails. */
export interface Taken extends Timed {
  size: number
}

interface Timed {
  seconds: number
  cpu: number
}

/** `notmuch new` on a Maildir that it has not seen before. */
export async function notmuch(scratch: string, maildir: string): Promise<Taken> {
  const config = join(scratch, 'notmuch-config')
  writeFileSync(config, `[database]\npath=${maildir}\n[user]\nprimary_email=support@alba.example\n[new]\ntags=inbox\n`)
  const time = await timed('notmuch', ['new', '--quiet'], { NOTMUCH_CONFIG: config })
  const own = join(maildir, '.notmuch')
  const size = sizeOf(own)
  rmSync(own, { recursive: true })
  return { ...time, size }
}

/** `mu index` on a Maildir that it has not seen before. */
export async function mu(scratch: string, maildir: string): Promise<Taken> {
  const home = join(scratch, 'mu')
  mkdirSync(home)
  await run('mu', ['init', '--quiet', `--muhome=${home}`, `--maildir=${maildir}`, '--my-address=support@alba.example'])
  const time = await timed('mu', ['index', '--quiet', `--muhome=${home}`], {})
  const size = sizeOf(home)
  rmSync(home, { recursive: true })
  return { ...time, size }
}

/** `mbsync` copying the INBOX of `ana` from a server on loopback into a Maildir of its own. */
export async function mbsync(scratch: string, port: number): Promise<Taken> {
  const target = join(scratch, 'copy')
  mkdirSync(target)
  const config = join(scratch, 'mbsyncrc')
  const sections = [
    ['IMAPAccount a', 'Host 127.0.0.1', `Port ${port}`, 'User ana', 'Pass pw', 'SSLType None', 'AuthMechs LOGIN'],
    ['IMAPStore far', 'Account a'],
    ['MaildirStore near', `Path ${target}/`, `Inbox ${target}/INBOX`],
    ['Channel c', 'Far :far:', 'Near :near:', 'Patterns INBOX', 'Create Near', 'Sync Pull', `SyncState ${target}/`],
  ]
  writeFileSync(config, sections.map(lines => `${lines.join('\n')}\n`).join('\n'))
  const time = await timed('mbsync', ['-c', config, 'c'], {})
  const size = sizeOf(target)
  rmSync(target, { recursive: true })
  return { ...time, size }
}

async function timed(program: string, args: string[], env: Record<string, string>): Promise<Timed> {
  const start = performance.now()
  const { stdout } = await run('sh', ['-c', '"$@" && times', 'sh', program, ...args], { env: { ...process.env, ...env } })
  const seconds = (performance.now() - start) / 1000
  // POSIX `times`: its last line is user and system time of what the shell ran, as 1m2.34s.
  const times = [...(stdout.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)]
  return { seconds, cpu: times.reduce((sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest), 0) }
}

/** Bytes of all files in a folder and those in it. */
export function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}
