import { localToUtc } from '#shared/model/local-time.ts'
import { isPlausibleTime } from '#shared/model/plausible.ts'
import type { ProblemCode } from '#shared/model/problem.ts'
import { hashId } from '../batches.ts'
import { type CdrColumns, type CdrField, dispositions } from './columns.ts'

/** One row of a CDR file. Times are epoch ms, spans seconds. */
export interface Leg {
  key: string
  line: number
  start: number
  answer?: number
  end: number
  duration: number
  billsec: number
  disposition: string
  src: string
  dst: string
  dcontext: string
  name: string
  channel: string
  /** Undefined when the file has no such column. */
  dstchannel: string | undefined
  lastapp: string
}

export interface BadLeg {
  code: ProblemCode
  detail?: string
}

function seconds(text: string): number | undefined {
  return /^\d{1,9}(?:\.\d+)?$/.test(text) ? Math.floor(Number(text)) : undefined
}

/** A CDR time, local (`2025-03-01 10:00:00`) or in epoch seconds (`CDR(start,u)`). NaN when it is none. */
function parseTime(text: string, timeZone: string): number {
  const local = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)/.exec(text)
  if (!local) return /^\d{9,10}(?:\.\d+)?$/.test(text) ? Math.floor(Number(text)) * 1000 : Number.NaN
  const [, year, month, day, hour, minute, second] = local
  return localToUtc(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second), timeZone)
}

/** Caller id: `"Ana" <600111222>`, `Ana <600…>`, or a bare number or name. */
function parseCallerId(clid: string): { name: string; number: string } {
  const text = clid.trim()
  const from = text.lastIndexOf('<')
  if (from < 0 || text.indexOf('>', from) !== text.length - 1) return { name: '', number: '' }
  return { name: text.slice(0, from).trim().replace(/^"|"$/g, '').trim(), number: text.slice(from + 1, -1).trim() }
}

export function readLeg(fields: string[], columns: CdrColumns, line: number, timeZone: string, now: number): Leg | BadLeg {
  const cell = (field: CdrField) => {
    const column = columns[field]
    return column === undefined ? '' : (fields[column]?.trim() ?? '')
  }
  const disposition = cell('disposition').toUpperCase()
  if (!dispositions.has(disposition)) return { code: 'broken-row', detail: 'disposition' }
  const start = parseTime(cell('start'), timeZone)
  if (Number.isNaN(start)) return { code: 'bad-date', detail: 'start' }
  if (!isPlausibleTime(start, now)) return { code: 'date-out-of-range', detail: 'start' }

  const duration = seconds(columns.duration === undefined ? cell('billsec') : cell('duration'))
  if (duration === undefined) return { code: 'bad-number', detail: columns.duration === undefined ? 'billsec' : 'duration' }
  const billsec = columns.billsec === undefined ? (disposition === 'ANSWERED' ? duration : 0) : seconds(cell('billsec'))
  if (billsec === undefined) return { code: 'bad-number', detail: 'billsec' }
  const written = parseTime(cell('end'), timeZone)
  // A clock change inside a call, or a clock that was set, must not make it end before it began.
  const end = written >= start && isPlausibleTime(written, now) ? written : start + duration * 1000
  const answer = parseTime(cell('answer'), timeZone)

  const caller = parseCallerId(cell('clid'))
  const src = cell('src') || caller.number
  const dst = cell('dst')
  const channel = cell('channel')
  return {
    key: cell('linkedid') || cell('uniqueid') || hashId(cell('start'), src, dst, channel),
    line,
    start,
    ...(answer >= start && answer <= end ? { answer } : {}),
    end,
    duration,
    billsec,
    disposition,
    src,
    dst,
    dcontext: cell('dcontext'),
    name: caller.name === src ? '' : caller.name,
    channel,
    dstchannel: columns.dstchannel === undefined ? undefined : cell('dstchannel'),
    lastapp: cell('lastapp').toLowerCase(),
  }
}
