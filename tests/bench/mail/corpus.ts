import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateMailbox } from '../../../electron/sample/index.ts'

/** The bench's mails: the same every time. A tenth as many customers. Latin-1, a byte a character. */
export async function generateMails(scratch: string, messages: number): Promise<string[]> {
  const file = join(scratch, 'bench.mbox')
  await generateMailbox(file, { seed: 1, messages, customers: Math.ceil(messages / 10) })
  const mails = readFileSync(file, 'latin1')
    .split(/^From [^\n]*\n/m)
    .slice(1)
  rmSync(file)
  return mails
}

/** Writes them as a Maildir. Returns its path. */
export function writeMaildir(scratch: string, mails: readonly string[]): string {
  const path = join(scratch, 'maildir')
  for (const folder of ['cur', 'new', 'tmp']) mkdirSync(join(path, folder), { recursive: true })
  for (const [index, mail] of mails.entries())
    writeFileSync(join(path, 'cur', `${1_700_000_000 + index}.M${index}.bench:2,S`), mail, 'latin1')
  return path
}
