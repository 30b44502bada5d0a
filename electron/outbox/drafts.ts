import { randomUUID } from 'node:crypto'
import { type AttachedFile, Draft, type OtherDraft } from '#shared/contract/replies.ts'
import { currentCustomer } from '../customers/ops.ts'
import type { Db } from '../store/database.ts'

/** A file that no draft names any more is dropped after so long, ms: its draft may be about to be saved. */
const UNUSED = 24 * 3600_000

interface Row {
  customer_id: number
  writer: string
  content: string
  saved_at: number
}

/** This page's draft to a customer, and what others write to them, newest first. */
export function getDraft(
  db: Db,
  { customer, writer }: { customer: number; writer: string },
): { draft?: Draft; savedAt?: number; others: OtherDraft[] } {
  const all = draftsOf(db, customer)
  const own = all.find(one => one.writer === writer)
  return { others: all.filter(one => one !== own), ...(own && { draft: own.draft, savedAt: own.savedAt }) }
}

/** Absent `draft`: it is thrown away. `instead`: dropped with the same stroke, unless it was written on since. */
export function saveDraft(
  db: Db,
  {
    customer,
    writer,
    draft,
    instead,
    at,
  }: {
    customer: number
    writer: string
    draft?: Draft | undefined
    instead?: { writer: string; savedAt: number } | undefined
    at: number
  },
): { savedAt: number; others: OtherDraft[] } {
  return db
    .transaction(() => {
      const id = currentCustomer(db, customer)
      // No two are saved at one time, however coarse or set back the clock: by its time a page knows that another was not written on since.
      const savedAt = Math.max(at, ...rowsOf(db, id).map(({ saved_at }) => saved_at + 1))
      if (instead) {
        for (const { customer_id } of rowsOf(db, id)) {
          db.prepare('DELETE FROM draft WHERE customer_id = ? AND writer = ? AND saved_at = ?').run(
            customer_id,
            instead.writer,
            instead.savedAt,
          )
        }
      }
      if (draft) {
        db.prepare(
          `INSERT INTO draft (customer_id, writer, content, saved_at) VALUES (?, ?, ?, ?)
           ON CONFLICT (customer_id, writer) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at`,
        ).run(id, writer, JSON.stringify(draft), savedAt)
      } else {
        for (const { customer_id } of rowsOf(db, id)) {
          db.prepare('DELETE FROM draft WHERE customer_id = ? AND writer = ?').run(customer_id, writer)
        }
        dropUnused(db, at)
      }
      return { savedAt, others: draftsOf(db, id).filter(one => one.writer !== writer) }
    })
    .immediate()
}

/** It was sent: this page's draft is done with, and so is what another page holds of the same text. */
export function forgetDraft(
  db: Db,
  customer: number,
  { key, writer, text, at }: { key: string; writer?: string | undefined; text: string; at: number },
): void {
  for (const row of rowsOf(db, customer)) {
    const draft = parse(row)?.draft
    const same = draft?.key === key && draft.text === text
    if (row.writer === writer || same) db.prepare('DELETE FROM draft WHERE customer_id = ? AND writer = ?').run(row.customer_id, row.writer)
  }
  dropUnused(db, at)
}

/** Keeps a file for a reply that is being written. */
export function attachFile(
  db: Db,
  { name, type, content, at }: { name: string; type: string; content: Uint8Array; at: number },
): AttachedFile {
  const id = randomUUID()
  db.prepare('INSERT INTO draft_file (id, name, type, content, attached_at) VALUES (?, ?, ?, ?, ?)').run(id, name, type, content, at)
  return { id, name, type, size: content.byteLength }
}

function dropUnused(db: Db, at: number): void {
  db.prepare(
    `DELETE FROM draft_file WHERE attached_at < ? AND id NOT IN
       (SELECT json_extract(f.value, '$.id') FROM draft d, json_each(d.content, '$.files') f)`,
  ).run(at - UNUSED)
}

/** Of the customer and of everybody who was merged into them: the drafts there are at a time are few. */
function rowsOf(db: Db, customer: number): Row[] {
  const id = currentCustomer(db, customer)
  return db
    .prepare<[], Row>('SELECT customer_id, writer, content, saved_at FROM draft ORDER BY saved_at DESC')
    .all()
    .filter(row => row.customer_id === id || currentCustomer(db, row.customer_id) === id)
}

function draftsOf(db: Db, customer: number): OtherDraft[] {
  return rowsOf(db, customer).flatMap(row => parse(row) ?? [])
}

function parse({ writer, content, saved_at }: Row): OtherDraft | undefined {
  const draft = Draft.safeParse(JSON.parse(content)).data
  return draft && { writer, draft, savedAt: saved_at }
}
