import { mergeIndex } from '../../../electron/ingest/merge-index.ts'
import { search } from '../../../electron/search/search.ts'
import { learnWords } from '../../../electron/search/vocabulary.ts'
import { openDatabase } from '../../../electron/store/database.ts'
import { queriesOf } from '../search/questions.ts'
import { type Spread, spread } from './spread.ts'
import type { Workspace } from './workspace.ts'

const LIMIT = 40
const RUNS = 200

/** The whole answer to a search, as the window asks for it: hits with their texts and snippets, customers and notes. Times in ms, by what is searched. */
export function measureSearch({ folder, key }: Workspace): Record<string, Spread> {
  const writer = openDatabase({ folder, key, readonly: false })
  // What the app does as soon as nothing comes in.
  while (!learnWords(writer).done);
  while (!mergeIndex(writer).done);
  const questions = Map.groupBy(queriesOf(writer), question => question.kind)
  writer.close()
  const db = openDatabase({ folder, key, readonly: true })
  const measured: Record<string, Spread> = {}
  for (const [kind, asked] of questions) {
    for (const order of ['newest', 'best'] as const) {
      measured[`search, ${kind}, ${order}`] = spread(RUNS, run =>
        search(db, { text: asked[run % asked.length]?.text ?? '', timeZone: 'UTC', limit: LIMIT, order }),
      )
    }
  }
  measured['search, one letter and a filter, newest'] = spread(RUNS, run =>
    search(db, { text: letters[run % letters.length] ?? '', timeZone: 'UTC', limit: LIMIT, order: 'newest' }),
  )
  db.close()
  return measured
}

/** Each key stroke answers, the first beside a filter too: where many pass, few, those who write it and those who never do. */
const letters = [
  'from:müller',
  'from:e',
  'from:王',
  'to:kowalska',
  'in:case',
  'channel:phone',
  'channel:survey',
  'has:attachment',
  'before:2022',
].flatMap(filter => ['a', 'e', 'w', '1'].map(letter => `${letter} ${filter}`))
