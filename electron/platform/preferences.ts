import { renameSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { PreferencesPort } from '../app/ports.ts'

/** What `conf` and `electron-store` have in common. */
export interface PreferencesFile {
  /** All of it; set, the whole file is written anew. */
  store: Record<string, unknown>
}

/** Options for both: `<folder>/preferences.json`, for this user alone; names are names, never paths. */
export function preferencesOptions(folder: string) {
  // The one knows the file's name by this, the other by that.
  const name = 'preferences'
  return { cwd: folder, name, configName: name, configFileMode: 0o600, accessPropertiesByDotNotation: false }
}

/**
 * The whole file. Each value is checked further by whoever reads it. A file of a newer Hilo may hold more: that is kept as it is, so that going back
 * and forth loses nothing.
 */
const Kept = z.looseObject({
  version: z.number().int().min(0).default(0),
  workspace: z.enum(['sample', 'own']).optional().catch(undefined),
  looks: z.looseObject({}).optional().catch(undefined),
  desktop: z.looseObject({}).optional().catch(undefined),
  window: z.looseObject({}).optional().catch(undefined),
  customerWindow: z.looseObject({}).optional().catch(undefined),
})
type Kept = z.infer<typeof Kept>

/** Each makes of a file of the version that is its position one of the next. */
const steps: ((kept: Kept) => Kept)[] = [
  // Before version 1 nothing was checked: what does not fit was dropped just now, and stays away.
  kept => kept,
]

/** Opens the preferences of `folder`. Looks are not worth a failed start: a broken file is set aside and a new one begun. */
export function openPreferences(folder: string, open: () => PreferencesFile): PreferencesPort {
  const { file, kept } = read(open) ?? setAside(folder, open)
  const { version } = kept
  let now = steps.slice(version).reduce((before, step) => step(before), kept)
  if (version < steps.length) {
    now = { ...now, version: steps.length }
    file.store = defined(now)
  }
  return {
    get: name => now[name],
    set(name, value) {
      now = { ...now, [name]: value }
      file.store = defined(now)
    },
  }
}

/** Undefined when it holds no JSON object. */
function read(open: () => PreferencesFile): { file: PreferencesFile; kept: Kept } | undefined {
  try {
    const file = open()
    const kept = Kept.safeParse(file.store)
    return kept.success ? { file, kept: kept.data } : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function setAside(folder: string, open: () => PreferencesFile): { file: PreferencesFile; kept: Kept } {
  const name = join(folder, 'preferences.json')
  renameSync(name, `${name}.broken`)
  return { file: open(), kept: Kept.parse({}) }
}

/** JSON knows no undefined. */
function defined(kept: Kept): Record<string, unknown> {
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined))
}
