import type { DecisionView, ReasonView, SuggestionSide, SuggestionView } from '#shared/contract/suggestions.ts'
import { Answer } from '#shared/contract/suggestions.ts'
import { IdentityKind } from '#shared/model/interaction.ts'
import { timeOfId } from '../ingest/ids.ts'
import { mailAddress } from '../linkage/mail-address.ts'
import type { Reason } from '../linkage/record.ts'
import type { Db } from '../store/database.ts'
import type { Origin } from './found.ts'
import { receiverOf } from './pair.ts'

interface Row {
  a: number
  b: number
  score: number
  reasons: string
  differs: string
  found_at: number
}

/** Suggested, and both still there: until the pairs are compared anew, some speak of customers that were merged meanwhile. */
const OPEN = `
  FROM suggestion s JOIN customer ca ON ca.id = s.a JOIN customer cb ON cb.id = s.b
  WHERE coalesce(s.until, 0) <= @now AND ca.merged_into IS NULL AND cb.merged_into IS NULL AND ca.last_id IS NOT NULL AND cb.last_id IS NOT NULL`

/** The most likely ones, those we heard of last first among equals. `customer`: only theirs. */
export function listSuggestions(
  db: Db,
  { customer, limit, now }: { customer?: number | undefined; limit: number; now: number },
): { rows: SuggestionView[]; total: number } {
  const where = customer === undefined ? OPEN : `${OPEN} AND (s.a = @customer OR s.b = @customer)`
  const given = { now, limit, customer: customer ?? 0 }
  const rows = db
    .prepare<object, Row>(`SELECT s.* ${where} ORDER BY round(s.score, 3) DESC, max(ca.last_id, cb.last_id) DESC, s.a, s.b LIMIT @limit`)
    .all(given)
  const total = Number(db.prepare(`SELECT count(*) ${where}`).pluck().get(given))
  const shared = sharedIdentities(db)
  return { rows: rows.map(row => view(db, row, shared)), total }
}

export function countSuggestions(db: Db, { now }: { now: number }): number {
  return Number(db.prepare(`SELECT count(*) ${OPEN}`).pluck().get({ now }))
}

function view(db: Db, { a, b, score, reasons, differs, found_at }: Row, shared: ReadonlySet<string>): SuggestionView {
  const origins = { a: originsOf(db, a), b: originsOf(db, b) }
  const explain = ({ signature, ...reason }: Reason): ReasonView => {
    const left = origins.a[reason.a]
    const right = origins.b[reason.b]
    const origin = left ? { ...left, customer: a } : right && { ...right, customer: b }
    return { ...reason, ...(signature !== undefined && { signature: true }), ...(origin && { origin }) }
  }
  return {
    a: side(db, a, shared),
    b: side(db, b, shared),
    score,
    reasons: reasonsOf(reasons).map(explain),
    differs: reasonsOf(differs).map(explain),
    stays: receiverOf(db, { a, b }),
    foundAt: found_at,
  }
}

function reasonsOf(text: string): Reason[] {
  return JSON.parse(text)
}

function originsOf(db: Db, customer: number): Record<string, Origin> {
  return JSON.parse(db.prepare<[number], string>('SELECT origins FROM linkage_record WHERE customer_id = ?').pluck().get(customer) ?? '{}')
}

function side(db: Db, customer: number, shared: ReadonlySet<string>): SuggestionSide {
  const row = db
    .prepare<[number], { name: string; interactions: number; last_id: number | null; first_id: number | null }>(
      `SELECT name, interactions, last_id,
         (SELECT min((SELECT min(interaction_id) FROM participation WHERE identity_id = i.id)) FROM identity i WHERE i.customer_id = c.id) AS first_id
       FROM customer c WHERE id = ?`,
    )
    .get(customer)
  const identities = db
    .prepare<[number], { kind: string; value: string; name: string | null }>(
      'SELECT kind, value, name FROM identity WHERE customer_id = ? ORDER BY id LIMIT 20',
    )
    .all(customer)
  return {
    customer,
    name: row?.name ?? '',
    identities: identities.map(({ kind, value, name }) => ({
      kind: IdentityKind.parse(kind),
      value,
      shared: isShared(kind, value, shared),
      ...(name && { name }),
    })),
    interactions: row?.interactions ?? 0,
    ...(row && row.first_id !== null && { firstAt: timeOfId(row.first_id) }),
    ...(row && row.last_id !== null && { lastAt: timeOfId(row.last_id) }),
  }
}

/** A role's, or known to be several people's: the model spells them as it compares them. */
function isShared(kind: string, value: string, shared: ReadonlySet<string>): boolean {
  if (kind === 'phone') return shared.has(value.replace(/\D/g, ''))
  const mail = kind === 'email' ? mailAddress(value) : undefined
  return mail ? mail.role || shared.has(mail.key) : shared.has(value)
}

function sharedIdentities(db: Db): ReadonlySet<string> {
  return new Set<string>(JSON.parse(db.prepare<[], string>('SELECT shared FROM linkage_model').pluck().get() ?? '[]'))
}

/** Answers that were given, newest first. */
export function listDecisions(db: Db, { limit }: { limit: number }): DecisionView[] {
  const rows = db
    .prepare<
      [number],
      {
        op: string
        answer: string
        at: number
        agent: string | null
        undone: 0 | 1
        until: number | null
        a: number
        b: number
        a_name: string
        b_name: string
        score: number
      }
    >(
      `SELECT o.id AS op, d.answer, o.at, o.agent, o.undone_at IS NOT NULL AS undone, o.payload ->> 'until' AS until,
         d.a, d.b, d.a_name, d.b_name, d.score
       FROM decision d JOIN op o ON o.id = d.op_id ORDER BY o.at DESC, o.rowid DESC LIMIT ?`,
    )
    .all(limit)
  return rows.map(({ op, answer, at, agent, undone, until, a, b, a_name, b_name, score }) => ({
    op,
    answer: Answer.parse(answer),
    at,
    a: { customer: a, name: a_name },
    b: { customer: b, name: b_name },
    score,
    undone: undone === 1,
    ...(agent && { by: agent }),
    ...(until !== null && { until }),
  }))
}
