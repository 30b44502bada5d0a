import { createHash } from 'node:crypto'
import type { AuditCheck, AuditLine, AuditProblem, AuditWhat } from '#shared/contract/safety/privacy.ts'
import { checkIntegrity as checkPages, type Db } from '../store/database.ts'

export interface Noted {
  /** Epoch ms. */
  at: number
  agent?: string | undefined
  what: AuditWhat
  /** Numbers and codes, never customer text. */
  detail?: Record<string, number | string>
}

interface Row {
  id: number
  at: number
  agent: string | null
  what: AuditWhat
  detail: string
  hash: Uint8Array
}

/** Adds a line. Its hash is SHA-256 over the hash before it and what it says: no line can be changed, moved or taken out unseen. */
export function noteAudit(db: Db, { at, agent, what, detail = {} }: Noted): AuditLine {
  return db.transaction(() => {
    const last = db.prepare<[], Row>('SELECT * FROM audit ORDER BY id DESC LIMIT 1').get()
    const row = { id: (last?.id ?? 0) + 1, at, agent: agent ?? null, what, detail: JSON.stringify(detail) }
    const hash = hashOf(last?.hash, row)
    db.prepare('INSERT INTO audit (id, at, agent, what, detail, hash) VALUES (@id, @at, @agent, @what, @detail, @hash)').run({
      ...row,
      hash,
    })
    return view({ ...row, hash })
  })()
}

/** Newest first; `before`: only those with a smaller number. */
export function auditLines(
  db: Db,
  { limit, before = Number.MAX_SAFE_INTEGER }: { limit: number; before?: number | undefined },
): AuditLine[] {
  return db.prepare<[number, number], Row>('SELECT * FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?').all(before, limit).map(view)
}

/** Whether every line follows from the one before it. */
export function checkAudit(db: Db): AuditCheck {
  const [first] = db.prepare<[], Row>('SELECT * FROM audit ORDER BY id LIMIT 1').all()
  const lines = Number(db.prepare('SELECT count(*) FROM audit').pluck().get())
  const problem = firstProblem(db)
  return { lines, ...(first && { since: first.at }), ...(problem && { problem }) }
}

function firstProblem(db: Db): AuditProblem | undefined {
  let before: Row | undefined
  for (const row of db.prepare<[], Row>('SELECT * FROM audit ORDER BY id').iterate()) {
    const line = (before?.id ?? 0) + 1
    if (row.id !== line) return { line, what: 'missing' }
    if (!hashOf(before?.hash, row).equals(row.hash)) return { line, what: 'changed' }
    before = row
  }
  return undefined
}

/** Every page, index, foreign key and line of the audit log. Empty when all is well. */
export function checkIntegrity(db: Db): string[] {
  const problems = checkPages(db)
  if (problems.length > 0) return problems
  const wrong = firstProblem(db)
  return wrong ? [`audit log: line ${wrong.line} ${wrong.what === 'missing' ? 'is missing' : 'was changed'}`] : []
}

function hashOf(before: Uint8Array | undefined, { id, at, agent, what, detail }: Omit<Row, 'hash'>): Buffer {
  return createHash('sha256')
    .update(before ?? '')
    .update(JSON.stringify([id, at, agent, what, detail]))
    .digest()
}

function view({ id, at, agent, what, detail, hash }: Row): AuditLine {
  return { id, at, what, detail: JSON.parse(detail), hash: Buffer.from(hash).toString('hex'), ...(agent !== null && { agent }) }
}
