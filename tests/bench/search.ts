/**
 * `node tests/bench/search.ts [--messages 50000] [--update]`: searches generated mail here, with notmuch and with mu, the same words in the same
 * run, 40 newest each. Here and in notmuch (libnotmuch through its Python binding) a search is timed inside the process; mu is a program, so its
 * process is timed and the time of a search for nothing right beside it is taken off: that tells them apart only where its searches take long enough. `ranked` and `whole answer` here include what the others do not do: ranking;
 * and reading names, texts and snippets of the hits. Needs notmuch, python3-notmuch2 and maildir-utils.
 */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import * as z from 'zod'
import { mergeIndex } from '../../electron/ingest/merge-index.ts'
import { find } from '../../electron/search/find.ts'
import { search } from '../../electron/search/search.ts'
import { learnWords } from '../../electron/search/vocabulary.ts'
import { type Db, openDatabase } from '../../electron/store/database.ts'
import { parseQuery } from '../../shared/model/query.ts'
import { generateMails, writeMaildir } from './mail/corpus.ts'
import { record } from './ratios.ts'
import { importFiles } from './search/import-files.ts'
import { type Question, queriesOf } from './search/questions.ts'

const run = promisify(execFile)
const { values } = parseArgs({ options: { messages: { type: 'string', default: '50000' }, update: { type: 'boolean', default: false } } })
const scratch = mkdtempSync(join(tmpdir(), 'hilo-bench-search-'))
const LIMIT = 40
const RUNS = 5
/** Ms a search that the start of a program lets one tell. */
const TOLD = 0.5

interface Times {
  question: Question
  newest: number
  ranked: number
  whole: number
  notmuch: number
  mu: number
  found: number
  foundByNotmuch: number
}

try {
  const maildir = writeMaildir(scratch, await generateMails(scratch, Number(values.messages)))
  const folder = join(scratch, 'data')
  await importFiles(folder, maildir)
  const others = await prepareOthers(maildir)
  const db = openDatabase({ folder, key: new Uint8Array(32).fill(7), readonly: false })
  // What the app does after an import, as soon as nothing else comes in.
  while (!learnWords(db).done);
  while (!mergeIndex(db).done);
  report(await measure(db, queriesOf(db), others))
  db.close()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

async function prepareOthers(maildir: string): Promise<{ maildir: string; muHome: string }> {
  const config = join(scratch, 'notmuch-config')
  writeFileSync(config, `[database]\npath=${maildir}\n[user]\nprimary_email=support@alba.example\n[new]\ntags=inbox\n`)
  await run('notmuch', ['new', '--quiet'], { env: { ...process.env, NOTMUCH_CONFIG: config } })
  const muHome = join(scratch, 'mu')
  await run('mu', ['init', '--quiet', `--muhome=${muHome}`, `--maildir=${maildir}`])
  await run('mu', ['index', '--quiet', `--muhome=${muHome}`])
  return { maildir, muHome }
}

async function measure(db: Db, questions: Question[], { maildir, muHome }: { maildir: string; muHome: string }): Promise<Times[]> {
  const script = new URL('search/notmuch.py', import.meta.url).pathname
  const answer = spawnSync('/usr/bin/python3', [script, maildir], {
    input: JSON.stringify(questions.map(one => one.xapian)),
    encoding: 'utf8',
  })
  if (answer.status !== 0) throw new Error(answer.stderr)
  const theirs = z.array(z.object({ ms: z.number(), count: z.number() })).parse(JSON.parse(answer.stdout))
  const muFind = (words: string) =>
    spawnSync('mu', ['find', `--muhome=${muHome}`, '--sortfield=date', '--reverse', `--maxnum=${LIMIT}`, '--fields=i', words])
  const start = () => median(() => muFind('nothingisfoundbythisword'))
  return questions.map((question, index) => {
    const query = parseQuery(question.text, 'UTC')
    return {
      question,
      newest: median(() => find(db, query, 'newest', LIMIT)),
      ranked: median(() => find(db, query, 'best', LIMIT)),
      whole: median(() => search(db, { text: question.text, timeZone: 'UTC', limit: LIMIT, order: 'best' })),
      notmuch: theirs[index]?.ms ?? 0,
      mu: median(() => muFind(question.xapian)) - start(),
      found: find(db, query, 'newest', 1_000_000).ids.length,
      foundByNotmuch: theirs[index]?.count ?? 0,
    }
  })
}

function median(act: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now()
    act()
    return performance.now() - start
  })
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0
}

function report(times: Times[]): void {
  const line = (cells: (string | number)[]) =>
    process.stdout.write(
      `${cells.map((cell, index) => (typeof cell === 'number' ? cell.toFixed(3) : cell).padEnd(index ? 12 : 14)).join('')}\n`,
    )
  line(['ms, p50 / p99', 'newest', 'ranked', 'whole', 'notmuch', 'mu', 'found', 'by notmuch'])
  for (const kind of new Set(times.map(one => one.question.kind))) {
    const of = times.filter(one => one.question.kind === kind)
    const cells = (['newest', 'ranked', 'whole', 'notmuch', 'mu'] as const).map(what => {
      const sorted = of.map(one => one[what]).sort((a, b) => a - b)
      return `${(sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(2)}/${(sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0).toFixed(2)}`
    })
    line([kind, ...cells, String(sum(of, 'found')), String(sum(of, 'foundByNotmuch'))])
  }
  // Whose searches cannot be told from its program's start is not compared with.
  const faster = sum(times, 'mu') > TOLD * times.length && sum(times, 'mu') < sum(times, 'notmuch') ? 'mu' : 'notmuch'
  process.stdout.write(`the faster of the two over all: ${faster}\n`)
  record(
    'search',
    {
      'newest first, the faster of notmuch and mu = 1': { value: sum(times, 'newest') / sum(times, faster), better: 'lower' },
      'ranked, the faster of notmuch and mu = 1': { value: sum(times, 'ranked') / sum(times, faster), better: 'lower' },
    },
    { update: values.update },
  )
}

function sum(times: readonly Times[], what: 'newest' | 'ranked' | 'notmuch' | 'mu' | 'found' | 'foundByNotmuch'): number {
  return times.reduce((all, one) => all + one[what], 0)
}
