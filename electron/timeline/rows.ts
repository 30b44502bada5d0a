import * as z from 'zod'
import type { Interaction, PartyView } from '#shared/contract/timeline.ts'
import { CaseReason } from '#shared/model/case.ts'
import { CallFacts, channels, Direction, IdentityKind, Mark } from '#shared/model/interaction.ts'
import { maskNumbers } from '#shared/safety/mask.ts'
import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'

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
  connector_id: number
  thread: number | null
  text: string
  cut: 0 | 1
  quoted: string | null
  has_html: 0 | 1
  late: string | null
  switched: string | null
  case_id: number | null
  reason: string | null
}

interface AttachmentRow {
  of: number
  position: number
  name: string
  type: string
  size: number
  held: 0 | 1
  inline: 0 | 1
}

/** Reads interactions by id, in the order asked for. `whole` gives texts uncut. Ids that do not exist are left out. */
export function readInteractions(db: Db, ids: readonly number[], whole = false): Interaction[] {
  const { cut, uncut, attachments, connectors } = reading(db)
  const list = JSON.stringify(ids)
  const attached = Map.groupBy(attachments.all(list), file => file.of)
  // The same few people, over and over.
  const met = new Map<string, Roles>()
  const rolesOf = (parties: string) => {
    const known = met.get(parties) ?? roles(parties)
    met.set(parties, known)
    return known
  }
  const rows = new Map((whole ? uncut : cut).all(list).map(row => [row.id, row]))
  return ids.flatMap(id => {
    const row = rows.get(id)
    if (!row) return []
    const theirs = attached.get(id) ?? []
    return [
      {
        ...view(row, rolesOf(row.parties)),
        attachments: theirs.map(({ of: _, held, inline, ...one }) => ({ ...one, held: held === 1, inline: inline === 1 })),
        source: {
          connector: connectors(row.connector_id),
          ...(row.path !== null && { file: row.path }),
          ...(row.line !== null && { line: row.line }),
        },
      },
    ]
  })
}

/** Counting characters is work; what has no more bytes than that needs no counting. */
const tooLong = (text: string) => `(octet_length(${text}) > ${TEXT_CHARACTERS} AND length(${text}) > ${TEXT_CHARACTERS})`
const begun = (text: string) => `iif(octet_length(${text}) > ${TEXT_CHARACTERS}, substr(${text}, 1, ${TEXT_CHARACTERS}), ${text})`

/** One statement for a page: the ids come as a JSON list, and each is one step down a primary key. */
const reading = oncePer(db => {
  const rows = (cut: string, texts: string) =>
    db.prepare<[string], Row>(
      `SELECT i.id, i.channel, i.direction, i.occurred_at, i.ended_at, i.subject, i.call, i.marks, i.parties, i.line, f.path, i.connector_id,
         t.thread_id AS thread, b.html IS NOT NULL AS has_html, ci.case_id, ci.reason,
         (SELECT r.message ->> '$.switched' FROM reply r WHERE r.interaction_id = i.id) AS switched,
         (SELECT group_concat(l.mark) FROM late_mark l WHERE l.connector_id = i.connector_id AND l.source_id = i.source_id) AS late,
         ${cut} AS cut, ${texts}
       FROM json_each(?) wanted CROSS JOIN interaction i ON i.id = wanted.value CROSS JOIN body b ON b.interaction_id = i.id
       LEFT JOIN file f ON f.id = i.file_id LEFT JOIN thread_key t ON t.key = i.thread_key
         LEFT JOIN case_interaction ci ON ci.interaction_id = i.id`,
    )
  return {
    cut: rows(`${tooLong('b.text')} OR coalesce(${tooLong('b.quoted')}, 0)`, `${begun('b.text')} AS text, ${begun('b.quoted')} AS quoted`),
    uncut: rows('0', 'b.text, b.quoted'),
    attachments: db.prepare<[string], AttachmentRow>(
      `SELECT a.interaction_id AS "of", a.position, a.name, a.type, a.size, a.blob_id IS NOT NULL AS held, a.content_id IS NOT NULL AS inline
       FROM json_each(?) wanted CROSS JOIN attachment a ON a.interaction_id = wanted.value ORDER BY a.interaction_id, a.position`,
    ),
    connectors: keysOf(db),
  }
})

/** Names of connectors, which are few and never change. */
function keysOf(db: Db): (id: number) => string {
  const find = db.prepare<[number], string>('SELECT key FROM connector WHERE id = ?').pluck()
  const known = new Map<number, string>()
  return id => {
    const key = known.get(id) ?? find.get(id) ?? ''
    known.set(id, key)
    return key
  }
}

type Roles = Pick<Interaction, 'from' | 'to' | 'cc'>

function roles(parties: string): Roles {
  const all: { from: PartyView[]; to: PartyView[]; cc: PartyView[] } = { from: [], to: [], cc: [] }
  for (const [role, kind, address, name, own] of Parties.parse(JSON.parse(parties))) {
    all[role].push({ kind, address, own: own === 1, ...(name !== null && { name }) })
  }
  const [from = { kind: 'handle', address: '', own: false }] = all.from
  return { from, to: all.to, cc: all.cc }
}

function view(row: Row, { from, to, cc }: Roles): Omit<Interaction, 'attachments' | 'source'> {
  return {
    id: row.id,
    channel: channels[row.channel] ?? 'note',
    direction: Direction.parse(row.direction),
    occurredAt: row.occurred_at,
    from,
    to,
    cc,
    text: maskNumbers(row.text),
    cut: row.cut === 1,
    hasHtml: row.has_html === 1,
    marks: [
      ...(row.marks === null ? [] : z.array(Mark).parse(JSON.parse(row.marks))),
      ...(row.late === null ? [] : z.array(Mark).parse(row.late.split(','))),
    ],
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.subject !== null && { subject: maskNumbers(row.subject) }),
    ...(row.quoted !== null && { quoted: maskNumbers(row.quoted) }),
    ...(row.thread !== null && { thread: String(row.thread) }),
    ...(row.switched !== null && { switched: row.switched }),
    ...(row.case_id !== null && row.reason !== null && { case: { id: row.case_id, reason: CaseReason.parse(JSON.parse(row.reason)) } }),
    ...(row.call !== null && { call: CallFacts.parse(JSON.parse(row.call)) }),
  }
}
