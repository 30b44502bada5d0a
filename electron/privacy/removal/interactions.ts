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
  const names = namesOfGone(db)
  db.exec(REMOVE)
  db.exec(`
    INSERT OR IGNORE INTO gone_case SELECT id FROM touched_case t WHERE NOT EXISTS (SELECT 1 FROM case_interaction ci WHERE ci.case_id = t.id);
    INSERT OR IGNORE INTO gone_case SELECT c.id FROM "case" c WHERE c.joined_into IN (SELECT id FROM gone_case)
      AND NOT EXISTS (SELECT 1 FROM case_interaction ci WHERE ci.case_id = c.id);
    DELETE FROM touched_case WHERE id IN (SELECT id FROM gone_case);
  `)
  for (const id of db.prepare<[], number>('SELECT id FROM touched_case').pluck().all()) {
    settleCase(db, id)
    renew(db, id, names.get(id) ?? new Set())
  }
}

interface Said {
  subject: string | null
  text: string
}

/** By case: how it is called where it is called by something that goes. */
function namesOfGone(db: Db): Map<number, Set<string>> {
  const names = new Map<number, Set<string>>()
  const rows = db.prepare<[], Said & { id: number }>(
    `SELECT ci.case_id AS id, i.subject, substr(b.text, 1, ${LOOKED_THROUGH}) AS text FROM gone g
       JOIN case_interaction ci ON ci.interaction_id = g.id JOIN interaction i ON i.id = g.id JOIN body b ON b.interaction_id = g.id`,
  )
  for (const { id, subject, text } of rows.all()) {
    const name = subjectOf(subject, text)
    if (name !== '') names.set(id, (names.get(id) ?? new Set()).add(name))
  }
  return names
}

/**
 * What a case took from what its interactions say is taken from those that are left, and so is its name in what agents changed: undoing that would bring
 * back what went. What an agent called it stays.
 */
function renew(db: Db, id: number, gone: ReadonlySet<string>): void {
  const left = db
    .prepare<[number], Said>(
      `SELECT i.subject, substr(b.text, 1, ${LOOKED_THROUGH}) AS text FROM case_interaction ci JOIN interaction i ON i.id = ci.interaction_id
         JOIN body b ON b.interaction_id = i.id WHERE ci.case_id = ? ORDER BY i.direction, i.id`,
    )
    .all(id)
  const name = left.map(({ subject, text }) => subjectOf(subject, text)).find(title => title !== '') ?? ''
  const names = JSON.stringify([...gone])
  db.prepare(
    `UPDATE "case" SET subject = @name WHERE id = @id AND subject IN (SELECT value FROM json_each(@names)) AND NOT EXISTS (
       SELECT 1 FROM op_case l JOIN op o ON o.id = l.op_id WHERE l.case_id = @id AND o.undone_at IS NULL AND o.payload ->> '$.after.subject' = subject)`,
  ).run({ id, name, names })
  db.prepare(
    `UPDATE op SET payload = json_set(payload, '$.before.subject', @name) WHERE id IN (SELECT op_id FROM op_case WHERE case_id = @id)
       AND payload ->> '$.before.subject' IN (SELECT value FROM json_each(@names))`,
  ).run({ id, name, names })
  db.prepare('DELETE FROM case_reference WHERE case_id = ?').run(id)
  const put = db.prepare('INSERT OR IGNORE INTO case_reference (value, case_id) VALUES (?, ?)')
  for (const { subject, text } of left) for (const value of referencesIn(`${subject ?? ''}\n${text}`)) put.run(value, id)
}
