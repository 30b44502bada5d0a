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
