import { fillIn, type MacroVariable } from '#shared/replies/macro.ts'
import { currentCustomer } from '../customers/ops.ts'
import { replyAccounts } from '../outbox/start.ts'
import type { Db } from '../store/database.ts'

interface Asked {
  text: string
  customer: number
  case?: number | undefined
  account?: string | undefined
  locale: string
  timeZone: string
  agent?: string | undefined
  /** Epoch ms. */
  now: number
}

/** A macro's text for this customer, case and account. Refuses `not-found`. */
export function fillMacro(db: Db, { text, customer, case: matter, account, locale, timeZone, agent, now }: Asked): { text: string } {
  const id = currentCustomer(db, customer)
  const name = db.prepare<[number], string>('SELECT name FROM customer WHERE id = ?').pluck().get(id) ?? ''
  const address = db.prepare<[number], string>('SELECT value FROM identity WHERE customer_id = ? ORDER BY id LIMIT 1').pluck().get(id)
  const subject =
    matter === undefined ? undefined : db.prepare<[number], string>('SELECT subject FROM "case" WHERE id = ?').pluck().get(matter)
  const sender = replyAccounts(db).find(one => one.id === account)
  // A customer of whom only the address or number is known has no name to be called by.
  const known = /\p{L}/u.test(name) && !name.includes('@') ? name : undefined
  const values: Partial<Record<MacroVariable, string | undefined>> = {
    'customer.name': known,
    'customer.firstName': known?.split(/\s+/)[0],
    'customer.address': address,
    'agent.name': agent,
    'case.subject': subject,
    'case.id': matter === undefined ? undefined : String(matter),
    'account.name': sender?.name,
    'account.address': sender?.address,
    today: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(now),
  }
  return { text: fillIn(text, Object.fromEntries(Object.entries(values).filter(([, value]) => value))) }
}
