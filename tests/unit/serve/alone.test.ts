import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { testFolder } from '../../integration/support/workspace.ts'

const commandLine = join(import.meta.dirname, '..', '..', '..', 'electron', 'serve', 'hilo.ts')
const env = { ...process.env, HILO_PASSPHRASE: 'correct horse', LC_ALL: 'C' }

function hilo(...args: string[]) {
  return new Promise<{ code: number; stderr: string }>(resolve => {
    const child = execFile(process.execPath, [commandLine, ...args], { env, timeout: 90_000 }, (_error, _stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stderr }),
    )
    child.stdin?.end()
  })
}

/** A window that is served, once its address is printed. */
async function served(data: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [commandLine, 'serve', '--json', '--data', data], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  expect(String(await once(child.stdout, 'data'))).toContain('"address"')
  return child
}

test('one program with a window has a data folder: a second is told which, and one that was killed holds nobody up', async () => {
  const data = join(testFolder(), 'data')
  mkdirSync(data)
  const first = await served(data)
  expect(await hilo('serve', '--data', data)).toEqual({
    code: 1,
    stderr: `Hilo is open on ${data} already, in process ${first.pid}: use its window, or end it first.\n`,
  })
  first.kill('SIGKILL')
  await once(first, 'exit')
  const second = await served(data)
  second.kill('SIGTERM')
  expect(await once(second, 'exit')).toEqual([0, null])
})
