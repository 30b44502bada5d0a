import type { MessagePort } from 'node:worker_threads'
import type { ImportItem, Inspection } from '#shared/contract/imports.ts'
import type { CsvMapping } from '#shared/model/csv-mapping.ts'
import type { Problem } from '#shared/model/problem.ts'
import type { Taken } from './prepared.ts'

/** What reading any file needs to know about the workspace. */
export interface Reading {
  own: string[]
  region: string
  timeZone: string
  /** Epoch ms. */
  now: number
  /** CSV mappings the user corrected before, by header signature. */
  mappings: Record<string, CsvMapping>
}

/** What an ingest thread is started for. It ends by itself when the task is done. */
export type IngestTask =
  | { task: 'inspect'; paths: string[]; mapping?: CsvMapping; reading: Reading }
  | { task: 'import'; items: ImportItem[]; reading: Reading; store: MessagePort }

/** Running totals of an import. Counts are interactions; `bytes` of the files, both 0 until it is known how many there are. */
export interface Progress {
  file?: string
  bytesDone: number
  bytesTotal: number
  read: number
  added: number
  duplicates: number
  rejected: number
}

/** What an ingest thread tells while it works. */
export type IngestNews =
  | { type: 'inspected'; files: Inspection[] }
  | { type: 'progress'; progress: Progress }
  | { type: 'problems'; problems: Problem[] }
  | { type: 'changed'; customers: number[] }
  /** Our addresses as they were worked out from the files, when none were known. */
  | { type: 'own'; own: string[] }
  /** An address book did this. */
  | { type: 'taken'; taken: Taken }
  | { type: 'mapping'; signature: string; mapping: CsvMapping }
  | { type: 'ended'; cancelled: boolean; problem?: Problem }
