import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { testFolder } from '../support/workspace.ts'
import { others, zips } from './bombs.ts'

const reader = join(import.meta.dirname, '..', 'support', 'read-hostile.ts')

/** MB, of a process that holds 110 before it reads anything. */
const most = 900

const Outcome = z.object({
  file: z.string(),
  kind: z.string().optional(),
  items: z.number(),
  problems: z.array(z.string()),
  peak: z.number(),
})

test('no file makes the import take more memory than a large mail does, ends it, or is written anywhere', {
  timeout: 180_000,
}, async () => {
  const [folder, temporary] = [testFolder(), testFolder()]
  const files = [...zips(folder), ...others(folder)]
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary }
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', reader, ...files], { env })
  const outcomes = stdout
    .trim()
    .split('\n')
    .map(line => Outcome.parse(JSON.parse(line)))
  // Each came to an end, as items or as a problem that has a sentence.
  expect(outcomes.map(({ file }) => file)).toEqual(files)
  expect(outcomes.filter(({ problems }) => problems.includes('failed'))).toEqual([])
  expect(outcomes.filter(({ peak }) => peak > most)).toEqual([])
  // No name in an archive led anywhere.
  expect(readdirSync(folder)).toHaveLength(files.length)
  expect(readdirSync(temporary)).toEqual([])
})
