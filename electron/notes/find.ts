import type { NoteHit } from '#shared/contract/search.ts'
import type { Query } from '#shared/model/query.ts'
import { currentCustomer } from '../customers/ops.ts'
import { marks, matchExpression } from '../search/match.ts'
import { snippet } from '../search/snippet.ts'
import type { Db } from '../store/database.ts'
import { OWNER } from './rows.ts'

const MOST = 20

interface Row {
  key: string
  customer: number
  changedAt: number
  text: string
}

/** Notes that hold a query's words, newest first, at most 20. Who asks for anything else too asks for interactions. */
export function findNotes(db: Db, query: Query): NoteHit[] {
  const { from, to, channel, attachment, unanswered, after = 0, before = Number.MAX_SAFE_INTEGER } = query
  if (from.length > 0 || to.length > 0 || attachment || unanswered || (channel !== undefined && channel !== 'note')) return []
  const match = matchExpression(db, query, false)
  if (!match) return []
  const name = db.prepare<[number], string>('SELECT name FROM customer WHERE id = ?').pluck()
  return db
    .prepare<[{ expression: string; after: number; before: number }], Row>(
      `SELECT n.key, (${OWNER}) AS customer, n.changed_at AS changedAt, substr(b.text, 1, 100000) AS text
       FROM note_fts f JOIN note n ON n.id = f.rowid JOIN note_body b ON b.note_id = n.id
       WHERE note_fts MATCH @expression AND n.deleted_at IS NULL AND n.changed_at >= @after AND n.changed_at < @before
       ORDER BY n.changed_at DESC LIMIT ${MOST}`,
    )
    .all({ expression: match.expression, after, before })
    .map(({ text, customer: owner, ...row }) => {
      const customer = currentCustomer(db, owner)
      return {
        ...row,
        customer,
        customerName: name.get(customer) ?? '',
        snippet: snippet(text, marks(query)),
      }
    })
}
