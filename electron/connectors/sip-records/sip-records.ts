import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { connect as dial } from 'node:net'
import * as z from 'zod'
import type { TestStep } from '#shared/contract/connectors.ts'
import { failedStep } from '../folder/drive.ts'
import type { LiveConnector } from '../live.ts'
import { ownNumbers } from '../phone/parties.ts'
import { timeOf } from './call.ts'
import { connect, sourceError } from './database.ts'
import { SipSettings, sipForm, tablesOf } from './settings.ts'
import { CallTable, type Position } from './table.ts'
import { TableReader } from './table-reader.ts'

/** With a trigger, one looks all the same: to know that the server is there. */
const LOOK_WITH_TRIGGER = 30_000
const DIAL_TIMEOUT = 10_000

/** By table: two tables of one database are read with a cursor each. */
const Cursor = z.record(z.string(), z.object({ key: z.string(), tie: z.string() }))

/**
 * Call records that a SIP server writes to PostgreSQL: Kamailio's acc_cdrs and missed_calls, or any table whose columns are mapped. Reads by
 * key, then waits for notifications of a trigger, or looks every few seconds. Reads only.
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
      const silent: CallTable[] = []
      for (const table of tables) if (!(await table.notifies(settings.channel))) silent.push(table)
      const live = { what: 'live', value: silent.length === 0 ? 'notify' : 'polling' }
      const triggers = silent.map(table => ({ what: 'trigger', value: table.triggerSql(settings.channel) }))
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
        notified &&= await table.notifies(settings.channel)
        const rules = { own: numbers, region, timeZone: settings.timeZone || timeZone, window: settings.window * 1000, since, now }
        readers.push(new TableReader(table, rules, positions))
      }
      // Before the first look: nothing falls between the two.
      notified &&= await database.listen(settings.channel)
      for (let live = false; ; ) {
        let waiting = false
        for (const reader of readers) {
          yield* reader.read(live)
          waiting ||= reader.waiting
        }
        if (live) yield { type: 'alive' }
        else yield { type: 'live' }
        live = true
        await database.news(notified && !waiting ? LOOK_WITH_TRIGGER : settings.every * 1000, signal)
        signal.throwIfAborted()
      }
    } finally {
      database.close()
    }
  },
}
