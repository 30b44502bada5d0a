import { nameInParts } from '../search/words.ts'
import { oncePer } from '../store/once.ts'

/** Ids of a customer and of all who were merged into them, for a query with `@customer`. */
export const everyoneIn = `WITH RECURSIVE them(id) AS (VALUES (@customer) UNION SELECT c.id FROM customer c JOIN them ON c.merged_into = them.id)
  SELECT id FROM them`

/** Works out which values count for a customer: an agent's before a file's, their own before those of whoever was merged into them. */
export const settler = oncePer(db => {
  const clear = db.prepare('DELETE FROM attribute_now WHERE customer_id = ?')
  const fill = db.prepare(
    `INSERT INTO attribute_now (customer_id, field, value, key)
     SELECT @customer, field, value, key FROM (
       SELECT field, value, key, row_number() OVER (PARTITION BY field ORDER BY source, v.customer_id <> @customer, v.customer_id) AS place
       FROM attribute_value v WHERE v.customer_id IN (${everyoneIn}))
     WHERE place = 1 AND key IS NOT NULL`,
  )
  // Taken out again with the value: a trigger does it.
  const named = db.prepare<[number], string>("SELECT value FROM attribute_now WHERE customer_id = ? AND field = 'name'").pluck()
  const index = db.prepare('INSERT INTO given_name_fts (rowid, name) VALUES (?, ?)')
  const known = db.prepare<{ customer: number }, number>(`SELECT 1 FROM attribute_value WHERE customer_id IN (${everyoneIn}) LIMIT 1`)
  const merged = db.prepare<[number], number>('SELECT 1 FROM customer WHERE id = ? AND merged_into IS NOT NULL').pluck()
  return (customer: number): void => {
    clear.run(customer)
    if (merged.get(customer) !== undefined || known.get({ customer }) === undefined) return
    fill.run({ customer })
    const name = named.get(customer)
    if (name !== undefined) index.run(customer, nameInParts(name, ''))
  }
})
