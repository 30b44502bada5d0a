import { resolve } from 'node:path'
import type { ImportItem, ImportJob } from '#shared/contract/imports.ts'
import type { Client } from '#shared/contract/index.ts'
import { problemText } from '#shared/i18n/problems.ts'
import type { Problem } from '#shared/model/problem.ts'
import type { Answer, CommandInput } from './command.ts'
import { Failure } from './failure.ts'
import { language, words } from './words.ts'

/** The contract takes this many files in one call. */
const most = 2000

interface Total {
  read: number
  added: number
  duplicates: number
  rejected: number
  rejections: { file: string; line?: number; reason: string }[]
}

/** `import PATH...`: `{read, added, duplicates, rejected, rejections}`. A file that no connector knows counts as one rejected. */
export async function importFiles({ client, positionals, options, progress }: CommandInput): Promise<Answer> {
  const own = await settle(client, options)
  const total: Total = { read: 0, added: 0, duplicates: 0, rejected: 0, rejections: [] }
  const paths = positionals.map(path => resolve(path))
  let failed = false
  let unreachable = 0
  for (let from = 0; from < paths.length; from += most) {
    const { files } = await client.imports.inspect({ paths: paths.slice(from, from + most), own })
    const items: ImportItem[] = []
    for (const file of files) {
      if (file.kind) items.push({ path: file.path, ...(file.mapping && { mapping: file.mapping }) })
      else if (file.problem) {
        reject(total, file.problem)
        if (file.problem.code === 'not-found' || file.problem.code === 'no-permission') unreachable++
      }
    }
    if (items.length === 0) continue
    const job = await follow(client, items, own, progress)
    total.read += job.read
    total.added += job.added
    total.duplicates += job.duplicates
    total.rejected += job.rejected
    total.rejections.push(...job.problems.map(asRejection))
    if (job.problem?.code === 'busy') throw new Failure(words.busy)
    if (job.problem) reject(total, job.problem)
    failed ||= job.state !== 'done'
    if (job.state === 'cancelled') {
      progress(words.stopped)
      break
    }
  }
  const { settings } = await client.workspace.get()
  const taken = settings.own.filter(address => !own.includes(address))
  if (taken.length > 0) progress(words.takenAsOurs(taken.join(', ')))
  // Nothing could even be looked at: that is no import.
  failed ||= total.read === 0 && total.rejected > 0 && unreachable === total.rejected
  const lines = [words.imported(total.read, total.added, total.duplicates, total.rejected)]
  for (const { file, line, reason } of total.rejections)
    lines.push(`  ${[file, line && words.line(line), reason].filter(Boolean).join(': ')}`)
  return { json: total, lines, failed }
}

/** Keeps what the options say about this workspace; answers with every address of ours. */
async function settle(client: Client, { own, region, timeZone }: CommandInput['options']): Promise<string[]> {
  const { settings } = await client.workspace.get()
  const all = [...new Set([...settings.own, ...own])]
  if (own.length > 0 || region || timeZone) {
    await client.workspace.settings({ own: all, ...(region && { region }), ...(timeZone && { timeZone }) })
  }
  return all
}

/** Starts the import and waits for its end. Ctrl-C stops it after the batch at hand. */
async function follow(client: Client, items: ImportItem[], own: string[], progress: CommandInput['progress']): Promise<ImportJob> {
  const events = await client.events()
  await events.next()
  const { job: id } = await client.imports.start({ items, own })
  const cancel = (): void => {
    client.imports.cancel({ job: id }).catch(() => {})
  }
  process.once('SIGINT', cancel)
  try {
    let told = 0
    for await (const event of events) {
      if (event.type !== 'import.progress' || event.job.id !== id) continue
      const { job } = event
      if (job.state !== 'running' && job.state !== 'stopping') return job
      if (Date.now() - told > 1000 && job.file) {
        told = Date.now()
        progress(words.reading(job.file, Math.floor((100 * job.bytesDone) / Math.max(1, job.bytesTotal)), job.read))
      }
    }
    throw new Failure(words.failed('import'))
  } finally {
    process.off('SIGINT', cancel)
    await events.return?.()
  }
}

function reject(total: Total, problem: Problem): void {
  total.rejected += 1
  total.rejections.push(asRejection(problem))
}

function asRejection(problem: Problem): Total['rejections'][number] {
  return { file: problem.file, ...(problem.line && { line: problem.line }), reason: problemText(problem, language) }
}
