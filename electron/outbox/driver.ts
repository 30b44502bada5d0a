import type { SourceErrorCode } from '../connectors/source-error.ts'
import type { Prepared } from '../ingest/prepared.ts'
import type { DueReply } from './queue.ts'

/** How a try to send ended. `items`: the interaction it became. */
export type Sending =
  | { sent: true; refused: string[]; at: number; connector: string; items: Prepared[] }
  | { sent: false; again: 'later' | 'no' | 'unknown'; code: SourceErrorCode; said?: string }

export interface OutboxPorts {
  /** Leaves alone what goes through these accounts. */
  take: (now: number, busy: string[]) => Promise<{ reply?: DueReply; next?: number }>
  send: (reply: DueReply) => Promise<Sending>
  sent: (reply: DueReply, how: Extract<Sending, { sent: true }>) => Promise<void>
  failed: (
    key: string,
    how: { state: 'queued' | 'failed' | 'unknown'; problem: SourceErrorCode; said?: string; dueAt?: number; met?: false },
  ) => Promise<void>
  now: () => number
}

export interface Outbox {
  /** A reply was added or one's time was changed. */
  wake(): void
  /** Ends after what is being sent is sent or refused. */
  close(): Promise<void>
}

/** The clock is looked at this often while something waits, ms: the computer may have slept, or the clock been set. */
const LOOK_AGAIN = 1000

const MINUTE = 60_000
/** Waits before the second, third, ... try: servers that greylist want to see a quarter of an hour (RFC 6647 section 4), then days pass. */
const WAITS = [1, 5, 15, 30, 60, 120, 240, 480, 480, 480].map(minutes => minutes * MINUTE)

/** Nobody was met: there is no network, or the server is not there. */
const AWAY: ReadonlySet<SourceErrorCode> = new Set(['name-not-found', 'refused', 'timed-out', 'dropped'])
/** Then it is tried again as soon as it may work, as often as it takes; a chat, too, whose connection ends and comes back. */
const AWAY_WAIT = 3000

/** Sends what is due: through each account one after the other in the order it is due, and tries again what may work later. */
export function startOutbox({ take, send, sent, failed, now }: OutboxPorts): Outbox {
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> | undefined
  /** By account: a server that hangs holds up nothing but its own. */
  const delivering = new Map<string, Promise<void>>()
  let more = false
  let closed = false

  async function work(): Promise<void> {
    for (more = false; !closed; more = false) {
      const { reply, next } = await take(now(), [...delivering.keys()])
      if (reply) {
        const done = deliver(reply)
          // The store could not take it (a full disk): the reply is as it was left, and the next start settles it.
          .catch(() => {})
          .finally(() => {
            delivering.delete(reply.account)
            wake()
          })
        delivering.set(reply.account, done)
      } else if (!more) {
        if (next !== undefined) timer = setTimeout(wake, Math.min(Math.max(0, next - now()), LOOK_AGAIN))
        return
      }
    }
  }

  async function deliver(reply: DueReply): Promise<void> {
    const how = await send(reply)
    if (how.sent) return sent(reply, how)
    const { again, code, said } = how
    const away = AWAY.has(code)
    const wait = away || reply.channel === 'chat' ? AWAY_WAIT : WAITS[reply.tries - 1]
    const words = { problem: code, ...(said !== undefined && { said }), ...(away && { met: false as const }) }
    if (again === 'later' && wait !== undefined) await failed(reply.key, { state: 'queued', dueAt: now() + wait, ...words })
    else await failed(reply.key, { state: again === 'unknown' ? 'unknown' : 'failed', ...words })
  }

  function wake(): void {
    clearTimeout(timer)
    more = true
    if (closed || working) return
    working = work()
      .catch(() => {})
      .finally(() => {
        working = undefined
        if (more) wake()
      })
  }

  return {
    wake,
    async close() {
      closed = true
      clearTimeout(timer)
      await working
      await Promise.all(delivering.values())
    },
  }
}
