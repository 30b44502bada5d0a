import { firstSla, SlaSettings } from '#shared/sla/policy.ts'
import type { Db } from '../store/database.ts'

/** What is promised, or what stands until somebody says otherwise, in this time zone. */
export function slaSettings(db: Db, { timeZone }: { timeZone: string }): SlaSettings {
  const value = db.prepare<[], string>("SELECT value FROM setting WHERE name = 'sla'").pluck().get()
  return value === undefined ? firstSla(timeZone) : SlaSettings.parse(JSON.parse(value))
}

export function saveSla(db: Db, settings: SlaSettings): void {
  db.prepare("INSERT INTO setting (name, value) VALUES ('sla', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value").run(
    JSON.stringify(settings),
  )
}
