/** Reads each file it is given as an import does, and says in one line of JSON what came of it and how much memory it took at most. */
import { readFileSync, writeFileSync } from 'node:fs'
import { formats, recognise } from '../../../electron/connectors/formats.ts'

interface Outcome {
  file: string
  kind: string | undefined
  items: number
  problems: string[]
  /** MB that this file had the process hold at most (Linux, proc(5): VmHWM, which clear_refs resets). */
  peak: number
}

function highWater(): number {
  const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  return Math.round(Number(kilobytes) / 1024)
}

async function read(path: string): Promise<Outcome> {
  const { signal } = new AbortController()
  const problems = new Set<string>()
  let items = 0
  let kind: string | undefined
  for await (const file of recognise([path], signal)) {
    kind = file.kind
    if (!file.kind) {
      problems.add(file.problem.code)
      continue
    }
    const settings = { path, own: ['us@b.example'], region: 'ES', timeZone: 'UTC', now: Date.UTC(2025, 0, 1) }
    await formats[file.kind].preview(settings, signal)
    for await (const batch of formats[file.kind].read(settings, undefined, signal)) {
      items += batch.items.length
      for (const { code } of batch.problems) problems.add(code)
    }
  }
  return { file: path, kind, items, problems: [...problems], peak: highWater() }
}

for (const path of process.argv.slice(2)) {
  globalThis.gc?.()
  writeFileSync('/proc/self/clear_refs', '5')
  process.stdout.write(`${JSON.stringify(await read(path))}\n`)
}
