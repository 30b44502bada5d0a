import { channels } from '#shared/model/interaction.ts'
import type { Db } from '../store/database.ts'
import { customersOf } from './queue.ts'

const CHAT = channels.indexOf('chat')

/**
 * What the program was doing when it ended: what no server can have had is sent again; of what was handed over, that whose copy came back
 * meanwhile was sent; a chat message is looked for in its archive before it is sent again; of the rest nobody knows.
 */
export function recoverReplies(db: Db): void {
  db.transaction(() => {
    db.prepare(`UPDATE reply SET state = 'queued' WHERE state = 'sending'`).run()
    settleSent(db)
    db.prepare(`UPDATE reply SET state = 'queued' WHERE state = 'handed-over' AND channel = ?`).run(CHAT)
    db.prepare(`UPDATE reply SET state = 'unknown', problem = 'dropped' WHERE state = 'handed-over'`).run()
  }).immediate()
}

/**
 * What waited when a backup was made may have gone out since then, after which nobody can know it from the copy: it is for a person to decide.
 */
export function holdReplies(db: Db): void {
  db.prepare(`UPDATE reply SET state = 'unknown', problem = 'dropped' WHERE state IN ('queued', 'sending', 'handed-over')`).run()
}

/**
 * What came in since may say what became of a reply: its copy (from the folder of sent mail), that it was sent; a report, that it could not
 * be delivered. Returns whose.
 */
export function settleSent(db: Db): { customers: number[] } {
  return db
    .transaction(() => {
      const found = db
        .prepare<[], { key: string; copy: number }>(
          `SELECT r.key, min(i.id) AS copy FROM reply r CROSS JOIN connector c JOIN interaction i ON i.connector_id = c.id AND i.source_id = r.source_id
           WHERE r.state IN ('unknown', 'handed-over') GROUP BY r.key`,
        )
        .all()
      for (const { key, copy } of found)
        db.prepare(`UPDATE reply SET state = 'sent', problem = NULL, interaction_id = ? WHERE key = ?`).run(copy, key)
      return { customers: [...found.map(({ key }) => key), ...settleBounced(db)].flatMap(key => customersOf(db, key)) }
    })
    .immediate()
}

/** Each report is told once: a reply that an agent has dealt with since stays dealt with. */
function settleBounced(db: Db): string[] {
  const found = db
    .prepare<[], { key: string; report: string | null; connector: number }>(
      `SELECT r.key, l.by_source_id AS report, l.connector_id AS connector FROM late_mark l JOIN reply r ON r.source_id = l.source_id
       WHERE l.mark = 'bounced' AND r.state IN ('sent', 'unknown') AND r.problem IS NOT 'bounced'`,
    )
    .all()
  const status = db
    .prepare<[number, string], Uint8Array>(
      `SELECT b.content FROM interaction i JOIN attachment a ON a.interaction_id = i.id JOIN blob b ON b.id = a.blob_id
       WHERE i.connector_id = ? AND i.source_id = ? AND a.type = 'message/delivery-status'`,
    )
    .pluck()
  const bounced = db.prepare(`UPDATE reply SET state = 'bounced', problem = 'bounced', said = ? WHERE key = ?`)
  for (const { key, report, connector } of found) {
    const content = report === null ? undefined : status.get(connector, report)
    bounced.run(content === undefined ? null : diagnosis(Buffer.from(content).toString('utf8')), key)
  }
  return found.map(({ key }) => key)
}

/** The remote server's own words (RFC 3464 section 2.3.6), without addresses; else the status code. */
function diagnosis(report: string): string | null {
  const unfolded = report.replace(/\r?\n[ \t]+/g, ' ')
  const said = /^Diagnostic-Code:[ \t]*(?:[\w-]+[ \t]*;[ \t]*)?(\S.*)$/im.exec(unfolded) ?? /^Status:[ \t]*(\S.*)$/im.exec(unfolded)
  return (
    said?.[1]
      ?.replace(/(?<!\S)\S+@\S+/g, '…')
      .trim()
      .slice(0, 300) ?? null
  )
}
