import type { Answer, CommandInput } from './command.ts'
import { words } from './words.ts'

/** `check`: `{ok, problems}`; a damaged workspace is a failure. */
export async function check({ check }: CommandInput): Promise<Answer> {
  const problems = await check()
  const ok = problems.length === 0
  return { json: { ok, problems }, lines: ok ? [words.intact] : [words.damaged, ...problems], failed: !ok }
}
