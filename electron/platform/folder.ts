import { chmodSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where Hilo keeps what it writes: `HILO_DATA`, else the platform's place for application data (XDG Base Directory
 * Specification on Linux and the BSDs, Application Support on macOS, %APPDATA% on Windows).
 */
export function defaultFolder(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (env.HILO_DATA) return env.HILO_DATA
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Hilo')
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Hilo')
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'hilo')
}

/** Makes the folder, readable by this user alone. Throws the system's error when that is not possible. */
export function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
}
