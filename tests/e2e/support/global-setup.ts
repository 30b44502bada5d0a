import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { clockBack, sinceThursday } from './clock.ts'
import { root, sampleTemplate } from './paths.ts'

/** Builds what is tested, if it is not built yet, and fills one sample workspace for all tests. */
export default function prepare(): void {
  const back = sinceThursday(Date.now())
  process.env.SAMPLE_CLOCK_BACK = String(back)
  const node = (args: string[], env = {}) =>
    execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } })
  node(['--input-type=module', '-e', "const p = await import('./scripts/prepare.mjs'); await p.buildWindow(); await p.buildMain()"])
  rmSync(sampleTemplate, { recursive: true, force: true })
  mkdirSync(sampleTemplate, { recursive: true })
  node(['tests/e2e/support/make-sample.ts', sampleTemplate], clockBack(back))
}
