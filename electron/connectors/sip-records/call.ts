import type { CallFacts, Direction } from '#shared/model/interaction.ts'
import { normalisePhone } from '#shared/model/phone.ts'
import { isPlausibleTime } from '#shared/model/plausible.ts'
import type { ProblemCode } from '#shared/model/problem.ts'
import type { Incoming, Party } from '../connector.ts'
import { hashId } from '../phone/batches.ts'
import { parseDate } from '../phone/csv/values.ts'
import { isInternal } from '../phone/parties.ts'
import type { CallRow } from './table.ts'

export interface CallContext {
  /** Our own numbers, normalised. */
  own: ReadonlySet<string>
  region: string
  timeZone: string
  /** Epoch ms. */
  now: number
  table: string
}

export interface BadRow {
  code: ProblemCode
  detail?: string
}

/** A call from its row; 'internal' when nobody outside took part. The Call-ID (RFC 3261, 8.1.1.4) is unique across all systems. */
export function callOf(row: CallRow, context: CallContext): Incoming | BadRow | 'internal' {
  const occurredAt = timeOf(row.start, context.timeZone)
  if (Number.isNaN(occurredAt)) return { code: 'bad-date', detail: 'start' }
  if (!isPlausibleTime(occurredAt, context.now)) return { code: 'date-out-of-range', detail: 'start' }
  const duration = secondsOf(row.duration)
  const talk = row.talk === null ? duration : secondsOf(row.talk)
  if (Number.isNaN(duration)) return { code: 'bad-number', detail: 'duration' }
  if (Number.isNaN(talk)) return { code: 'bad-number', detail: 'talk' }

  const [from, to] = [userOf(row.from), userOf(row.to)]
  const direction = directionOf(from, to, context)
  if (direction === 'internal') return 'internal'
  if (normalisePhone(direction === 'in' ? from : to, context.region) === undefined) return { code: 'no-address' }
  const caller: Party = { ...partyOf(from), ...(row.caller_name && row.caller_name !== from ? { name: row.caller_name } : {}) }
  const callee = partyOf(to)
  const ended = timeOf(row.end, context.timeZone)
  return {
    sourceId: row.call_id || hashId(occurredAt, from, to, duration),
    channel: 'phone',
    direction,
    occurredAt,
    endedAt: ended >= occurredAt && isPlausibleTime(ended, context.now) ? ended : occurredAt + Math.round(duration * 1000),
    from: direction === 'out' ? { ...caller, own: true } : caller,
    to: [direction === 'in' ? { ...callee, own: true } : callee],
    text: '',
    call: factsOf(row, talk, duration, direction),
    file: context.table,
  }
}

/** When a row's call ended, as far as it tells, epoch ms: NaN when it does not. */
export function endOf(row: CallRow, timeZone: string): number {
  const end = timeOf(row.end, timeZone)
  return Number.isNaN(end) ? timeOf(row.start, timeZone) + (secondsOf(row.duration) || 0) * 1000 : end
}

export function timeOf(value: number | string | null, timeZone: string): number {
  if (value === null) return Number.NaN
  return typeof value === 'number' ? Math.round(value * 1000) : parseDate(value, '', 'ymd', timeZone)
}

/** NaN where it is no span. */
function secondsOf(value: number | string | null): number {
  const seconds = value === null ? 0 : Number(value)
  return seconds >= 0 && seconds < 1e9 ? seconds : Number.NaN
}

/** The number in `sip:+34600111222@host`, or what stands there. */
function userOf(address: string | null): string {
  return (address ?? '').trim().replace(/^sips?:([^@;]*).*$/i, '$1')
}

/** A subscriber without a number is known by name inside its own system only. */
function partyOf(user: string): Party {
  return /^\+?[\d*#]+$/.test(user) ? { kind: 'phone', address: user } : { kind: 'handle', address: `sip:${user || 'us'}` }
}

function directionOf(from: string, to: string, { own, region }: CallContext): Direction | 'internal' {
  const isOurs = (user: string) => {
    const number = normalisePhone(user, region)
    if (number !== undefined) return own.has(number) || isInternal(user)
    return !/^(?:|anonymous|unknown|unavailable|restricted|private)$/i.test(user)
  }
  if (!isOurs(from)) return 'in'
  return isOurs(to) ? 'internal' : 'out'
}

/** FreeSWITCH's names of Q.850 causes; SIP's codes are RFC 3261, 21. */
const causes: Record<string, CallFacts['outcome']> = {
  USER_BUSY: 'busy',
  CALL_REJECTED: 'rejected',
  NO_ANSWER: 'missed',
  NO_USER_RESPONSE: 'missed',
  ORIGINATOR_CANCEL: 'missed',
  NORMAL_CLEARING: 'missed',
  LOSE_RACE: 'missed',
  '486': 'busy',
  '600': 'busy',
  '603': 'rejected',
  '408': 'missed',
  '480': 'missed',
  '487': 'missed',
}

function factsOf(row: CallRow, talk: number, duration: number, direction: Direction): CallFacts {
  const rang = row.talk === null ? {} : { ring: Math.max(0, Math.round(duration - talk)) }
  if (talk > 0) return { outcome: 'answered', ...rang, talk: Math.round(talk) }
  const cause = (row.outcome || row.reason || '').trim().toUpperCase()
  // To the customer who called, a failed call is one that nobody took.
  const outcome = causes[cause] ?? (cause !== '' && direction === 'out' ? 'failed' : 'missed')
  return { outcome, ...rang, talk: 0 }
}
