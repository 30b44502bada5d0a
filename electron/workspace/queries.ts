import * as z from 'zod'
import { Settings, SettingsChanges } from '#shared/contract/workspace.ts'
import { type Channel, channels } from '#shared/model/interaction.ts'
import type { Db } from '../store/database.ts'

export interface Counts {
  customers: number
  waiting: number
  interactions: number
  byChannel: { channel: Channel; count: number }[]
}

/** How much there is in the workspace. Asked at every start: nothing here looks at the interactions. */
export function counts(db: Db): Counts {
  const one = (sql: string) => Number(db.prepare(sql).pluck().get())
  const rows = db
    .prepare<[], { channel: number; count: number }>('SELECT channel, interactions AS count FROM tally WHERE interactions > 0')
    .all()
  const byChannel = rows.flatMap(({ channel, count }) => {
    const name = channels[channel]
    return name ? [{ channel: name, count }] : []
  })
  return {
    customers: one('SELECT count(*) FROM customer WHERE last_id IS NOT NULL'),
    waiting: one('SELECT count(*) FROM customer WHERE last_id IS NOT NULL AND waiting_since IS NOT NULL'),
    interactions: byChannel.reduce((sum, { count }) => sum + count, 0),
    byChannel,
  }
}

/** What was written once is read again, whatever came to be allowed: what makes no sense counts as not set, and closes nobody out. */
const Stored = z.object({
  own: z.array(z.string()).optional().catch(undefined),
  region: Settings.shape.region.optional().catch(undefined),
  timeZone: Settings.shape.timeZone.optional().catch(undefined),
})

/** What was set in this workspace, or the given values where nothing was. */
export function getSettings(db: Db, defaults: Settings): Settings {
  const rows = db.prepare<[], { name: string; value: string }>('SELECT name, value FROM setting').all()
  const stored = Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value)]))
  const { own = defaults.own, region = defaults.region, timeZone = defaults.timeZone } = Stored.parse(stored)
  return { own, region, timeZone }
}

export function setSettings(db: Db, changes: SettingsChanges): void {
  const set = db.prepare('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
  db.transaction(() => {
    for (const name of SettingsChanges.keyof().options) if (changes[name] !== undefined) set.run(name, JSON.stringify(changes[name]))
  }).immediate()
}

/** Mappings the user corrected, by the signature of the CSV's header. */
export function getMappings(db: Db): Record<string, unknown> {
  const value = db.prepare<[], string>("SELECT value FROM setting WHERE name = 'csv-mappings'").pluck().get()
  return value === undefined ? {} : z.record(z.string(), z.unknown()).parse(JSON.parse(value))
}

export function rememberMapping(db: Db, { signature, mapping }: { signature: string; mapping: unknown }): void {
  const all = { ...getMappings(db), [signature]: mapping }
  db.prepare("INSERT INTO setting (name, value) VALUES ('csv-mappings', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value").run(
    JSON.stringify(all),
  )
}
