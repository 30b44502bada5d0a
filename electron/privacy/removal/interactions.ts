import { channels } from '#shared/model/interaction.ts'
import { referencesIn } from '../../cases/references.ts'
import { settleCase } from '../../cases/settle.ts'
import { subjectOf } from '../../cases/subject.ts'
import type { Db } from '../../store/database.ts'

/** As far as a case's subject and references are read (cases/assign.ts), characters. */
const LOOKED_THROUGH = 4000

const FIND = `
  INSERT OR IGNORE INTO met SELECT identity_id FROM participation WHERE interaction_id IN (SELECT id FROM gone);
  INSERT OR IGNORE INTO touched SELECT customer_id FROM identity WHERE id IN (SELECT id FROM met);
  INSERT OR IGNORE INTO touched_case SELECT case_id FROM case_interaction WHERE interaction_id IN (SELECT id FROM gone);
  INSERT OR IGNORE INTO loose_blob SELECT blob_id FROM attachment WHERE interaction_id IN (SELECT id FROM gone) AND blob_id IS NOT NULL;
  INSERT OR IGNORE INTO loose_file SELECT file_id FROM interaction WHERE id IN (SELECT id FROM gone) AND file_id IS NOT NULL;
`

const MAIL = channels.indexOf('email')

const REMOVE = `
  DELETE FROM call WHERE interaction_id IN (SELECT id FROM gone);
  -- What they became goes with them; what answers them and still waits goes out.
  DELETE FROM reply WHERE interaction_id IN (SELECT id FROM gone);
  DELETE FROM late_mark WHERE (connector_id, source_id) IN (SELECT connector_id, source_id FROM interaction WHERE id IN (SELECT id FROM gone));
  -- A mail's key is its own, a chat's that of the whole conversation.
  DELETE FROM thread_key WHERE key IN (SELECT thread_key FROM interaction i WHERE i.id IN (SELECT id FROM gone) AND (i.channel = ${MAIL} OR NOT EXISTS (
    SELECT 1 FROM participation p JOIN participation q ON q.identity_id = p.identity_id AND q.interaction_id NOT IN (SELECT id FROM gone)
      JOIN interaction o ON o.id = q.interaction_id WHERE p.interaction_id = i.id AND o.thread_key = i.thread_key)));

  DELETE FROM interaction_fts WHERE rowid IN (SELECT id FROM gone);
  DELETE FROM participation WHERE interaction_id IN (SELECT id FROM gone);
  DELETE FROM attachment WHERE interaction_id IN (SELECT id FROM gone);
  DELETE FROM body WHERE interaction_id IN (SELECT id FROM gone);
  DELETE FROM arrival WHERE interaction_id IN (SELECT id FROM gone);
  DELETE FROM case_interaction WHERE interaction_id IN (SELECT id FROM gone);
  DELETE FROM interaction WHERE id IN (SELECT id FROM gone);
  DELETE FROM blob WHERE id IN (SELECT id FROM loose_blob) AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.blob_id = blob.id);
  DELETE FROM file WHERE id IN (SELECT id FROM loose_file) AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.file_id = file.id);
`

/**
 * Removes the interactions named in `gone` with all that exists only because of them: their index entries, attachments nobody else holds, calls and
 * replies that they were. Cases that lost some are worked out anew; those without any left are put into `gone_case`, the people met into `met`:
 * `removePeople` comes next.
 */
export function removeInteractions(db: Db): void {
  db.exec(FIND)
  const named = namedByGone(db)
  db.exec(REMOVE)
  db.exec(`
    INSERT OR IGNORE INTO gone_case SELECT id FROM touched_case t WHERE NOT EXISTS (SELECT 1 FROM case_interaction ci WHERE ci.case_id = t.id);
    INSERT OR IGNORE INTO gone_case SELECT c.id FROM "case" c WHERE c.joined_into IN (SELECT id FROM gone_case)
      AND NOT EXISTS (SELECT 1 FROM case_interaction ci WHERE ci.case_id = c.id);
    DELETE FROM touched_case WHERE id IN (SELECT id FROM gone_case);
  `)
  for (const id of db.prepare<[], number>('SELECT id FROM touched_case').pluck().all()) {
    settleCase(db, id)
    renew(db, id, named.has(id))
  }
}

interface Said {
  subject: string | null
  text: string
}

/** Cases that are called by what goes; what an agent called one stays. */
function namedByGone(db: Db): Set<number> {
  const rows = db
    .prepare<[], Said & { id: number; name: string }>(
      `SELECT c.id, c.subject AS name, i.subject, substr(b.text, 1, ${LOOKED_THROUGH}) AS text
       FROM gone g JOIN case_interaction ci ON ci.interaction_id = g.id JOIN "case" c ON c.id = ci.case_id
         JOIN interaction i ON i.id = g.id JOIN body b ON b.interaction_id = g.id
       WHERE c.subject <> '' AND NOT EXISTS (SELECT 1 FROM op_case o WHERE o.case_id = c.id)`,
    )
    .all()
  return new Set(rows.filter(({ name, subject, text }) => subjectOf(subject, text) === name).map(({ id }) => id))
}

/** What a case took from what its interactions say is taken from those that are left. */
function renew(db: Db, id: number, nameless: boolean): void {
  const left = db
    .prepare<[number], Said>(
      `SELECT i.subject, substr(b.text, 1, ${LOOKED_THROUGH}) AS text FROM case_interaction ci JOIN interaction i ON i.id = ci.interaction_id
         JOIN body b ON b.interaction_id = i.id WHERE ci.case_id = ? ORDER BY i.direction, i.id`,
    )
    .all(id)
  const name = left.map(({ subject, text }) => subjectOf(subject, text)).find(title => title !== '') ?? ''
  if (nameless) db.prepare('UPDATE "case" SET subject = ? WHERE id = ?').run(name, id)
  db.prepare('DELETE FROM case_reference WHERE case_id = ?').run(id)
  const put = db.prepare('INSERT OR IGNORE INTO case_reference (value, case_id) VALUES (?, ?)')
  for (const { subject, text } of left) for (const value of referencesIn(`${subject ?? ''}\n${text}`)) put.run(value, id)
}
