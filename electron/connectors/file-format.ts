import type { CsvMapping } from '#shared/model/csv-mapping.ts'
import type { Problem } from '#shared/model/problem.ts'
import type { Connector, Incoming } from './connector.ts'

/** What a format may look at to say "mine": nothing is read twice, nothing large is read at all. */
export interface Probe {
  path: string
  /** Last part of the path. Content decides; a name may only break a tie. */
  name: string
  /** The path is a folder (Maildir). Then `head` is empty and `entries` lists its first 200 names. */
  folder: boolean
  entries: string[]
  /** The first 64 KB. */
  head: Uint8Array
  /** `head` as UTF-8 text (replacement characters where it is not), without a byte order mark. */
  text: string
  /** Names inside, when it is a zip archive whose directory can be read. */
  zipEntries: string[]
  size: number
}

/** What the user (or the command line) may say about a file before it is read. */
export interface FileSettings {
  path: string
  /** Our own addresses, numbers and chat names, as typed. They tell the direction. */
  own: string[]
  /** Two letters; numbers without a country code are read as from here. */
  region: string
  /** Time zone of local times without an offset, IANA name. */
  timeZone: string
  /** Only for mapped CSV. */
  mapping?: CsvMapping
  /** Now, epoch ms: dates after tomorrow are refused. */
  now: number
  /** Mail: bytes in one batch, about. */
  batchBytes?: number
}

/** Shown before importing. `items` are the first few, parsed by the same code as the import. */
export interface Preview {
  items: Incoming[]
  problems: Problem[]
  /** Addresses that look like our own, most likely first: asked for when none is known yet. */
  ownGuess: string[]
  /** Everyone who takes part, most active first, at most 20: who of them is us? Chat exports need it. */
  participants: string[]
  /** The first people of an address book, with their addresses as written. */
  contacts?: { name: string; addresses: string[] }[]
  mapping?: CsvMapping
  /** Mapped CSV: the header and first rows, for the mapping screen. */
  table?: { header: string[]; rows: string[][] }
}

/** A connector for a kind of file, recognised by its content. */
export interface FileFormat extends Connector<FileSettings> {
  /** Formats with the same source share source ids: one mail is one interaction whether it came by mbox, Maildir or .eml. */
  readonly source: 'email' | 'whatsapp' | 'telegram' | 'asterisk' | 'android' | 'csv' | 'vcard'
  /** 0: not mine; 1: certainly mine. */
  recognise(probe: Probe): number
  preview(settings: FileSettings, signal: AbortSignal): Promise<Preview>
}
