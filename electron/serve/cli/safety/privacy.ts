import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { AuditLine } from '#shared/contract/safety/privacy.ts'
import type { Answer, CommandInput } from '../command.ts'
import { customerOf } from '../customers.ts'
import { Failure } from '../failure.ts'
import { localTime, table } from '../table.ts'
import { language, words } from '../words.ts'

/** `export --who IDENTITY FILE`: a zip of everything known of one customer. */
export async function exportOne({ client, document, options, positionals: [file = ''] }: CommandInput): Promise<Answer> {
  const { id } = await customerOf(client, options.who ?? '')
  // Before the log says that it was exported.
  if (existsSync(file)) throw new Failure(words.fileThere(resolve(file)))
  const { path } = await client.privacy.export({ customer: id, language })
  const answer = await document(path)
  await writeFile(file, answer?.body ?? new Uint8Array(), { mode: 0o600, flag: 'wx' })
  return { json: { file: resolve(file) }, lines: [words.exported(resolve(file))] }
}

/** `erase --who IDENTITY --yes`: everything of one customer, for good. The receipt is the result. */
export async function erase({ client, options }: CommandInput): Promise<Answer> {
  const { id } = await customerOf(client, options.who ?? '')
  const receipt = await client.privacy.erase({ customer: id })
  return { json: receipt, lines: words.erased(receipt) }
}

/** `audit`: who did what with the data, newest first; the fingerprints are in the result only. */
export async function audit({ client }: CommandInput): Promise<Answer> {
  const { lines } = await client.privacy.audit({ limit: 1000 })
  const { timeZone } = (await client.workspace.get()).settings
  const rows = lines.map(({ id, at, agent = '', what, detail }) => [String(id), localTime(at, timeZone), agent, sentenceOf(what, detail)])
  return { json: lines, lines: rows.length > 0 ? table(rows) : [words.auditNone] }
}

function sentenceOf(what: AuditLine['what'], detail: AuditLine['detail']): string {
  const rules = what === 'retention.changed' ? Object.entries(detail).map(([channel, months]) => words.keeps(channel, Number(months))) : []
  return words.audit[what](detail) + (rules.length > 0 ? ` (${rules.join(', ')})` : '')
}
