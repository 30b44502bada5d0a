import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { Problem } from '#shared/model/problem.ts'
import type { Incoming } from '../../../../electron/connectors/connector.ts'
import { BATCH_ITEMS } from '../../../../electron/connectors/connector.ts'
import type { FileFormat, FileSettings, Probe } from '../../../../electron/connectors/file-format.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilo-phone-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let count = 0

/** Writes a file and gives its path. */
export function file(content: string | Uint8Array): string {
  const path = join(folder, `file-${++count}`)
  writeFileSync(path, content)
  return path
}

export const fixture = (name: string) => join(import.meta.dirname, '../../../fixtures/phone', name)

export function settingsFor(path: string, more: Partial<FileSettings> = {}): FileSettings {
  return { path, own: [], region: 'ES', timeZone: 'Europe/Madrid', now: Date.UTC(2025, 11, 31), ...more }
}

/** Everything a format reads from a file, with every batch checked against the connector's promises. */
export async function readAll(
  format: FileFormat,
  path: string,
  more: Partial<FileSettings> = {},
): Promise<{ items: Incoming[]; problems: Problem[] }> {
  const items: Incoming[] = []
  const problems: Problem[] = []
  let done = 0
  for await (const batch of format.read(settingsFor(path, more), undefined, new AbortController().signal)) {
    if (batch.items.length > BATCH_ITEMS) throw new Error('a batch is too large')
    if (batch.done < done || batch.done > (batch.total ?? 0)) throw new Error('progress runs backwards or past its end')
    // What the code itself did wrong comes out as this.
    if (batch.problems.some(problem => problem.code === 'failed')) throw new Error('reading failed')
    done = batch.done
    items.push(...batch.items)
    problems.push(...batch.problems)
  }
  return { items, problems }
}

export function probe(content: string | Uint8Array): Probe {
  const head = Buffer.from(content).subarray(0, 65_536)
  return {
    path: '/x',
    name: 'x',
    folder: false,
    entries: [],
    head,
    text: head.toString('utf8').replace(/^\ufeff/, ''),
    zipEntries: [],
    size: head.length,
  }
}

export const iso = (at: number | undefined) => new Date(at ?? Number.NaN).toISOString()
