import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Problem } from '#shared/model/problem.ts'
import type { Batch, Incoming } from '../../../../electron/connectors/connector.ts'
import type { FileFormat, FileSettings, Probe } from '../../../../electron/connectors/file-format.ts'

export const fixtures = join(import.meta.dirname, '../../../fixtures/chat')

export function settingsFor(path: string, more: Partial<FileSettings> = {}): FileSettings {
  return { path, own: [], region: 'ES', timeZone: 'Europe/Madrid', now: Date.UTC(2026, 0, 1), ...more }
}

/** A file of that name in a folder of its own, gone after the test. */
export async function fileOf(content: string | Uint8Array, name = 'chat.txt'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hilo-chat-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

export async function readAll(
  format: FileFormat,
  settings: FileSettings,
): Promise<{ items: Incoming[]; problems: Problem[]; batches: Batch[] }> {
  const batches: Batch[] = []
  for await (const batch of format.read(settings, undefined, new AbortController().signal)) batches.push(batch)
  return { items: batches.flatMap(batch => batch.items), problems: batches.flatMap(batch => batch.problems), batches }
}

export function probeOf(content: string | Uint8Array, more: Partial<Probe> = {}): Probe {
  const head = Buffer.from(content).subarray(0, 65_536)
  const text = head.toString('utf8').replace(/^\ufeff/, '')
  return { path: '/x', name: 'x', folder: false, entries: [], head, text, zipEntries: [], size: head.length, ...more }
}

export const local = (at: number | undefined): string => new Date(at ?? 0).toLocaleString('sv-SE', { timeZone: 'Europe/Madrid' })
