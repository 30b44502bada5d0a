import type { NoteRecord, NoteView } from '#shared/contract/notes.ts'
import { NoteContent } from '#shared/model/note.ts'
import { currentCustomer } from '../customers/ops.ts'
import { everyoneIn } from '../profile/settle.ts'
import type { Db } from '../store/database.ts'
import { contentOf, documentOf } from './document.ts'
import { NotePayload } from './ops.ts'
import { noteRow, OWNER, updatesNow, updatesUpTo } from './rows.ts'
import { sittings } from './sittings.ts'

/** Characters of a text that is read at once. */
const LONGEST = 200_000

interface Row {
  key: string
  customer: number
  customerName: string
  case: number | null
  subject: string | null
  beginning: string | null
  length: number | null
  madeAt: number
  madeBy: string | null
  changedAt: number
  changedBy: string | null
  pinned: 0 | 1
  dueAt: number | null
  doneAt: number | null
  deletedAt: number | null
}

/** `whose` finds the customer of each. */
const select = (whose: string) =>
  `SELECT n.key, c.id AS customer, c.name AS customerName, n.case_id AS "case", k.subject, b.beginning, length(b.text) AS length,
     n.made_at AS madeAt, n.made_by AS madeBy, n.changed_at AS changedAt, n.changed_by AS changedBy, n.pinned, n.due_at AS dueAt,
     n.done_at AS doneAt, n.deleted_at AS deletedAt
   FROM note n JOIN customer c ON c.id = (${whose}) LEFT JOIN "case" k ON k.id = n.case_id LEFT JOIN note_body b ON b.note_id = n.id`

/** The notes of a customer, or of one case of theirs: pinned first, then the newest; also those that were deleted. Refuses `not-found`. */
export function listNotes(db: Db, { customer: id, case: about }: { customer: number; case?: number | undefined }): NoteView[] {
  const customer = currentCustomer(db, id)
  const theirs = `n.case_id IS NULL AND n.customer_id IN (${everyoneIn})
    OR n.case_id IN (SELECT k.id FROM identity d JOIN "case" k ON k.identity_id = d.id WHERE d.customer_id = @customer)`
  return db
    .prepare<[{ customer: number; about: number | null }], Row>(
      `${select('@customer')} WHERE n.id IN (SELECT n.id FROM note n WHERE ${theirs}) AND (@about IS NULL OR n.case_id = @about)
       ORDER BY n.pinned DESC, n.made_at DESC, n.id DESC`,
    )
    .all({ customer, about: about ?? null })
    .map(view)
}

/** One note, as of this customer. */
export function notesOf(db: Db, { id, customer }: { id: number; customer: number }): NoteView[] {
  return db
    .prepare<[{ id: number; customer: number }], Row>(`${select('@customer')} WHERE n.id = @id`)
    .all({ id, customer })
    .map(view)
}

/** Follow-ups that are due by `until` (epoch ms) and not done, of all customers, the one due first first. */
export function followUps(db: Db, { until }: { until: number }): NoteView[] {
  return db
    .prepare<[{ until: number }], Row>(
      `${select(OWNER)} WHERE n.due_at <= @until AND n.due_at IS NOT NULL AND n.done_at IS NULL AND n.deleted_at IS NULL
       ORDER BY n.due_at, n.id`,
    )
    .all({ until })
    .map(row => view({ ...row, customer: currentCustomer(db, row.customer) }))
    .map(note => ({ ...note, customerName: nameOf(db, note.customer) }))
}

function nameOf(db: Db, customer: number): string {
  return db.prepare<[number], string>('SELECT name FROM customer WHERE id = ?').pluck().get(customer) ?? ''
}

function view(row: Row): NoteView {
  const { key, customer, customerName, madeAt, changedAt } = row
  return {
    key,
    customer,
    customerName,
    beginning: row.beginning === null ? { blocks: [], cut: false } : NoteContent.parse(JSON.parse(row.beginning)),
    length: row.length ?? 0,
    madeAt,
    changedAt,
    pinned: row.pinned === 1,
    ...(row.case !== null && { case: { id: row.case, subject: row.subject ?? '' } }),
    ...(row.madeBy !== null && { madeBy: row.madeBy }),
    ...(row.changedBy !== null && { changedBy: row.changedBy }),
    ...(row.dueAt !== null && { dueAt: row.dueAt }),
    ...(row.doneAt !== null && { doneAt: row.doneAt }),
    ...(row.deletedAt !== null && { deletedAt: row.deletedAt }),
  }
}

/** Everything that was done to a note, newest first. Refuses `not-found`. */
export function noteHistory(db: Db, { note: key }: { note: string }): NoteRecord[] {
  const { id } = noteRow(db, key)
  const all = sittings(db, id)
  const texts = all.map(({ seq, fromAt, at, agent, restored }): NoteRecord => {
    const by = { at, ...(agent !== null && { agent }) }
    if (restored === null) return { ...by, what: 'text', seq, fromAt }
    return { ...by, what: 'restored', seq, versionAt: all.find(one => one.seq >= restored)?.at ?? at }
  })
  const changes = db
    .prepare<[number], { id: string; at: number; agent: string | null; undone: 0 | 1; payload: string; case: number | null }>(
      `SELECT o.id, o.at, o.agent, o.undone_at IS NOT NULL AS undone, o.payload,
         (SELECT k.id FROM "case" k WHERE k.key = o.payload ->> '$.after.case') AS "case"
       FROM op_note l JOIN op o ON o.id = l.op_id WHERE l.note_id = ?`,
    )
    .all(id)
    .map((row): NoteRecord => {
      const { case: about, ...after } = NotePayload.parse(JSON.parse(row.payload)).after
      const changes = { ...after, ...(about !== undefined && { case: about === null ? null : row.case }) }
      return { at: row.at, what: 'change', op: row.id, changes, undone: row.undone === 1, ...(row.agent !== null && { agent: row.agent }) }
    })
  return [...texts, ...changes].sort((a, b) => b.at - a.at)
}

/** A note's text, or what it was at a version. Refuses `not-found`. */
export function noteContent(db: Db, { note: key, seq }: { note: string; seq?: number | undefined }): NoteContent {
  const note = noteRow(db, key)
  return contentOf(documentOf(seq === undefined ? updatesNow(db, note) : updatesUpTo(db, note.id, seq)), LONGEST)
}

/** Names of whoever works here, as far as they were met: as a case's assignee, as who wrote or changed something. */
export function knownAgents(db: Db): string[] {
  return db
    .prepare<[], string>(
      `SELECT assignee FROM "case" WHERE assignee IS NOT NULL UNION SELECT made_by FROM note WHERE made_by IS NOT NULL
       UNION SELECT agent FROM op WHERE agent IS NOT NULL ORDER BY 1`,
    )
    .pluck()
    .all()
}
