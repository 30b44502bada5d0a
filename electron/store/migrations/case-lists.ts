import type { Db } from '../database.ts'

/** Lists of cases beyond those at work, and the names and tags that are offered. */
export function caseLists(db: Db): void {
  db.exec(`
    CREATE INDEX case_latest ON "case"(last_id);
    CREATE INDEX case_assignee ON "case"(assignee) WHERE assignee IS NOT NULL;
    CREATE INDEX case_tag_tag ON case_tag(tag);
  `)
}
