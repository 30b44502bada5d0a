import type { Watched } from './watch.ts'

/** What the measured process is told to do. Paths are absolute. */
export type Order =
  /** Reads and parses a Maildir and keeps nothing. */
  | { task: 'parse'; maildir: string; messages: number }
  /** Takes a Maildir into a fresh workspace in `folder`. */
  | { task: 'import'; folder: string; maildir: string; messages: number }
  /** Adds the account `ana` of a server on loopback to a fresh workspace and stays: every later mail is told as `arrived`. */
  | { task: 'sync'; folder: string; port: number; messages: number }
  /** Adds these accounts, too, and looks what all of them cost once everything is done. */
  | { task: 'quiet'; port: number; users: string[] }
  | { task: 'end' }

/** What it answers. Times in seconds, `at` in epoch ms, `share` of one core, `size` of the workspace in bytes. */
export type Answer =
  | { type: 'parsed'; seconds: number }
  | { type: 'taken in'; seconds: number; watched: Watched; size: number }
  | { type: 'arrived'; at: number; interactions: number }
  | { type: 'idle'; share: number }
