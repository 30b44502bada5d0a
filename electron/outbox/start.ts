import * as z from 'zod'
import type { ReplyAccount, ReplyStart } from '#shared/contract/replies.ts'
import { type Channel, channels } from '#shared/model/interaction.ts'
import { someCases } from '../cases/read.ts'
import { currentCustomer } from '../customers/ops.ts'
import { normaliseMail } from '../linkage/mail-address.ts'
import type { Db } from '../store/database.ts'
import { readInteractions } from '../timeline/rows.ts'
import { identitiesOf, walk } from '../timeline/walk.ts'

/** Kinds of accounts that can send, their channel, and which setting is their own address. */
const SENDERS: Record<string, { channel: Channel; address: string }> = {
  imap: { channel: 'email', address: 'user' },
  xmpp: { channel: 'chat', address: 'jid' },
}

const Settings = z.record(z.string(), z.unknown())

/** Identity kinds that a channel reaches. */
const REACHES: Partial<Record<Channel, string>> = { email: 'email', chat: 'jid' }

/** Every account that replies can go out through. */
export function replyAccounts(db: Db): ReplyAccount[] {
  return db
    .prepare<[], { id: string; kind: string; name: string; settings: string; signature: string }>(
      `SELECT a.id, a.kind, a.name, a.settings, coalesce(s.text, '') AS signature FROM account a LEFT JOIN signature s ON s.account_id = a.id
       ORDER BY a.created_at, a.rowid`,
    )
    .all()
    .flatMap(({ id, kind, name, settings, signature }) => {
      const sender = SENDERS[kind]
      const address = sender && Settings.parse(JSON.parse(settings))[sender.address]
      return sender && typeof address === 'string' ? [{ id, name, channel: sender.channel, address, signature }] : []
    })
}

/**
 * Where a reply to this customer goes unless the agent says otherwise: back to where the answered interaction came from, else to where the
 * customer was last. Refuses `not-found`.
 */
export function startReply(
  db: Db,
  { customer, answers, now }: { customer: number; answers?: number | undefined; now: number },
): ReplyStart {
  const identities = identitiesOf(db, currentCustomer(db, customer))
  const recent = readInteractions(
    db,
    walk(db, identities, 'older', { from: Number.MAX_SAFE_INTEGER, limit: 50 }).map(step => step.id),
  )
  const theirs = recent.filter(({ direction, marks }) => direction === 'in' && !marks.includes('automatic') && !marks.includes('system'))
  const answered = answers === undefined ? (theirs[0] ?? recent[0]) : readInteractions(db, [answers])[0]
  const accounts = replyAccounts(db)
  const reachable = reach(db, identities)
  const them = answered && (answered.direction === 'in' ? answered.from : answered.to.find(({ own }) => !own))
  const theirAddress = them?.kind === 'email' ? normaliseMail(them.address) : them?.address.toLowerCase().split('/')[0]
  const direct = reachable.find(({ channel, address }) => channel === answered?.channel && address === theirAddress)
  const goal = direct ?? reachable.find(({ channel }) => accounts.some(account => account.channel === channel))
  const ours = answered && (answered.direction === 'in' ? [...answered.to, ...answered.cc] : [answered.from]).filter(({ own }) => own)
  const fitting = accounts.filter(({ channel }) => channel === goal?.channel)
  const account = fitting.find(({ address }) => ours?.some(one => one.address.toLowerCase() === address.toLowerCase())) ?? fitting[0]
  const matter = answered?.case && caseOf(db, answered.case.id, now)
  const subject = answered?.subject ?? (matter && goal?.channel === 'email' ? matter.subject : '')
  return {
    to: goal ? [goal.address] : [],
    cc: [],
    subject: subject === '' || /^re:/i.test(subject) ? subject : `Re: ${subject}`,
    accounts,
    reachable,
    otherThanLast: them !== undefined && theirs[0] !== undefined && theirs[0].from.address !== them.address,
    ...(account && { account: account.id }),
    ...(matter && { case: matter }),
    ...(answered &&
      direct && { answers: { id: answered.id, at: answered.occurredAt, from: them?.name ?? them?.address ?? '', text: answered.text } }),
  }
}

function caseOf(db: Db, id: number, now: number): ReplyStart['case'] {
  const [found] = someCases(db, { ids: [id], now })
  return found && { id, subject: found.subject, state: found.state, tags: found.tags }
}

/** The customer's addresses that some channel reaches, the one met last first. */
function reach(db: Db, identities: readonly number[]): ReplyStart['reachable'] {
  const find = db.prepare<[number], { kind: string; value: string; last: number | null }>(
    `SELECT kind, value, (SELECT max(interaction_id) FROM participation p WHERE p.identity_id = d.id) AS last FROM identity d WHERE id = ?`,
  )
  return identities
    .flatMap(id => find.get(id) ?? [])
    .sort((a, b) => (b.last ?? 0) - (a.last ?? 0))
    .flatMap(({ kind, value }) => channels.filter(channel => REACHES[channel] === kind).map(channel => ({ channel, address: value })))
}

/** Message-IDs of the thread up to the mail that is answered, oldest first: the first one and the latest, as RFC 5322 section 3.6.4 has it. */
export function referencesOf(db: Db, { answers }: { answers: number }): string[] {
  const all = db
    .prepare<[number, number], string>(
      `SELECT i.source_id FROM interaction a JOIN thread_key k ON k.key = a.thread_key JOIN thread_key o ON o.thread_id = k.thread_id
         JOIN interaction i ON i.connector_id = a.connector_id AND i.source_id = substr(o.key, 6)
       WHERE a.id = ? AND i.id <= ? AND a.channel = 0 ORDER BY i.id`,
    )
    .pluck()
    .all(answers, answers)
  return all.length <= MOST_REFERENCES ? all : [...all.slice(0, 1), ...all.slice(1 - MOST_REFERENCES)]
}

const MOST_REFERENCES = 20
