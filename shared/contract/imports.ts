import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import { CsvMapping } from '../model/csv-mapping.ts'
import type { Problem } from '../model/problem.ts'
import { errors } from './errors.ts'
import type { Interaction } from './timeline.ts'
import { Settings } from './workspace.ts'

export const fileKinds = ['mbox', 'maildir', 'eml', 'whatsapp', 'telegram', 'asterisk-cdr', 'sms-backup', 'csv-calls', 'vcard'] as const
export const FileKind = z.enum(fileKinds)
export type FileKind = z.infer<typeof FileKind>

/** What was recognised in one file or folder, before anything is taken in. */
export interface Inspection {
  path: string
  name: string
  /** Bytes; for a folder, of all its files. */
  size: number
  /** Absent when no connector knows it; then `problem` says why. */
  kind?: FileKind
  problem?: Problem
  /** The first few, parsed by the same code as the import. */
  sample: Interaction[]
  /** Which of these is us? Most likely first. */
  ownGuess: string[]
  participants: string[]
  /** The first people of an address book. */
  contacts?: { name: string; addresses: string[] }[]
  mapping?: CsvMapping
  table?: { header: string[]; rows: string[][] }
}

export const ImportItem = z.object({ path: z.string().min(1), mapping: CsvMapping.optional() })
export type ImportItem = z.infer<typeof ImportItem>

/** A number of anything is a count of interactions unless it says bytes. */
export interface ImportJob {
  id: string
  /** stopping: cancel was asked for, the batch at hand is being finished. */
  state: 'running' | 'stopping' | 'done' | 'cancelled' | 'failed'
  startedAt: number
  endedAt?: number
  files: string[]
  /** Name of the file being read. */
  file?: string
  bytesDone: number
  bytesTotal: number
  read: number
  added: number
  duplicates: number
  rejected: number
  /** The first 200; `rejected` counts them all. */
  problems: Problem[]
  /** Why it failed as a whole, when it did. */
  problem?: Problem
  /** The customers it touched most recently, at most 50: where to look first. */
  customers: { id: number; name: string }[]
  /** It held an address book, whose every change can be taken back as a whole, or was. */
  undo?: 'possible' | 'done'
}

export const imports = {
  inspect: oc
    .errors(errors)
    .input(
      z.object({ paths: z.array(z.string().min(1)).min(1).max(2000), own: Settings.shape.own.optional(), mapping: CsvMapping.optional() }),
    )
    .output(type<{ files: Inspection[] }>()),
  /** Starts and returns at once; progress comes as `import.progress` events. BUSY while another runs. */
  start: oc
    .errors(errors)
    .input(z.object({ items: z.array(ImportItem).min(1).max(2000), own: Settings.shape.own }))
    .output(type<{ job: string }>()),
  cancel: oc
    .errors(errors)
    .input(z.object({ job: z.string() }))
    .output(type<{ ok: true }>()),
  /**
   * Takes back what the address books of an ended import changed: whose addresses are whose, and what they say of customers. What was changed since,
   * or would leave somebody's note without its customer, stays: `kept` counts it. NOT_FOUND when there is nothing to take back.
   */
  undo: oc
    .errors(errors)
    .input(z.object({ job: z.string() }))
    .output(type<{ kept: number }>()),
  /** Newest first; finished jobs are kept until the app ends. */
  jobs: oc.errors(errors).output(type<{ jobs: ImportJob[] }>()),
}
