import { renameSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { PreferencesTrouble } from '#shared/desktop/calls.ts'
import type { PreferencesPort } from '../app/ports.ts'
import type { Log } from './log.ts'

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

/**
 * Opens the preferences of `folder`. Looks are not worth a failed start: a broken file is set aside (`preferences.json.broken`) and a new one begun;
 * where none can be read or written what is set holds until the program ends. `trouble` says which.
 */
export function openPreferences(folder: string, open: () => PreferencesFile, log?: Log): PreferencesPort {
  let trouble: PreferencesTrouble | undefined
  const meet = (met: PreferencesTrouble, error?: unknown): void => {
    if (trouble === 'not-kept') return
    trouble = met
    if (error === undefined) log?.warn(`preferences.${met}`)
    else log?.error(`preferences.${met}`, error)
  }
  const { file, kept } = read(folder, open, meet)
  let now = steps.slice(kept.version).reduce((before, step) => step(before), kept)
  const write = (): void => {
    if (!file) return
    try {
      file.store = defined(now)
      if (trouble === 'not-kept') trouble = undefined
    } catch (error) {
      meet('not-kept', error)
    }
  }
  if (kept.version < steps.length) {
    now = { ...now, version: steps.length }
    write()
  }
  return {
    get: name => now[name],
    set(name, value) {
      now = { ...now, [name]: value }
      write()
    },
    trouble: () => trouble,
  }
}

/** What the file holds, and the file unless there can be none. */
function read(folder: string, open: () => PreferencesFile, meet: (trouble: PreferencesTrouble, error?: unknown) => void) {
  const name = join(folder, 'preferences.json')
  try {
    const found = whole(open)
    if (found) return found
    renameSync(name, `${name}.broken`)
    meet('set-aside')
    const begun = whole(open)
    if (begun) return begun
  } catch (error) {
    meet('not-kept', error)
  }
  return { file: undefined, kept: Kept.parse({}) }
}

/** Undefined when it holds no JSON object. Throws what keeps it from being read. */
function whole(open: () => PreferencesFile): { file: PreferencesFile; kept: Kept } | undefined {
  try {
    const file = open()
    const kept = Kept.safeParse(file.store)
    return kept.success ? { file, kept: kept.data } : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** JSON knows no undefined. */
function defined(kept: Kept): Record<string, unknown> {
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined))
}
