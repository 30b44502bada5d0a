import type { CallSignal, CallState } from '#shared/model/call.ts'
import type { Packet } from './wire.ts'

/** Channels known at a time, at most: whatever a switch says, memory stays flat. */
const MOST = 20_000

interface Call {
  id: string
  from: string
  to: string
  name: string
  /** Channels of it that have not hung up. */
  channels: Set<string>
  /** One of our extensions is in it, or none was named. */
  ours: boolean
  state: CallState | undefined
  /** As it was told last. */
  told: CallState | undefined
}

/**
 * Makes calls of the channels that Asterisk tells of (its documentation, "AMI Events": Newchannel, Newstate, DialBegin, DialEnd, BridgeEnter, Hangup,
 * CoreShowChannel). Channels of one call share a Linkedid: the Uniqueid of the channel it began with, which its records carry, too.
 */
export class Channels {
  readonly #extensions: ReadonlySet<string>
  readonly #calls = new Map<string, Call>()
  /** Which call a channel is in, by Uniqueid: bridges move channels from one to another. */
  readonly #callOf = new Map<string, string>()
  /** Calls whose last channel went over to another one. */
  readonly #emptied: CallSignal[] = []

  /** `extensions`: only calls of these are told of; none: all are. */
  constructor(extensions: ReadonlySet<string>) {
    this.#extensions = extensions
  }

  /** What an event says of calls: nothing, or how one stands now. */
  take(event: Packet): CallSignal[] {
    return [...this.#take(event), ...this.#emptied.splice(0)]
  }

  #take(event: Packet): CallSignal[] {
    switch (event.event) {
      case 'Newchannel':
      case 'CoreShowChannel':
        return this.#arrived(event)
      case 'Newstate':
        return this.#told(this.#enter(event), state(event) === 'ringing' && !isFirst(event) ? 'ringing' : undefined)
      case 'DialBegin':
        return this.#dialled(event)
      case 'DialEnd':
        return event.dialstatus === 'ANSWER' ? this.#told(this.#enterBoth(event), 'answered') : []
      case 'BridgeEnter':
        // Alone in a bridge it waits, in a queue or a conference.
        return this.#told(this.#enter(event), Number(event.bridgenumchannels) >= 2 ? 'answered' : undefined)
      case 'Hangup':
        return this.#left(event)
      default:
        return []
    }
  }

  /** How every call stands that has been told of. */
  now(): CallSignal[] {
    return [...this.#calls.values()].flatMap(call => (call.told ? [signal(call, call.told)] : []))
  }

  #arrived(event: Packet): CallSignal[] {
    const call = this.#enter(event)
    if (!call) return []
    if (isFirst(event)) {
      call.from ||= number(event.calleridnum)
      call.name ||= name(event.calleridname)
      call.to ||= dialledNumber(event)
    }
    if (event.event === 'Newchannel') return []
    // What went on before we came: somebody talks to somebody, or a phone rings.
    const talking = Boolean(event.bridgeid) && state(event) === 'up'
    const ringing = state(event) === 'ringing' && !isFirst(event)
    return this.#told(call, talking ? 'answered' : ringing ? 'ringing' : undefined)
  }

  #dialled(event: Packet): CallSignal[] {
    const call = this.#enterBoth(event)
    if (!call) return []
    call.from ||= number(event.calleridnum)
    call.name ||= name(event.calleridname)
    call.to ||= number(event.destcalleridnum) || dialledNumber(event)
    return this.#told(call, 'ringing')
  }

  #enterBoth(event: Packet): Call | undefined {
    const { destuniqueid, destlinkedid, destchannel } = event
    if (destuniqueid !== undefined)
      this.#enter({
        uniqueid: destuniqueid,
        linkedid: event.linkedid ?? destlinkedid ?? destuniqueid,
        ...(destchannel !== undefined && { channel: destchannel }),
      })
    // A channel that is dialled without one that dials (a callback) has no other side yet.
    return event.uniqueid === undefined ? undefined : this.#enter(event)
  }

  /** The call this event's channel is in. */
  #enter({ uniqueid, linkedid = uniqueid, channel }: Packet): Call | undefined {
    if (!uniqueid || !linkedid) return undefined
    const before = this.#callOf.get(uniqueid)
    if (before === undefined && this.#callOf.size >= MOST) return undefined
    if (before !== undefined && before !== linkedid) this.#emptied.push(...this.#leave(before, uniqueid))
    this.#callOf.set(uniqueid, linkedid)
    const call = this.#calls.get(linkedid) ?? {
      id: linkedid,
      from: '',
      to: '',
      name: '',
      channels: new Set(),
      ours: this.#extensions.size === 0,
      state: undefined,
      told: undefined,
    }
    this.#calls.set(linkedid, call)
    call.channels.add(uniqueid)
    call.ours ||= this.#extensions.has(extensionOf(channel))
    return call
  }

  #left({ uniqueid = '' }: Packet): CallSignal[] {
    const id = this.#callOf.get(uniqueid)
    this.#callOf.delete(uniqueid)
    return id === undefined ? [] : this.#leave(id, uniqueid)
  }

  /** A call ends with its last channel. */
  #leave(id: string, channel: string): CallSignal[] {
    const call = this.#calls.get(id)
    call?.channels.delete(channel)
    if (!call || call.channels.size > 0) return []
    this.#calls.delete(id)
    return call.told ? [signal(call, 'ended')] : []
  }

  /** A call never goes back: a second phone that rings changes nothing for who is talking. */
  #told(call: Call | undefined, next: CallState | undefined): CallSignal[] {
    if (!call) return []
    if (next && call.state !== 'answered') call.state = next
    if (!call.ours || call.state === undefined || call.state === call.told) return []
    call.told = call.state
    return [signal(call, call.state)]
  }
}

function signal({ id, from, to, name: called }: Call, now: CallState): CallSignal {
  return { id, state: now, from, to, ...(called !== '' && { name: called }) }
}

/** Asterisk writes `<unknown>` where it knows nothing. */
const known = (text: string | undefined) => (text === undefined || /^<?unknown>?$/i.test(text) ? '' : text.slice(0, 200))
const number = (text: string | undefined) => known(text)
const name = (text: string | undefined) => known(text)

/** The extension that the call went to: not a place in the dial plan (`s`, `h`). */
const dialledNumber = ({ exten = '' }: Packet) => (/^\+?\d+$/.test(exten) ? exten : '')

const isFirst = ({ uniqueid, linkedid }: Packet) => uniqueid === linkedid

/** AST_STATE_RINGING is 5, AST_STATE_UP is 6 ("Channel States"). */
function state({ channelstate }: Packet): 'ringing' | 'up' | undefined {
  return channelstate === '5' ? 'ringing' : channelstate === '6' ? 'up' : undefined
}

/** `201` of `PJSIP/201-0000a1`; a channel of a queue's agent is `Local/201@from-queue-00000f;1`. */
function extensionOf(channel = ''): string {
  return /^[^/]+\/([^-@;]+)/.exec(channel)?.[1] ?? ''
}
