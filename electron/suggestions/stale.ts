import type { Db } from '../store/database.ts'

/** How records are gathered: another number, and every one is made anew. */
const GATHERED = 2

/** What a customer's record was made from: another value, and it is to be made anew. */
const SEEN = `'${GATHERED}/' || c.interactions || '/' || (SELECT count(*) || '.' || coalesce(sum(i.id), 0) FROM identity i WHERE i.customer_id = c.id)
  || coalesce((SELECT '/' || n.value FROM attribute_now n WHERE n.customer_id = c.id AND n.field = 'name'), '')`

export interface Stale {
  customer: number
  seen: string
}

/**
 * Customers whose record is missing or was made before something came or went, by id, after `after`. What is kept tells it, so nothing is lost when
 * the app is killed. `only`: look at these alone.
 */
export function staleCustomers(db: Db, { after, only, limit }: { after: number; only?: number[]; limit: number }): Stale[] {
  return db
    .prepare<object, Stale>(
      `SELECT c.id AS customer, ${SEEN} AS seen FROM customer c LEFT JOIN linkage_record r ON r.customer_id = c.id
       WHERE c.id > @after ${only ? 'AND c.id IN (SELECT value FROM json_each(@only))' : ''}
         AND (c.last_id IS NOT NULL OR r.customer_id IS NOT NULL) AND r.seen IS NOT ${SEEN}
       ORDER BY c.id LIMIT @limit`,
    )
    .all({ after, limit, only: JSON.stringify(only ?? []) })
}
