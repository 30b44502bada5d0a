import * as z from 'zod'
import type { FormField } from '#shared/contract/connectors.ts'
import { TimeZone } from '../asterisk-live/time-zone.ts'

/** Names of a table (`schema.table` too) or a column; empty where there is none. */
const name = (initial: string) => z.string().max(200).default(initial)

/** The defaults are Kamailio's (acc module: `cdrs_table` and `missed_calls`, with src_user and dst_user as extra columns). */
export const SipSettings = z.object({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535).default(5432),
  database: z.string().min(1),
  user: z.string().min(1),
  /** `unchecked`: encrypted, whoever the server is. */
  tls: z.enum(['on', 'unchecked', 'off']).default('on'),
  /** SHA-256 of a certificate to accept whoever signed it. */
  fingerprint: name(''),
  table: z.string().min(1).max(200).default('acc_cdrs'),
  /** What later rows have more of: a number given on insert, or a time. */
  key: z.string().min(1).max(200).default('id'),
  start: z.string().min(1).max(200).default('start_time'),
  end: name('end_time'),
  /** Seconds: of talk, unless there is a column for it; then from first ring to end. */
  duration: z.string().min(1).max(200).default('duration'),
  talk: name(''),
  from: z.string().min(1).max(200).default('src_user'),
  to: z.string().min(1).max(200).default('dst_user'),
  callId: name('callid'),
  /** A SIP status code, or a cause as FreeSWITCH names them. */
  outcome: name(''),
  callerName: name(''),
  missedTable: name('missed_calls'),
  missedKey: name('id'),
  missedStart: name('time'),
  missedOutcome: name('sip_code'),
  /** Kamailio's rows of transactions, which tell of calls that go on; where it is not there, calls are known once they are over. */
  liveTable: name('acc'),
  /** Of timestamps without one, where it is not the workspace's. */
  timeZone: TimeZone,
  /** What a trigger notifies on. */
  channel: z.string().min(1).max(60).default('hilo_calls'),
  /** Seconds between two looks where no trigger tells of news. */
  every: z.number().positive().max(240).default(5),
  /** Seconds that a transaction may take from a call's end to its commit: rows so young are looked at again. */
  window: z.number().min(0).max(86_400).default(300),
})
export type SipSettings = z.infer<typeof SipSettings>

const text = (field: string, initial: string, advanced = true): FormField => ({
  name: field,
  type: 'text',
  required: false,
  initial,
  ...(advanced && { advanced }),
})

export const sipForm: readonly FormField[] = [
  { name: 'host', type: 'text', required: true },
  { name: 'port', type: 'number', required: true, initial: 5432 },
  { name: 'database', type: 'text', required: true },
  { name: 'user', type: 'text', required: true },
  { name: 'password', type: 'secret', required: true },
  { name: 'tls', type: 'choice', required: true, initial: 'on', choices: ['on', 'unchecked', 'off'] },
  { name: 'fingerprint', type: 'text', required: false, when: { field: 'tls', is: 'on' }, advanced: true },
  text('table', 'acc_cdrs', false),
  text('missedTable', 'missed_calls', false),
  text('key', 'id'),
  text('start', 'start_time'),
  text('end', 'end_time'),
  text('duration', 'duration'),
  text('talk', ''),
  text('from', 'src_user'),
  text('to', 'dst_user'),
  text('callId', 'callid'),
  text('outcome', ''),
  text('callerName', ''),
  text('missedKey', 'id'),
  text('missedStart', 'time'),
  text('missedOutcome', 'sip_code'),
  text('liveTable', 'acc'),
  text('timeZone', ''),
  text('channel', 'hilo_calls'),
  { name: 'every', type: 'number', required: false, initial: 5, advanced: true },
  { name: 'window', type: 'number', required: false, initial: 300, advanced: true },
]

/** One table of call records: what each of its columns is called. */
export interface TableMap {
  table: string
  key: string
  start: string
  end: string
  duration: string
  talk: string
  from: string
  to: string
  callId: string
  outcome: string
  callerName: string
  /** Where the reason is found why a call of 0 s was not answered. */
  reasons?: { table: string; key: string; callId: string; outcome: string }
}

export function tablesOf(settings: SipSettings): TableMap[] {
  const { table, key, start, end, duration, talk, from, to, callId, outcome, callerName } = settings
  const { missedTable, missedKey, missedStart, missedOutcome } = settings
  const calls = { table, key, start, end, duration, talk, from, to, callId, outcome, callerName }
  if (missedTable === '') return [calls]
  const none = { end: '', duration: '', talk: '', callerName: '' }
  const missed = { ...none, table: missedTable, key: missedKey, start: missedStart, from, to, callId, outcome: missedOutcome }
  const reasons = { table: missedTable, key: missedKey, callId, outcome: missedOutcome }
  return [callId === '' || missedOutcome === '' ? calls : { ...calls, reasons }, missed]
}
