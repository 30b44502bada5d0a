import * as z from 'zod'
import type { App } from '../app/app.ts'
import type { PreferencesPort } from '../app/ports.ts'

/** Opens the workspace that was open last; the sample when none ever was. Where it does not open, the window says why and what to do. */
export async function openLastWorkspace(app: App, preferences: PreferencesPort): Promise<void> {
  const last = z.enum(['sample', 'own']).safeParse(preferences.get('workspace'))
  await app.start(last.data ?? 'sample').catch(() => {})
}

/** `HILO_PASSPHRASE`, taken out of the environment so that no window or helper that is started inherits it. */
export function takePassphrase(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return take(env, 'HILO_PASSPHRASE')
}

/** `HILO_NEW_PASSPHRASE`, the same way. */
export function takeNewPassphrase(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return take(env, 'HILO_NEW_PASSPHRASE')
}

function take(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const passphrase = env[name]
  delete env[name]
  return passphrase || undefined
}
