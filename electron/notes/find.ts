import type { NoteHit } from '#shared/contract/search.ts'
import type { Query } from '#shared/model/query.ts'
import { marksOf } from '#shared/search/mark.ts'
import { AT_WORK } from '../cases/state.ts'
import { currentCustomer } from '../customers/ops.ts'
import { holding, signed } from '../search/filter.ts'
import { matchExpression } from '../search/match.ts'
import { snippet } from '../search/snippet.ts'
import { type Entry, type Vocabulary, vocabularyOf } from '../search/vocabulary.ts'
import type { Db } from '../store/database.ts'
import { OWNER } from './rows.ts'

const MOST = 20
/** Of so many notes all words are looked at. */
const WALKED = 1000
const SHORTEST_PART = 3

interface Row {
  key: string
  customer: number
  changedAt: number
  text: string
}

/** Notes that hold a query's words, newest first, at most 20. Who asks for what no note has asks for interactions. */
export function findNotes(db: Db, query: Query): NoteHit[] {
  const { from, to, channels, attachment, unanswered, inCase, after = 0, before = Number.MAX_SAFE_INTEGER } = query
  if (from.length > 0 || to.length > 0 || attachment || unanswered || (channels.length > 0 && !channels.includes('note'))) return []
  if (db.prepare('SELECT 1 FROM note LIMIT 1').get() === undefined) return []
  const match = matchExpression(wordsOfNotes(db), query, true)
  if (!match) return []
  const signs = signed(query)
  const name = db.prepare<[number], string>('SELECT name FROM customer WHERE id = ?').pluck()
  return db
    .prepare<[{ expression: string; after: number; before: number }], Row>(
      `SELECT n.key, (${OWNER}) AS customer, n.changed_at AS changedAt, substr(b.text, 1, 100000) AS text
       FROM note_fts f JOIN note n ON n.id = f.rowid JOIN note_body b ON b.note_id = n.id
       WHERE note_fts MATCH @expression AND n.deleted_at IS NULL AND n.changed_at >= @after AND n.changed_at < @before${inCase ? ` AND EXISTS (SELECT 1 FROM "case" c WHERE c.id = n.case_id AND ${AT_WORK})` : ''}${signs.length > 0 ? ` AND ${holding(signs, 'b.text')}` : ''}
       ORDER BY n.changed_at DESC LIMIT ${MOST}`,
    )
    .all({ expression: match.expression, after, before })
    .map(({ text, customer: owner, ...row }) => {
      const customer = currentCustomer(db, owner)
      return {
        ...row,
        customer,
        customerName: name.get(customer) ?? '',
        snippet: snippet(text, marksOf(query)),
      }
    })
}

/** Notes are few: what a word begins is walked, whatever it is; what is within others is known from all that was said and, of not too many, theirs. */
function wordsOfNotes(db: Db): Vocabulary {
  const { containing } = vocabularyOf(db)
  return {
    completions: () => ({ docs: 0, terms: undefined }),
    occurrences: () => 0,
    containing: part => [...containing(part), ...containingOwn(db, part)],
  }
}

function containingOwn(db: Db, part: string): Entry[] {
  if (part.length < SHORTEST_PART || db.prepare(`SELECT 1 FROM note LIMIT 1 OFFSET ${WALKED}`).get() !== undefined) return []
  db.exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp.note_term USING fts5vocab('main', 'note_fts', 'row')")
  return db.prepare<[string], Entry>('SELECT term, doc AS docs FROM temp.note_term WHERE instr(term, ?) > 1 LIMIT 64').all(part)
}
