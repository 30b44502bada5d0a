import { readFile } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import { readPeople } from '../../linkage/csv/people.ts'
import { group, learn, link } from '../../linkage/engine.ts'
import { agreement } from '../../linkage/truth.ts'
import type { Answer } from './command.ts'
import { Failure } from './failure.ts'
import { words } from './words.ts'

/**
 * `link --truth FILE`: how well the people of a CSV are recognised, `{precision, recall, f1, pairs}`. Its column `entity` says who is who and is looked
 * at only to judge. Pairs are those within the groups that were found (`pairs` of them), so that what follows from two links counts, too.
 */
export async function linkTruth(file: string): Promise<Answer> {
  // Collected when a tenth more is used rather than several times as much: a third less memory for a long list, and hardly any time.
  setFlagsFromString('--heap-growing-percent=10')
  const { records, truth } = readPeople(await readFile(file))
  if (!truth) throw new Failure(words.noTruth(file))
  const model = learn(records)
  const found = agreement(group(records, model, link(records, model)), truth)
  return { json: found, lines: [words.linked(found)] }
}
