import type { Database as Db } from 'better-sqlite3-multiple-ciphers'
import { first } from './001-first.ts'
import { accounts } from './002-accounts.ts'
import { attributes, caseAttributes, givenNames } from './attributes.ts'
import { calls, callsInHistory } from './calls.ts'
import { caseLists, cases, copiesAskNothing, settledWaiting } from './cases.ts'
import { mentions, notes } from './notes.ts'
import { places } from './places.ts'
import { replies, replyWriting, surveys } from './replies.ts'
import { audit } from './safety/audit.ts'
import { finishedReplies, removal } from './safety/removal.ts'
import { indexMerging, indexMergingAtRest } from './search/index-merging.ts'
import { namesBegun, otherChannels, words } from './search/words.ts'
import { sla } from './sla.ts'
import { mailSpelling, suggestions } from './suggestions.ts'
import { listOrders, tallies, talliesByBatch } from './tallies.ts'

/** In order; the number of the last one that ran is the database's user_version. Never change one that was released: add another. */
const migrations: ((db: Db) => void)[] = [
  first,
  accounts,
  places,
  suggestions,
  words,
  attributes,
  cases,
  indexMerging,
  tallies,
  replies,
  caseLists,
  replyWriting,
  notes,
  calls,
  sla,
  listOrders,
  talliesByBatch,
  surveys,
  mentions,
  callsInHistory,
  caseAttributes,
  audit,
  givenNames,
  removal,
  finishedReplies,
  indexMergingAtRest,
  settledWaiting,
  mailSpelling,
  namesBegun,
  otherChannels,
  copiesAskNothing,
]

/** The file was written by a newer Hilo. */
export class NewerDatabase extends Error {}

export function migrate(db: Db): void {
  const version = Number(db.pragma('user_version', { simple: true }))
  if (version > migrations.length) throw new NewerDatabase()
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue
    db.transaction(() => {
      step(db)
      db.pragma(`user_version = ${index + 1}`)
    }).immediate()
  }
}
