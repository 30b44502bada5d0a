import { normaliseOwn } from '../ingest/prepare.ts'
import type { Db } from '../store/database.ts'
import { getSettings } from '../workspace/queries.ts'

/** What is ours in people's texts, and how numbers in them are read. */
export interface Ours {
  own: ReadonlySet<string>
  /** Two letters. */
  region: string
}

export function readOurs(db: Db): Ours {
  const { own, region } = getSettings(db, { own: [], region: 'US', timeZone: 'UTC' })
  return { own: normaliseOwn(own, region), region }
}
