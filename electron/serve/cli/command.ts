import type { Client } from '#shared/contract/index.ts'
import type { DocumentAnswer } from '../../app/ports.ts'

/** What every command gets: the contract in this process, and where its answer goes. */
export interface CommandInput {
  client: Client
  /** Problems of the database's own integrity check. */
  check: () => Promise<string[]>
  /** What a one-time path of an answer stands for. */
  document: (path: string) => Promise<DocumentAnswer | undefined>
  /** Words after the command. */
  positionals: string[]
  options: Options
  /** For a person on stderr, never part of the result. */
  progress: (line: string) => void
}

export interface Options {
  own: string[]
  region?: string | undefined
  timeZone?: string | undefined
  who?: string | undefined
  to?: string | undefined
  yes?: boolean
  dryRun?: boolean
}

/** `json` is the whole result as one document; `lines` the same for a person. */
export interface Answer {
  json: unknown
  lines: string[]
  /** The command did its work and found something wrong. Exit code 1. */
  failed?: boolean
}
