import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { connect as dial } from 'node:net'
import * as z from 'zod'
import type { TestStep } from '#shared/contract/connectors.ts'
import type { Incoming } from '../connector.ts'
import { failedStep } from '../folder/drive.ts'
import type { LiveConnector, LiveStep } from '../live.ts'
import { ownNumbers } from '../phone/parties.ts'
import { timeOf } from './call.ts'
import { connect, sourceError } from './database.ts'
import { GoingOn, LONGEST_CALL } from './going-on.ts'
import { SipSettings, sipForm, tablesOf } from './settings.ts'
import { CallTable, type Position } from './table.ts'
import { TableReader } from './table-reader.ts'
import { notifies, triggerSql } from './trigger.ts'

/** A call that rings cannot wait longer for a look where no trigger tells of it, ms. */
const LOOK_FOR_RINGING = 1000
/** With a trigger, one looks all the same: to know that the server is there. */
const LOOK_WITH_TRIGGER = 30_000
const DIAL_TIMEOUT = 10_000

/** The record of a call says that it is over, where hanging up is not written down by itself. */
function* ended(items: readonly Incoming[], now: number): Generator<LiveStep> {
  const calls = items.flatMap(({ sourceId, endedAt = 0 }) =>
    now - endedAt < LONGEST_CALL ? [{ id: sourceId, state: 'ended' as const, from: '', to: '' }] : [],
  )
  if (calls.length > 0) yield { type: 'calls', calls }
}

/** By table: two tables of one database are read with a cursor each. */
const Cursor = z.record(z.string(), z.object({ key: z.string(), tie: z.string() }))

/**
 * Call records that a SIP server writes to PostgreSQL: Kamailio's acc_cdrs and missed_calls, or any table whose columns are mapped. Reads by
 * key, then waits for notifications of a trigger, or looks every few seconds. Tells of calls that go on where their transactions are written
 * down, too. Reads only.
 */
export const sipRecords: LiveConnector<SipSettings> = {
  kind: 'sip-records',
  source: 'sip',
  schema: SipSettings,
  form: sipForm,
  identify: ({ host, port, database, table }) => `${host}:${port}/${database}/${table}`,

  async *test({ settings, secrets, timeZone, signal }) {
    let step: TestStep['step'] = 'name'
    let close = () => {}
    try {
      const { address } = await lookup(settings.host)
      yield { step, ok: true }
      step = 'port'
      const socket = dial(settings.port, address)
      try {
        await once(socket, 'connect', { signal: AbortSignal.any([signal, AbortSignal.timeout(DIAL_TIMEOUT)]) })
      } finally {
        socket.destroy()
      }
      yield { step, ok: true }
      step = 'login'
      const database = await connect(settings, secrets.password ?? '', signal)
      close = database.close
      yield { step, ok: true }
      step = 'table'
      const tables: CallTable[] = []
      for (const map of tablesOf(settings)) tables.push(await CallTable.open(database, map))
      const names = tables.map(({ map }) => map.table)
      if (await GoingOn.open(database, settings, timeZone)) names.push(settings.liveTable)
      const silent: string[] = []
      for (const name of names) if (!(await notifies(database, name, settings.channel))) silent.push(name)
      const live = { what: 'live', value: silent.length === 0 ? 'notify' : 'polling' }
      const triggers = silent.map(name => ({ what: 'trigger', value: triggerSql(name, settings.channel) }))
      yield { step, ok: true, found: [live, ...triggers] }
      step = 'records'
      const zone = settings.timeZone || timeZone
      const found: { what: string; value: string }[] = []
      for (const table of tables) {
        const { count, newest } = await table.countAndNewest(zone)
        const at = timeOf(newest, zone)
        found.push({ what: table.map.table, value: count })
        if (!Number.isNaN(at)) found.push({ what: 'newest', value: new Date(at).toISOString() })
      }
      yield { step, ok: true, found }
    } catch (error) {
      yield failedStep(step, sourceError(error))
    } finally {
      close()
    }
  },

  async *read({ settings, secrets, cursor, since, own, region, timeZone, now, signal }) {
    const database = await connect(settings, secrets.password ?? '', signal)
    try {
      const positions = new Map<string, Position>(Object.entries((since === undefined && Cursor.safeParse(cursor).data) || {}))
      const numbers = ownNumbers({ path: '', own: [...own], region, timeZone, now: now() })
      const readers: TableReader[] = []
      let notified = true
      for (const map of tablesOf(settings)) {
        const table = await CallTable.open(database, map)
        notified &&= await notifies(database, map.table, settings.channel)
        const rules = { own: numbers, region, timeZone: settings.timeZone || timeZone, window: settings.window * 1000, since, now }
        readers.push(new TableReader(table, rules, positions))
      }
      const goingOn = await GoingOn.open(database, settings, timeZone)
      if (goingOn) notified &&= await notifies(database, settings.liveTable, settings.channel)
      // Before the first look: nothing falls between the two.
      notified &&= await database.listen(settings.channel)
      if (goingOn) yield await goingOn.begin()
      const rest = Math.min(settings.every * 1000, goingOn ? LOOK_FOR_RINGING : Number.POSITIVE_INFINITY)
      for (let live = false; ; ) {
        let waiting = false
        if (goingOn) yield* goingOn.news()
        for (const reader of readers) {
          for await (const step of reader.read(live)) {
            yield step
            if (goingOn && step.type === 'batch') yield* ended(step.items, now())
          }
          waiting ||= reader.waiting
        }
        if (live) yield { type: 'alive' }
        else yield { type: 'live' }
        live = true
        await database.news(notified && !waiting ? LOOK_WITH_TRIGGER : rest, signal)
        signal.throwIfAborted()
      }
    } finally {
      database.close()
    }
  },
}
