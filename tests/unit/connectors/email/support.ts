import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '#shared/model/problem.ts'
import type { Batch, Incoming } from '../../../../electron/connectors/connector.ts'
import { type MailContext, parseMessage } from '../../../../electron/connectors/email/message.ts'
import type { FileFormat, FileSettings, Probe } from '../../../../electron/connectors/file-format.ts'

export const NOW = Date.UTC(2025, 0, 1)
export const SUPPORT = 'support@shop.example'

export function settings(path: string, own: string[] = [SUPPORT]): FileSettings {
  return { path, own, region: 'ES', timeZone: 'Europe/Madrid', now: NOW }
}

export function fixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, '../../../fixtures/email', name))
}

/** The mail, or a failure that names the problem. */
export async function mailOf(bytes: Uint8Array | string, context: Partial<MailContext> = {}): Promise<Incoming> {
  const result = await problemOrMail(bytes, context)
  if (typeof result === 'string') throw new Error(`not taken in: ${result}`)
  return result
}

export function problemOrMail(bytes: Uint8Array | string, context: Partial<MailContext> = {}) {
  return parseMessage(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, { own: new Set([SUPPORT]), now: NOW, ...context })
}

export function mail(fields: Record<string, string> = {}, body = 'Hello\n'): string {
  const header: Record<string, string> = {
    From: 'Ana <ana@example.es>',
    To: SUPPORT,
    Subject: 'Order',
    Date: 'Tue, 05 Mar 2024 10:00:00 +0000',
    'Message-ID': '<one@example.es>',
    ...fields,
  }
  const lines = Object.entries(header).filter(([, value]) => value !== '')
  return `${lines.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${body}`
}

export interface ReadResult {
  items: Incoming[]
  problems: Problem[]
  batches: Batch[]
}

export async function readAll(format: FileFormat, from: FileSettings, cursor?: unknown): Promise<ReadResult> {
  const batches: Batch[] = []
  for await (const batch of format.read(from, cursor, new AbortController().signal)) batches.push(batch)
  return { items: batches.flatMap(batch => batch.items), problems: batches.flatMap(batch => batch.problems), batches }
}

export function probe(content: string | Buffer, name = 'file'): Probe {
  const head = Buffer.from(content)
  return { path: `/tmp/${name}`, name, folder: false, entries: [], head, text: head.toString(), zipEntries: [], size: head.length }
}
