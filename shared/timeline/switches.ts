import type { Interaction } from '../contract/timeline.ts'
import type { Channel } from '../model/interaction.ts'

/** Channels a customer can come to us on and move between. */
type Contact = Extract<Channel, 'email' | 'chat' | 'phone' | 'sms'>

/** What the customer had done on the channel they left. `-unanswered`: nobody of us had said anything since. */
export type Before = 'call' | 'call-unanswered' | 'voicemail' | `${'email' | 'chat' | 'sms'}${'' | '-unanswered'}`

/** The customer came back on another channel. */
export interface Switch {
  from: Contact
  to: Contact
  /** Ms from the end of the one to the start of the other. */
  elapsed: number
  after: Before
}

/** We went on on another channel than the customer had used last. */
export interface Moved {
  to: Contact
  reason: string
}

const LONGEST = 14 * 24 * 3600_000

function isContact(channel: Channel): channel is Contact {
  return channel === 'email' || channel === 'chat' || channel === 'phone' || channel === 'sms'
}

/** Something a person on the other side did: not what a machine of theirs sent or a chat program noted. */
function byCustomer({ direction, marks }: Interaction): boolean {
  return direction === 'in' && !marks.includes('automatic') && !marks.includes('system')
}

function before(last: Interaction, channel: Contact, answered: boolean): Before {
  if (channel !== 'phone') return answered ? channel : `${channel}-unanswered`
  if (last.call?.outcome === 'voicemail') return 'voicemail'
  return !last.call || last.call.outcome === 'answered' ? 'call' : 'call-unanswered'
}

/** Follows interactions oldest first and tells for each whether the customer switched channels with it, or we did and said why. */
export function switchFinder(): (row: Interaction) => Switch | Moved | undefined {
  let last: Interaction | undefined
  let answered = false
  return row => {
    if (!byCustomer(row)) {
      if (row.direction === 'out' && !row.marks.includes('automatic')) answered = true
      return row.switched !== undefined && isContact(row.channel) ? { to: row.channel, reason: row.switched } : undefined
    }
    const previous = last
    const wasAnswered = answered
    if (!isContact(row.channel)) return undefined
    last = row
    answered = false
    if (!previous || previous.channel === row.channel || !isContact(previous.channel)) return undefined
    // Another matter that comes on another channel is no switch.
    if (previous.case && row.case && previous.case.id !== row.case.id) return undefined
    const elapsed = Math.max(0, row.occurredAt - (previous.endedAt ?? previous.occurredAt))
    if (elapsed > LONGEST) return undefined
    return { from: previous.channel, to: row.channel, elapsed, after: before(previous, previous.channel, wasAnswered) }
  }
}
