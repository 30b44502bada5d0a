import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { CustomerOrder } from '#shared/contract/customers.ts'
import { listCustomers } from '../../../electron/customers/list.ts'
import { getProfile } from '../../../electron/customers/profile.ts'
import { createRandom } from '../../../electron/sample/random.ts'
import { type Db, openDatabase } from '../../../electron/store/database.ts'
import { getInteraction, timelinePage, timelineSpan } from '../../../electron/timeline/timeline.ts'
import { counts } from '../../../electron/workspace/queries.ts'
import { LARGE } from './history.ts'
import { person } from './people.ts'
import { type Spread, spread } from './spread.ts'
import type { Workspace } from './workspace.ts'

const RUNS = 300
const PAGE = 50

/** What the store's thread does for the window, each asked for many times with other arguments. Times in ms, by what is asked. */
export async function measureStore({ folder, key }: Workspace): Promise<Record<string, Spread>> {
  // The file is in the system's cache, as on a desk where Hilo runs all day; the store's own cache is not warmed.
  for await (const _ of createReadStream(join(folder, 'hilo.db'), { highWaterMark: 4 << 20 }));
  const db = openDatabase({ folder, key, readonly: true })
  const random = createRandom(7)
  const everybody = db.prepare<[], number>('SELECT id FROM customer WHERE last_id IS NOT NULL').pluck().all()
  const large = customerOf(db, person(LARGE).mail.address)
  const { first, last } = timelineSpan(db, { customer: large })
  const time = () => random.int(first, last)
  const idAt = () => timelinePage(db, { customer: large, at: time(), limit: 1 }).rows[0]?.id ?? 0
  const deep = Array.from({ length: RUNS }, idAt)
  const measured: Record<string, Spread> = {}
  const measure = (name: string, call: (run: number) => unknown, runs = RUNS): void => {
    measured[name] = spread(runs, call)
  }
  measure('latest 50 of any customer', () => timelinePage(db, { customer: random.pick(everybody), limit: PAGE }))
  measure('latest 50 of the large one', () => timelinePage(db, { customer: large, limit: PAGE }))
  measure('50 anywhere in the large one', run => timelinePage(db, { customer: large, before: deep[run % RUNS] ?? 0, limit: PAGE }))
  measure('jump to a date in the large one', () => timelinePage(db, { customer: large, at: time(), limit: PAGE }))
  measure('one interaction', run => getInteraction(db, { id: deep[run % RUNS] ?? 0 }))
  measure('profile of any customer', () => getProfile(db, { id: random.pick(everybody) }))
  measure('profile of the large one', () => getProfile(db, { id: large }), 20)
  for (const [name, filter] of Object.entries(filters)) {
    measure(`list, ${name}`, () => listCustomers(db, { ...filter, limit: 60 }), 100)
    for (const order of CustomerOrder.options.slice(1)) {
      measure(`list, ${name}, by ${order}`, () => listCustomers(db, { ...filter, order, limit: 60 }), 40)
    }
  }
  measure('how much there is', () => counts(db), 20)
  db.close()
  return measured
}

const filters = {
  everybody: {},
  'those who wait': { waiting: true },
  'on email': { channel: 'email' },
  'on sms, waiting': { channel: 'sms', waiting: true },
  'on no such channel': { channel: 'survey' },
  'a name': { text: 'müller' },
  'two letters': { text: 'qu' },
  'part of a number': { text: '00012' },
  'nobody at all': { text: 'zzzzqq' },
  'a name, sms, waiting': { text: 'garcía', channel: 'sms', waiting: true },
} as const

function customerOf(db: Db, address: string): number {
  return db.prepare<[string], number>('SELECT customer_id FROM identity WHERE value = ?').pluck().get(address) ?? 0
}
