import type { PreferencesTrouble } from '#shared/desktop/calls.ts'
import type { DesktopPort } from '../desktop/port.ts'
import type { FreshKey } from '../platform/key-file.ts'
import type { Log } from '../platform/log.ts'

/** What the main process needs from where it runs. `shell` (Electron) and `serve` (plain Node) each bring their own. */
export interface Ports {
  /** Root of everything Hilo writes: the user's workspace lies here, the sample in `sample/` below. */
  folder: string
  keys: KeyPort
  preferences: PreferencesPort
  /** Entry files of the worker threads (source .ts under Node, built .js in Electron). */
  workers: { store: URL; ingest: URL; sources: URL; parser: URL }
  /** Shows an https address in the system's browser. Absent where the window is in a browser itself and opens it. */
  openBrowser?: (url: string) => Promise<void>
  /** The program around the window. Absent where the window is in a browser. */
  desktop?: DesktopPort
  log?: Log
  /**
   * A command that ends when its work is done: replies that wait, live sources and the agent's time are left to the program with the window, which
   * may be at them in another process.
   */
  visiting?: boolean
  /** A worker thread ended that nobody had asked to: what it did is undone until the app is started again. */
  lost?: (thread: 'store' | 'sources') => void
  /** Epoch ms. */
  now: () => number
}

/** Where the key of the user's own workspace comes from. A key is 32 random or derived bytes and never leaves the main process. */
export interface KeyPort {
  /** ready: `key` needs no passphrase. new: none was ever chosen. locked: one was chosen and must be given. */
  state(folder: string): Promise<'ready' | 'new' | 'locked'>
  /** The key; makes and remembers a new one (or its salt) when there is none. */
  key(folder: string, passphrase?: string): Promise<Uint8Array>
  /** The key of what lies in a folder, wherever it was made; undefined when it cannot be had here, or not without a passphrase. Makes none. */
  keyIn(folder: string, passphrase?: string): Promise<Uint8Array | undefined>
  /** A new key: by this passphrase, or without one for the system's keychain. */
  fresh(passphrase?: string): Promise<FreshKey>
  /** Whether the system keeps keys. */
  hasKeychain(): Promise<boolean>
}

/** Looks and last state of the window, nothing secret. Values are JSON, checked by the caller with a schema. */
export interface PreferencesPort {
  get(name: string): unknown
  /** Never throws. */
  set(name: string, value: unknown): void
  /** What is wrong with where they are kept. */
  trouble?(): PreferencesTrouble | undefined
}

/** An answer for a one-time path made by the `timeline.open` call: what both carriers serve on the window's own origin. */
export interface DocumentAnswer {
  status: number
  headers: Record<string, string>
  body: Uint8Array
}
