import * as z from 'zod'
import type { Db } from '../store/database.ts'

/** What is kept of the token that phones show: never itself. */
const Access = z.object({ digest: z.string(), createdAt: z.number() })
export type CallAccess = z.infer<typeof Access>

export function callAccess(db: Db): CallAccess | undefined {
  const value = db.prepare<[], string>("SELECT value FROM setting WHERE name = 'call-access'").pluck().get()
  return value === undefined ? undefined : Access.parse(JSON.parse(value))
}

/** Absent: nobody may. */
export function setCallAccess(db: Db, { access }: { access?: CallAccess }): void {
  if (!access) db.prepare("DELETE FROM setting WHERE name = 'call-access'").run()
  else
    db.prepare("INSERT INTO setting (name, value) VALUES ('call-access', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value").run(
      JSON.stringify(access),
    )
}
