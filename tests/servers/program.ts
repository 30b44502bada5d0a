import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, connect as dial } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/** Servers refuse to run as root, or do other things then: started by root, they run as nobody. */
const root = userInfo().uid === 0
const nobody = { uid: 65534, gid: 65534 }

/** An ordinary user's PATH does not name the folders that servers lie in. */
const path = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`

/** Names of the user and group that servers run as. */
export function account(): { user: string; group: string } {
  if (root) return { user: 'nobody', group: 'nogroup' }
  return { user: userInfo().username, group: execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim() }
}

/** Gives what root wrote to the user that servers run as. */
export function handOver(path: string): void {
  if (root) chownSync(path, nobody.uid, nobody.gid)
}

/** A folder that the servers' user may write to. */
export function makeFolder(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o755 })
  handOver(path)
  return path
}

/** A new folder in the system's temporary one. It goes when `removeFolder` is called, or with the next one made after this process ended. */
export function scratchFolder(name: string): string {
  for (const folder of readdirSync(tmpdir())) {
    const owner = /^hilo-server-(\d+)-/.exec(folder)?.[1]
    if (owner === undefined || isRunning(Number(owner))) continue
    try {
      removeFolder(join(tmpdir(), folder))
    } catch {
      // Another user's: that user's next one removes it.
    }
  }
  const folder = mkdtempSync(join(tmpdir(), `hilo-server-${process.pid}-${name}-`))
  handOver(folder)
  return folder
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Somebody else's process runs too; it may not be asked.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Ports that one process may take. */
const OWN_PORTS = 50
const ownPorts = 12_000 + (process.pid % 400) * OWN_PORTS
let portsTaken = Math.floor(Math.random() * OWN_PORTS)

/**
 * A port on loopback that nobody listens on. Below the range that systems hand out by themselves, so that it stays free over a restart; and
 * out of those of this process, each in its turn, so that nobody else who looks for one takes it before its server does.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = ownPorts + (portsTaken++ % OWN_PORTS)
    const server = createServer()
    const taken = await new Promise<boolean>(resolve => {
      server.once('error', () => resolve(true))
      server.listen(port, '127.0.0.1', () => resolve(false))
    })
    if (taken) continue
    server.close()
    await once(server, 'close')
    return port
  }
}

export interface Program {
  pid: number
  /** Ends it and everything it started; resolves when nothing of it runs any more. */
  end: () => Promise<void>
}

/** How long a server may take to begin, and to end in good order, where several share a slow machine, ms. */
const [READY, GOOD_ORDER] = [60_000, 30_000]

interface Start {
  /** The Debian package it comes with. */
  pack: string
  args: string[]
  /** Answers whether it does its work yet. Asked until it does. */
  ready: () => Promise<boolean>
  env?: Record<string, string>
  /** What makes it end in good order; default SIGTERM. */
  signal?: NodeJS.Signals
}

/**
 * Starts a server that stays in the foreground, in a process group of its own; it ends with this process too, however this one ends.
 * Throws with its last words when it ends early or is not ready within a minute.
 */
export async function startProgram(command: string, { pack, args, ready, env, signal = 'SIGTERM' }: Start): Promise<Program> {
  if (!isProgram(command)) throw new Error(`${command} is not installed here: sudo apt install ${pack}`)
  const child = launch(command, args, signal, env)
  const words = lastWords(child)
  const ended = new Promise<void>(resolve => {
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })
  const state = { over: false }
  void ended.then(() => (state.over = true))

  const end = async () => {
    if (child.pid === undefined) return
    if (!state.over) signalGroup(child.pid, signal)
    await Promise.race([ended, pause(GOOD_ORDER, true)])
    signalGroup(child.pid, 'SIGKILL')
    await ended
  }

  const deadline = Date.now() + READY
  while (!(await ready())) {
    if (state.over) throw new Error(`${command} ended: ${words()}`)
    if (Date.now() > deadline) {
      await end()
      throw new Error(`${command} was not ready within ${READY} ms: ${words()}`)
    }
    await pause(10)
  }
  return { pid: child.pid ?? 0, end }
}

/** Runs a program to its end. Throws with its last words when it fails. */
export async function runProgram(command: string, args: string[], env?: Record<string, string>): Promise<void> {
  const child = launch(command, args, 'SIGTERM', env)
  const words = lastWords(child)
  const code = await new Promise(resolve => {
    child.once('error', resolve)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`${command}: ${code} ${words()}`)
}

function launch(command: string, args: string[], signal: string, env?: Record<string, string>): ChildProcess {
  const other = root ? ['--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups'] : []
  return spawn('setpriv', ['--pdeathsig', signal.replace('SIG', ''), ...other, command, ...args], {
    // Not every program can live with a working folder that it may not enter.
    cwd: tmpdir(),
    env: { ...process.env, PATH: path, HOME: tmpdir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
}

function isProgram(command: string): boolean {
  return command.startsWith('/') || path.split(':').some(folder => existsSync(join(folder, command)))
}

function lastWords(child: ChildProcess): () => string {
  let words = ''
  child.once('error', error => (words += error.message))
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (words = `${words}${chunk}`.slice(-2_000)))
  return () => words.trim()
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal)
  } catch {
    // Nothing of it was left.
  }
}

function pause(ms: number, idle = false): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    if (idle) timer.unref()
  })
}

/** Asks until it answers something else than undefined. Throws after `limit` ms. */
export async function until<T>(ask: () => Promise<T | undefined>, what: string, limit = 60_000): Promise<T> {
  const deadline = Date.now() + limit
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > deadline) throw new Error(`${what}: not within ${limit} ms`)
    await pause(20)
  }
}

/** Whether a server on loopback takes connections, and what it says first begins as expected. */
export function answers(port: number, greeting = ''): Promise<boolean> {
  return new Promise(resolve => {
    const socket = dial({ port, host: '127.0.0.1' })
    const done = (result: boolean) => {
      socket.destroy()
      resolve(result)
    }
    socket.setTimeout(1_000, () => done(false))
    socket.once('error', () => done(false))
    socket.once('close', () => done(false))
    if (greeting === '') socket.once('connect', () => done(true))
    else socket.once('data', data => done(data.toString().startsWith(greeting)))
  })
}
