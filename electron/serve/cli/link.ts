import { readFile } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import { type Malformed, readPeople } from '../../linkage/csv/people.ts'
import { group, learn, link } from '../../linkage/engine.ts'
import { agreement } from '../../linkage/truth.ts'
import type { Answer } from './command.ts'
import { Failure } from './failure.ts'
import { words } from './words.ts'

/** So many malformed lines are named; of more only how many. */
const named = 20

/**
 * `link --truth FILE`: how well the people of a CSV are recognised, `{precision, recall, f1, pairs}`. Its column `entity` says who is who and is looked
 * at only to judge. Pairs are those within the groups that were found (`pairs` of them), so that what follows from two links counts, too; where none was found
 * none is wrong, and where none is to be found none is missed. Malformed lines are named on stderr, and the others go in.
 */
export async function linkTruth(file: string): Promise<Answer> {
  // Collected when a tenth more is used rather than several times as much: a third less memory for a long list, and hardly any time.
  setFlagsFromString('--heap-growing-percent=10')
  const bytes = await read(file)
  if (bytes.length === 0) throw new Failure(words.emptyFile(file))
  const { records, truth, malformed } = readPeople(bytes)
  if (!truth) throw new Failure(words.noTruth(file))
  for (const line of warnings(file, malformed)) process.stderr.write(`${line}\n`)
  const model = learn(records)
  const found = agreement(group(records, model, link(records, model)), truth)
  return { json: found, lines: [words.linked(found)] }
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new Failure(words.noFile(file))
    if (code === 'EISDIR') throw new Failure(words.isFolder(file))
    if (code === 'EACCES' || code === 'EPERM') throw new Failure(words.unreadable(file))
    throw error
  }
}

function warnings(file: string, malformed: Malformed[]): string[] {
  const lines = malformed.slice(0, named).map(({ line, reason }) => `${file}: ${words.line(line)}: ${words.malformed[reason]}`)
  return malformed.length > named ? [...lines, words.moreMalformed(file, malformed.length - named)] : lines
}
