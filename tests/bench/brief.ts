/**
 * Precision and recall of the handoff brief per kind, on the labelled histories of tests/fixtures/brief. `--tell dev-en` also prints every
 * difference of one set; the held-out sets are only counted, so that no rule is written on them.
 */
import { parseArgs } from 'node:util'
import { kinds, precision, readSet, recall, type SetName, score, sets } from '../unit/brief/score.ts'
import { round, Table } from './table.ts'

const { values } = parseArgs({ options: { tell: { type: 'string' } } })
const percent = (share: number): string => `${round(share * 100)} %`.padStart(5)

function measure(name: string, from: SetName[]): void {
  const table = new Table()
  const histories = from.flatMap(readSet)
  const scores = score(
    histories,
    values.tell === name ? each => table.add(`${each.history}: ${each.kind}`, `${each.is} ${each.what}`) : undefined,
  )
  table.add(`${name}, ${histories.length} histories`, 'precision  recall  (right, extra, missed)')
  for (const kind of kinds) {
    const { right, extra, missed } = scores[kind]
    table.add(`  ${kind}`, `${percent(precision(scores[kind]))}      ${percent(recall(scores[kind]))}   (${right}, ${extra}, ${missed})`)
  }
  table.print()
}

for (const set of sets) measure(set, [set])
measure('development', ['dev-en', 'dev-es'])
measure('later', ['later-en', 'later-es'])
measure('held out', ['held-en', 'held-es'])
