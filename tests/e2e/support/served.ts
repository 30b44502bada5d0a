import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import * as z from 'zod'
import { clockBack } from './clock.ts'
import { commandLine } from './paths.ts'

const Address = z.object({ address: z.url() })

export interface Served {
  address: string
  stop(): Promise<void>
  /** Ends it with SIGKILL. */
  kill(): Promise<void>
}

/**
 * A `serve` of its own on a port, a free one by default. `passphrase`: for the user's own workspace; without it the window asks. `back`: ms its
 * clock is set back.
 */
export async function startServe(folder: string, passphrase: string | undefined, port = 0, back = 0): Promise<Served> {
  const child = spawn(process.execPath, [commandLine, 'serve', '--port', String(port), '--json', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment(passphrase, back),
  })
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const { address } = Address.parse(JSON.parse(line))
  return { address, stop: () => end(child, 'SIGTERM'), kill: () => end(child, 'SIGKILL') }
}

/** Runs the command line; answers with its JSON result. Rejects when it fails. */
export async function hilo(folder: string, passphrase: string, ...args: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [commandLine, ...args, '--json', '--data', folder], {
    env: environment(passphrase),
    maxBuffer: 64 * 1024 * 1024,
  })
  return JSON.parse(stdout)
}

export function environment(passphrase: string | undefined, back = 0): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { ...Object.fromEntries(inherited), HILO_PASSPHRASE: passphrase ?? '', ...(back > 0 && clockBack(back)) }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}
