import * as z from 'zod'
import type { AttachmentView, Interaction, PartyView } from '#shared/contract/timeline.ts'
import { CallFacts, channels, Direction, IdentityKind, Mark } from '#shared/model/interaction.ts'
import type { Db } from '../store/database.ts'

/** Longer texts are cut in pages and read whole on demand, so that one 20 MB mail does not stop the timeline. */
const TEXT_CHARACTERS = 8000

const Parties = z.array(
  z.tuple([z.enum(['from', 'to', 'cc']), IdentityKind, z.string(), z.string().nullable(), z.union([z.literal(0), z.literal(1)])]),
)

interface Row {
  id: number
  channel: number
  direction: string
  occurred_at: number
  ended_at: number | null
  subject: string | null
  call: string | null
  marks: string | null
  parties: string
  line: number | null
  path: string | null
  connector: string
  thread: number | null
  text: string
  cut: 0 | 1
  quoted: string | null
  has_html: 0 | 1
  late: string | null
}

/** Reads interactions by id, in the order asked for. `whole` gives texts uncut. Ids that do not exist are left out. */
export function readInteractions(db: Db, ids: readonly number[], whole = false): Interaction[] {
  const row = db.prepare<[number], Row>(
    `SELECT i.id, i.channel, i.direction, i.occurred_at, i.ended_at, i.subject, i.call, i.marks, i.parties, i.line, f.path, c.key AS connector,
       t.thread_id AS thread, b.html IS NOT NULL AS has_html,
       (SELECT group_concat(l.mark) FROM late_mark l WHERE l.connector_id = i.connector_id AND l.source_id = i.source_id) AS late,
       ${whole ? '0' : `max(length(b.text), coalesce(length(b.quoted), 0)) > ${TEXT_CHARACTERS}`} AS cut,
       ${whole ? 'b.text, b.quoted' : `substr(b.text, 1, ${TEXT_CHARACTERS}) AS text, substr(b.quoted, 1, ${TEXT_CHARACTERS}) AS quoted`}
     FROM interaction i JOIN body b ON b.interaction_id = i.id JOIN connector c ON c.id = i.connector_id
     LEFT JOIN file f ON f.id = i.file_id LEFT JOIN thread_key t ON t.key = i.thread_key WHERE i.id = ?`,
  )
  const attachments = db.prepare<[number], { position: number; name: string; type: string; size: number; held: 0 | 1; inline: 0 | 1 }>(
    `SELECT position, name, type, size, blob_id IS NOT NULL AS held, content_id IS NOT NULL AS inline
     FROM attachment WHERE interaction_id = ? ORDER BY position`,
  )
  return ids.flatMap(id => {
    const found = row.get(id)
    if (!found) return []
    return [
      view(
        found,
        attachments.all(id).map(one => ({ ...one, held: one.held === 1, inline: one.inline === 1 })),
      ),
    ]
  })
}

function view(row: Row, attachments: AttachmentView[]): Interaction {
  const parties = Parties.parse(JSON.parse(row.parties))
  const role = (wanted: 'from' | 'to' | 'cc'): PartyView[] =>
    parties.flatMap(([is, kind, address, name, own]) =>
      is === wanted ? [{ kind, address, own: own === 1, ...(name !== null && { name }) }] : [],
    )
  const [from = { kind: 'handle', address: '', own: false } satisfies PartyView] = role('from')
  return {
    id: row.id,
    channel: channels[row.channel] ?? 'note',
    direction: Direction.parse(row.direction),
    occurredAt: row.occurred_at,
    from,
    to: role('to'),
    cc: role('cc'),
    text: row.text,
    cut: row.cut === 1,
    hasHtml: row.has_html === 1,
    marks: [
      ...(row.marks === null ? [] : z.array(Mark).parse(JSON.parse(row.marks))),
      ...(row.late === null ? [] : z.array(Mark).parse(row.late.split(','))),
    ],
    attachments,
    source: {
      connector: row.connector,
      ...(row.path !== null && { file: row.path }),
      ...(row.line !== null && { line: row.line }),
    },
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.subject !== null && { subject: row.subject }),
    ...(row.quoted !== null && { quoted: row.quoted }),
    ...(row.thread !== null && { thread: String(row.thread) }),
    ...(row.call !== null && { call: CallFacts.parse(JSON.parse(row.call)) }),
  }
}
