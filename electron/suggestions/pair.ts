import type { Db } from '../store/database.ts'

/** Two customers in the order pairs are kept in. */
export function ordered(one: number, other: number): { a: number; b: number } {
  return one < other ? { a: one, b: other } : { a: other, b: one }
}

/** Who of the two takes the other over: the one with a name, else the one we know longer. The same whichever way round they are asked for. */
export function receiverOf(db: Db, { a, b }: { a: number; b: number }): number {
  const weigh = db.prepare<[number], { named: number; first: number | null }>(
    `SELECT EXISTS (SELECT 1 FROM identity WHERE customer_id = c.id AND length(name) > 0 AND instr(name, '@') = 0) AS named,
       (SELECT min(p.interaction_id) FROM identity i JOIN participation p ON p.identity_id = i.id WHERE i.customer_id = c.id) AS first
     FROM customer c WHERE c.id = ?`,
  )
  const [left, right] = [weigh.get(a), weigh.get(b)]
  if (left && right && left.named !== right.named) return left.named ? a : b
  return (right?.first ?? Number.POSITIVE_INFINITY) < (left?.first ?? Number.POSITIVE_INFINITY) ? b : a
}
