import type { AppEvent } from '#shared/contract/index.ts'
import type { Outgoing } from '../connectors/outgoing.ts'
import { type Outbox, startOutbox } from '../outbox/driver.ts'
import type { DueReply } from '../outbox/queue.ts'
import { richOf } from '../outbox/rich.ts'
import type { Call } from '../store/client.ts'
import type { Sources } from '../supervisor/sources.ts'
import type { StoreProcedures } from './procedures.ts'

/** How long a reply that is on its way may take before a closing program cuts it off, ms. */
const LAST_WAIT = 5000

interface Options {
  write: Call<StoreProcedures>
  sources: () => Promise<Sources>
  now: () => number
  announce: (event: AppEvent) => void
  /** A reply became an interaction. */
  onChanged: (customers: number[]) => void
}

export interface WorkspaceOutbox extends Outbox {
  /** Something came in: perhaps the copy of a reply whose fate was not known. */
  look(): void
}

/** What waits is sent by another process, or when the window is opened next. */
export const outboxAtRest: WorkspaceOutbox = { wake() {}, look() {}, close: async () => {} }

/** A workspace's outbox: replies wait in its store and go out through its accounts. */
export async function openOutbox({ write, sources, now, announce, onChanged }: Options): Promise<WorkspaceOutbox> {
  const told = (customers: number[]) => announce({ type: 'replies.changed', customers })
  await write('recoverReplies')
  const outbox = startOutbox({
    now,
    take: async (at, busy) => write('takeDueReply', { now: at, resting: [...busy, ...(await resting())] }),
    async send(reply) {
      const [account] = await write('runnableAccounts', { id: reply.account })
      if (!account) return { sent: false, again: 'no', code: 'settings' }
      return (await sources()).send(account, reply.key, outgoingOf(reply, now()))
    },
    async sent({ key, account }, { refused, at, connector, items }) {
      const { customers } = await write('replySent', { key, at, refused, batch: { connector, account, items } })
      told(customers)
      onChanged(customers)
    },
    async failed(key, how) {
      const { customers } = await write('replyFailed', { key, ...how })
      told(customers)
    },
  })
  /** Chat goes through the connection that is live; until it is, it waits. */
  async function resting(): Promise<string[]> {
    const chats = (await write('replyAccounts')).filter(({ channel }) => channel === 'chat')
    if (chats.length === 0) return []
    const { state } = await sources()
    return chats.flatMap(({ id }) => (state(id).state.state === 'live' ? [] : [id]))
  }

  outbox.wake()
  return {
    wake: () => outbox.wake(),
    look: () => {
      // What a full disk keeps from being noted is noted the next time.
      write('settleSent').then(
        ({ customers }) => customers.length > 0 && told(customers),
        () => {},
      )
    },
    close: () => Promise.race([outbox.close(), new Promise<void>(resolve => setTimeout(resolve, LAST_WAIT).unref())]),
  }
}

function outgoingOf({ sourceId, channel, message, files, handedAt }: DueReply, at: number): Outgoing {
  const { to, cc, bcc, from, subject, quoted, references } = message
  const rich = channel === 'email' ? richOf(message.text, { ...message, files, sourceId }) : undefined
  const people = (addresses: string[]) => addresses.map(address => ({ address }))
  return {
    sourceId,
    from,
    to: people(to),
    cc: people(cc),
    bcc: people(bcc),
    subject,
    text: rich?.text ?? message.text,
    references,
    files: files.map(file => {
      const inline = rich?.inline.get(file.name)
      return inline === undefined ? file : { ...file, inline }
    }),
    at,
    ...(handedAt !== undefined && { doubtSince: handedAt }),
    ...(rich && { html: rich.html }),
    ...(quoted !== undefined && { quoted }),
  }
}
