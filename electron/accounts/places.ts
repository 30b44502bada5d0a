import type { LiveBatch, Lying, NumberRange, SourceFolder } from '../connectors/live.ts'
import type { Db } from '../store/database.ts'

/** Remembers where mails of an account lie. Those that were taken for deleted are there again: returns their customers. */
export function putPlaces(
  db: Db,
  { account, connector, places }: { account: string; connector: number; places: NonNullable<LiveBatch['places']> },
): number[] {
  const folder = enterFolder(db, account, places)
  const find = db.prepare<[number, string], number>('SELECT id FROM interaction WHERE connector_id = ? AND source_id = ?').pluck()
  const put = db.prepare('INSERT INTO place (folder_id, number, interaction_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
  const unmark = db.prepare("DELETE FROM late_mark WHERE connector_id = ? AND source_id = ? AND mark = 'removed'")
  const customers = db
    .prepare<[number], number>(
      'SELECT d.customer_id FROM participation p JOIN identity d ON d.id = p.identity_id WHERE p.interaction_id = ?',
    )
    .pluck()
  const back: number[] = []
  for (const { number, sourceId } of places.mails) {
    const interaction = find.get(connector, sourceId)
    if (interaction === undefined) continue
    put.run(folder, number, interaction)
    if (unmark.run(connector, sourceId).changes > 0) back.push(...customers.all(interaction))
  }
  return back
}

export function leavePlaces(db: Db, { account, left }: { account: string; left: NonNullable<LiveBatch['left']> }): void {
  const folder = knownFolder(db, account, left)
  const leave = db.prepare('DELETE FROM place WHERE folder_id = ? AND number BETWEEN ? AND ?')
  if (folder !== undefined) for (const [from, to] of left.ranges) leave.run(folder, from, to)
}

/** `LiveContext.lying` of one account. */
export function lying(
  db: Db,
  { account, folder, ranges }: { account: string; folder: SourceFolder; ranges: readonly NumberRange[] },
): Lying[] {
  const id = knownFolder(db, account, folder)
  if (id === undefined) return []
  const inside = db.prepare<[number, number, number], { number: number; interaction: number; sourceId: string }>(
    `SELECT p.number, i.id AS interaction, i.source_id AS sourceId FROM place p JOIN interaction i ON i.id = p.interaction_id
     WHERE p.folder_id = ? AND p.number BETWEEN ? AND ?`,
  )
  const all = db.prepare<[number, string], { folder: number; number: number }>(
    `SELECT p.folder_id AS folder, p.number FROM place p JOIN account_folder f ON f.id = p.folder_id
     WHERE p.interaction_id = ? AND f.account_id = ?`,
  )
  const asked = ranges.flatMap(([from, to]) => inside.all(id, from, to))
  const numbers = new Set(asked.map(mail => mail.number))
  return asked.map(({ number, interaction, sourceId }) => {
    const others = all.all(interaction, account)
    const here = others.some(other => other.folder === id && !numbers.has(other.number))
    const elsewhere = others.some(other => other.folder !== id)
    return { number, sourceId, also: here ? 'here' : elsewhere ? 'elsewhere' : 'nowhere' }
  })
}

function knownFolder(db: Db, account: string, { path, validity }: SourceFolder): number | undefined {
  return db
    .prepare<[string, string, string], number>('SELECT id FROM account_folder WHERE account_id = ? AND path = ? AND validity = ?')
    .pluck()
    .get(account, path, validity)
}

/** Under another validity, what was known of a folder says nothing any more. */
function enterFolder(db: Db, account: string, folder: SourceFolder): number {
  const known = knownFolder(db, account, folder)
  if (known !== undefined) return known
  const { path, validity } = folder
  db.prepare('DELETE FROM account_folder WHERE account_id = ? AND path = ?').run(account, path)
  const added = db.prepare('INSERT INTO account_folder (account_id, path, validity) VALUES (?, ?, ?)').run(account, path, validity)
  return Number(added.lastInsertRowid)
}
