import type { PartyView } from '#shared/contract/timeline.ts'
import { normalise, normaliseOwn } from '../ingest/prepare.ts'
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

/** Whether somebody used this identity. */
export function isFrom({ kind, address }: PartyView, identity: { kind: string; value: string }, { region }: Ours): boolean {
  return kind === identity.kind && normalise(kind, address, region) === identity.value
}
