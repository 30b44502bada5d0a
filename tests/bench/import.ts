/**
 * `npm run bench`: takes a generated Maildir into a fresh encrypted, searchable store, beside `notmuch new` and `mu index` on the same files and
 * beside parsing alone. Seconds differ from machine to machine, so what counts are the ratios within one run; `--update` stores them.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildSubject } from './mail/build.ts'
import { generateMails, writeMaildir } from './mail/corpus.ts'
import { mu, notmuch, sizeOf } from './mail/others.ts'
import { startSubject } from './mail/run-subject.ts'
import { stages } from './mail/stages.ts'
import { record } from './ratios.ts'
import { addWatched, round, Table } from './table.ts'

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '50000' },
    update: { type: 'boolean', default: false },
    others: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
const messages = Number(values.messages)
const { mailIndexersForBench } = await import(new URL('../../scripts/servers.mjs', import.meta.url).href)
if (values.others) await mailIndexersForBench()
const entry = await buildSubject()
const scratch = mkdtempSync(join(tmpdir(), 'hilo-bench-'))
const table = new Table()

try {
  const mails = await generateMails(scratch, messages)
  const bytes = mails.reduce((sum, mail) => sum + mail.length, 0)
  table.add('messages', `${round(messages)}; ${round(bytes / 1e6)} MB`)
  const maildir = writeMaildir(scratch, mails.splice(0))
  const parsing = await parseAlone(maildir)
  const first = await hilo(maildir, 'first')
  const others = values.others ? { notmuch: await notmuch(scratch, maildir), mu: await mu(scratch, maildir) } : undefined
  const second = await hilo(maildir, 'second')
  const seconds = (first.seconds + second.seconds) / 2
  table.add('hilo, searchable', `${round(first.seconds, 1)} and ${round(second.seconds, 1)} s (${round(messages / seconds)} / s)`)
  addWatched(table, second.watched, seconds)
  table.add('reading and parsing alone', `${round(parsing, 1)} s (${round(messages / parsing)} / s)`)
  table.add('hilo / parsing alone', round(seconds / parsing, 2))
  for (const [name, { seconds: theirs, size }] of Object.entries(others ?? {})) {
    table.add(name, `${round(theirs, 1)} s (${round(messages / theirs)} / s), ${round(size / 1e6)} MB beside the mails`)
    table.add(`${name} / hilo`, round(theirs / seconds, 1))
  }
  table.add('hilo on disk, texts and all', `${round(second.size / 1e6)} MB`)
  for (const [name, share] of await stages(scratch, maildir)) table.add(`one mail, ${name}`, `${round(share * 1e6)} µs of a core`)
  table.print()
  record(
    'import',
    {
      'hilo / parsing alone': { value: seconds / parsing, better: 'lower' },
      ...(others && {
        'notmuch / hilo': { value: others.notmuch.seconds / seconds, better: 'higher' },
        'mu / hilo': { value: others.mu.seconds / seconds, better: 'higher' },
        'disk, hilo / notmuch': { value: second.size / others.notmuch.size, better: 'lower' },
      }),
    },
    { update: values.update },
  )
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

async function parseAlone(maildir: string): Promise<number> {
  const subject = startSubject(entry)
  const parsed = subject.answer('parsed')
  subject.order({ task: 'parse', maildir, messages })
  const { seconds } = await parsed
  await subject.end()
  return seconds
}

async function hilo(maildir: string, name: string) {
  const folder = join(scratch, name)
  mkdirSync(folder)
  const subject = startSubject(entry)
  const done = subject.answer('taken in')
  subject.order({ task: 'import', folder, maildir, messages })
  const taken = await done
  await subject.end()
  // What lies in the log before is in the database then, and not counted twice.
  const size = sizeOf(folder)
  rmSync(folder, { recursive: true })
  return { ...taken, size }
}
