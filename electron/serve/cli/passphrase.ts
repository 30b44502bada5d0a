import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { KeyPort } from '../../app/ports.ts'
import { Failure } from './failure.ts'
import { words } from './words.ts'

/** Characters, as the window asks for too. */
const SHORTEST = 8

/** The passphrase of the workspace in `folder`, asked for on the terminal; undefined when its key needs none. */
export async function askPassphrase(keys: Pick<KeyPort, 'state'>, folder: string): Promise<string | undefined> {
  const state = await keys.state(folder)
  if (state === 'ready') return undefined
  if (!process.stdin.isTTY) throw new Failure(words.needPassphrase)
  if (state === 'locked') return readHidden(words.passphrase)
  return chooseNewPassphrase()
}

/** A new one, typed twice. */
export async function chooseNewPassphrase(): Promise<string> {
  if (!process.stdin.isTTY) throw new Failure(words.needNewPassphrase)
  const chosen = await readHidden(words.newPassphrase)
  if ([...chosen].length < SHORTEST) throw new Failure(words.tooShort)
  if (chosen !== (await readHidden(words.repeat))) throw new Failure(words.differ)
  return chosen
}

/** A line from the terminal, without showing it. The prompt goes to stderr: stdout is for the result. */
async function readHidden(prompt: string): Promise<string> {
  process.stderr.write(prompt)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  const abort = new AbortController()
  terminal.once('SIGINT', () => abort.abort())
  terminal.once('close', () => abort.abort())
  try {
    const line = await terminal.question('', { signal: abort.signal })
    if (line === '') throw new Failure(words.needPassphrase)
    return line
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(words.needPassphrase)
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}
