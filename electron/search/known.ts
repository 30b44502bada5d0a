import { plainText } from '#shared/model/attribute.ts'
import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'

/** What is known of somebody: a customer number, a company. */
export interface Known {
  customer: number
  value: string
}

const SHORTEST = 3

/**
 * Customers of whom a value is known that begins with the text, case and accents aside, or is that number: one look into the index for each
 * attribute. Shorter than three characters it would mean too many.
 */
export function knownToBegin(db: Db, text: string, limit: number): Known[] {
  const wanted = plainText(text.trim())
  if (wanted.length < SHORTEST) return []
  return begun(db).all({ wanted, end: `${wanted}\u{10ffff}`, number: /^\d+$/.test(wanted) ? Number(wanted) : null, limit })
}

const begun = oncePer(db =>
  db.prepare<object, Known>(
    `SELECT n.customer_id AS customer, n.value FROM attribute a CROSS JOIN attribute_now n ON n.field = a.id
     WHERE a.about = 'customer' AND (n.key >= @wanted AND n.key < @end OR n.key = @number) LIMIT @limit`,
  ),
)
