import type { Db } from '../../database.ts'

/** What refers to something that can be removed is found by an index: without one, each row removed looks at all that could. */
export function removal(db: Db): void {
  db.exec(`
    CREATE INDEX attachment_blob ON attachment(blob_id) WHERE blob_id IS NOT NULL;
    CREATE INDEX interaction_file ON interaction(file_id) WHERE file_id IS NOT NULL;
    CREATE INDEX reply_answers ON reply(answers) WHERE answers IS NOT NULL;
    CREATE INDEX reply_case ON reply(case_id) WHERE case_id IS NOT NULL;
  `)
}

/** Replies that came to nothing, to be removed when they are old. */
export function finishedReplies(db: Db): void {
  db.exec("CREATE INDEX reply_finished ON reply(made_at) WHERE state IN ('sent', 'cancelled') AND interaction_id IS NULL")
}
