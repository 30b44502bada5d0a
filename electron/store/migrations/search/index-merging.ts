import type { Database as Db } from 'better-sqlite3-multiple-ciphers'

/**
 * Merges pieces of the index by sixteens instead of fours: each word is then rewritten half as often while much comes in. What queries would
 * lose by more pieces, merging at rest (ingest/merge-index.ts) wins back.
 */
export function indexMerging(db: Db): void {
  db.exec(`
    INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('automerge', 16);
    INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('crisismerge', 64);
  `)
}

/**
 * Leaves nearly all merging to when nothing comes in (ingest/merge-index.ts): it took one part in fourteen of writing a backfill. The index of 90,000 mails
 * imported at once is put together then; only what comes in without a rest is still merged on the way.
 */
export function indexMergingAtRest(db: Db): void {
  db.exec(`
    INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('automerge', 64);
    INSERT INTO interaction_fts (interaction_fts, rank) VALUES ('crisismerge', 256);
  `)
}
