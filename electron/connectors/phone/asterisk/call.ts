import type { CallFacts, Direction } from '#shared/model/interaction.ts'
import { normalisePhone } from '#shared/model/phone.ts'
import type { Incoming, Party } from '../../connector.ts'
import { isInternal } from '../parties.ts'
import type { Leg } from './leg.ts'

/** Applications that talk to the caller without a person at the other end. */
const machines =
  /^(?:playback|background|voicemail|voicemailmain|hangup|echo|musiconhold|read|directory|say\w+|wait\w*|agi|busy|congestion|answer)$/
/** Applications that join callers without a second channel. */
const rooms = /^(?:confbridge|meetme|bridge|pickup)$/
const fromOutside = /^(?:from-(?:trunk|pstn|did|sip-external|zaptel|dahdi|outside)|incoming|inbound|ext-did)/i
const fromInside = /^(?:from-internal|outbound|outgoing|macro-dialout|outrt)/i

/** Why a call is left out: nobody outside took part, or the outside number is hidden. */
export type Unlinked = 'internal' | 'hidden'

/** One call from all its legs, in whatever order they come. */
export function joinLegs(legs: [Leg, ...Leg[]], own: Set<string>, region: string, file: string): Incoming | Unlinked {
  const [first, ...later] = [...legs].sort((a, b) => a.start - b.start || b.duration - a.duration || compare(legOrder(a), legOrder(b)))
  const lead = first ?? legs[0]
  const direction = directionOf(lead, own, region)
  if (!direction) return 'internal'

  const sorted = [lead, ...later]
  const talked = sorted.filter(leg => leg.disposition === 'ANSWERED' && leg.billsec > 0 && reachedPerson(leg))
  const external = direction === 'in' ? lead.src : lead.dst
  if (normalisePhone(external, region) === undefined) return 'hidden'

  const start = Math.min(...legs.map(leg => leg.start))
  const end = Math.max(...legs.map(leg => leg.end))
  const name = /^(?:unknown|anonymous)$/i.test(lead.name) ? '' : lead.name
  const caller: Party = { kind: 'phone', address: lead.src, ...(name ? { name } : {}), ...(direction === 'out' ? { own: true } : {}) }
  const callee: Party =
    direction === 'in' ? { kind: 'phone', address: ourAddress(talked[0] ?? lead, lead), own: true } : { kind: 'phone', address: lead.dst }
  return {
    sourceId: lead.key,
    channel: 'phone',
    direction,
    occurredAt: start,
    endedAt: end,
    from: caller,
    to: [callee],
    text: '',
    call: factsOf(sorted, talked, start, end, direction),
    file,
    line: Math.min(...legs.map(leg => leg.line)),
  }
}

const legOrder = (leg: Leg) =>
  `${leg.src}\n${leg.dst}\n${leg.channel}\n${leg.dstchannel}\n${leg.lastapp}\n${leg.end}\n${leg.disposition}\n${leg.billsec}`
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function reachedPerson(leg: Leg): boolean {
  if (rooms.test(leg.lastapp)) return true
  return !machines.test(leg.lastapp) && leg.dstchannel !== ''
}

function factsOf(legs: Leg[], talked: Leg[], start: number, end: number, direction: Direction): CallFacts {
  const [answered] = talked
  if (answered) {
    const answeredAt = answered.answer ?? answered.end - answered.billsec * 1000
    return { outcome: 'answered', ring: Math.max(0, Math.round((answeredAt - start) / 1000)), talk: spoken(talked) }
  }
  const voicemail = legs.find(leg => leg.lastapp === 'voicemail')
  if (voicemail) {
    const ring = Math.max(0, Math.round((voicemail.end - start) / 1000) - voicemail.billsec)
    return { outcome: 'voicemail', ring, talk: voicemail.billsec }
  }
  return { outcome: unanswered(legs, direction), ring: Math.round((end - start) / 1000), talk: 0 }
}

function unanswered(legs: Leg[], direction: Direction): CallFacts['outcome'] {
  const all = (...kinds: string[]) => legs.every(leg => kinds.includes(leg.disposition))
  if (all('BUSY')) return 'busy'
  // To the customer who called, a failed call is one that nobody took.
  return direction === 'out' && all('FAILED', 'CONGESTION') ? 'failed' : 'missed'
}

/** Seconds in which somebody spoke: legs of an attended transfer overlap and count once. */
function spoken(legs: Leg[]): number {
  let total = 0
  let until = Number.NEGATIVE_INFINITY
  for (const { from, to } of legs.map(leg => ({ from: leg.end - leg.billsec * 1000, to: leg.end })).sort((a, b) => a.from - b.from)) {
    total += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  return Math.round(total / 1000)
}

/** The phone at the other end of a channel (`PJSIP/201-0000a1`), if it is an extension. */
const extensionOf = (channel: string | undefined) => /^[A-Za-z0-9]+\/(\d{2,6})(?:[-@]|$)/.exec(channel ?? '')?.[1]

function ourAddress(answered: Leg, lead: Leg): string {
  const dialled = [answered.dst, lead.dst].find(address => /^\+?\d{2,}$/.test(address))
  return extensionOf(answered.dstchannel) ?? dialled ?? lead.dst
}

/** Undefined for calls among ourselves. */
function directionOf(leg: Leg, own: Set<string>, region: string): Direction | undefined {
  const isOurs = (address: string) => own.has(normalisePhone(address, region) ?? '')
  const [srcOwn, dstOwn] = [isOurs(leg.src), isOurs(leg.dst)]
  if (srcOwn || dstOwn) {
    if (srcOwn && (dstOwn || isInternal(leg.dst))) return undefined
    if (dstOwn && leg.src !== '' && isInternal(leg.src)) return undefined
    return srcOwn ? 'out' : 'in'
  }
  if (fromOutside.test(leg.dcontext)) return 'in'
  if (leg.src !== '' && isInternal(leg.src) && isInternal(leg.dst)) return undefined
  if (fromInside.test(leg.dcontext) || extensionOf(leg.channel) !== undefined) return isInternal(leg.dst) ? 'in' : 'out'
  return !isInternal(leg.dst) && isInternal(leg.src) && leg.src !== '' ? 'out' : 'in'
}
