import { summarise } from '../../customers/summary.ts'
import { everyoneIn } from '../../profile/settle.ts'
import type { Db } from '../../store/database.ts'

/** Who is met nowhere any more goes too, unless an agent wrote something about them, or is about to. */
const UNMET = `
  INSERT OR IGNORE INTO gone_identity SELECT m.id FROM met m JOIN identity i ON i.id = m.id JOIN connector c ON c.id = i.connector_id
    WHERE c.key <> 'agent' AND NOT EXISTS (SELECT 1 FROM participation p WHERE p.identity_id = m.id)
      AND NOT EXISTS (SELECT 1 FROM "case" k WHERE k.identity_id = m.id AND k.id NOT IN (SELECT id FROM gone_case))
      AND NOT EXISTS (SELECT 1 FROM reply r WHERE r.identity_id = m.id AND r.state NOT IN ('sent', 'cancelled'))
      AND NOT EXISTS (SELECT 1 FROM note n WHERE n.customer_id IN (${everyoneIn.replaceAll('@customer', 'i.customer_id')}) AND n.id NOT IN (SELECT id FROM gone_note))
      AND NOT EXISTS (SELECT 1 FROM draft d WHERE d.customer_id = i.customer_id)
      AND NOT EXISTS (SELECT 1 FROM attribute_value v WHERE v.customer_id IN (${everyoneIn.replaceAll('@customer', 'i.customer_id')}));
`

/** A customer without an address is nobody; with them go all who were merged into them. */
const NOBODY = `
  INSERT OR IGNORE INTO gone_customer WITH RECURSIVE nobody (id) AS (
    SELECT t.id FROM touched t JOIN customer c ON c.id = t.id WHERE c.merged_into IS NULL
      AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.customer_id = t.id AND i.id NOT IN (SELECT id FROM gone_identity))
    UNION SELECT c.id FROM nobody n JOIN customer c ON c.merged_into = n.id)
  SELECT id FROM nobody;
`

const OPS = `
  INSERT OR IGNORE INTO gone_op SELECT op_id FROM op_customer WHERE customer_id IN (SELECT id FROM gone_customer);
  INSERT OR IGNORE INTO gone_op SELECT op_id FROM op_case WHERE case_id IN (SELECT id FROM gone_case);
  INSERT OR IGNORE INTO gone_op SELECT op_id FROM op_note WHERE note_id IN (SELECT id FROM gone_note);
  INSERT OR IGNORE INTO gone_op SELECT op_id FROM apart a WHERE a.a IN (SELECT id FROM identity WHERE customer_id IN (SELECT id FROM gone_customer));
  INSERT OR IGNORE INTO gone_op SELECT op_id FROM apart a WHERE a.b IN (SELECT id FROM identity WHERE customer_id IN (SELECT id FROM gone_customer));
  INSERT OR IGNORE INTO gone_op SELECT op_id FROM decision WHERE a IN (SELECT id FROM gone_customer) OR b IN (SELECT id FROM gone_customer);
`

const REMOVE = `
  DELETE FROM decision WHERE op_id IN (SELECT id FROM gone_op);
  DELETE FROM apart WHERE op_id IN (SELECT id FROM gone_op);
  DELETE FROM op_customer WHERE op_id IN (SELECT id FROM gone_op);
  DELETE FROM op_case WHERE op_id IN (SELECT id FROM gone_op);
  DELETE FROM op_note WHERE op_id IN (SELECT id FROM gone_op);
  DELETE FROM op WHERE id IN (SELECT id FROM gone_op);

  DELETE FROM note_fts WHERE rowid IN (SELECT id FROM gone_note);
  DELETE FROM note WHERE id IN (SELECT id FROM gone_note);
  DELETE FROM "case" WHERE id IN (SELECT id FROM gone_case);

  DELETE FROM reply WHERE identity_id IN (SELECT id FROM gone_identity);
  DELETE FROM call WHERE number IN (SELECT value FROM identity WHERE id IN (SELECT id FROM gone_identity));
  DELETE FROM apart WHERE a IN (SELECT id FROM gone_identity);
  DELETE FROM apart WHERE b IN (SELECT id FROM gone_identity);
  DELETE FROM identity_fts WHERE rowid IN (SELECT id FROM gone_identity);
  DELETE FROM identity WHERE id IN (SELECT id FROM gone_identity);

  DELETE FROM draft_file WHERE EXISTS
    (SELECT 1 FROM draft d WHERE d.customer_id IN (SELECT id FROM gone_customer) AND instr(d.content, draft_file.id) > 0);
  DELETE FROM draft WHERE customer_id IN (SELECT id FROM gone_customer);
  DELETE FROM suggestion WHERE a IN (SELECT id FROM gone_customer);
  DELETE FROM suggestion WHERE b IN (SELECT id FROM gone_customer);
  -- Of those who stay it is gathered anew, without what went.
  DELETE FROM linkage_record WHERE customer_id IN (SELECT id FROM gone_customer UNION SELECT id FROM touched);
  DELETE FROM attribute_now WHERE customer_id IN (SELECT id FROM gone_customer);
  DELETE FROM attribute_value WHERE customer_id IN (SELECT id FROM gone_customer);
  DELETE FROM customer WHERE id IN (SELECT id FROM gone_customer);
  -- No number is given again: a window that still speaks of this one must not mean somebody else. Who is merged into themselves is gone.
  INSERT INTO customer (id, merged_into) SELECT max(id), max(id) FROM gone_customer HAVING max(id) > coalesce((SELECT max(id) FROM customer), 0);
`

/**
 * Removes the customers, identities, cases and notes named in their tables, and after `removeInteractions` whoever is met nowhere any more.
 * Those who lost something are summed up anew: returns them. Records of who may be who that name somebody gone are learned anew.
 */
export function removePeople(db: Db): { customers: number[] } {
  db.exec(UNMET)
  db.exec(NOBODY)
  db.exec(OPS)
  const values = db.prepare<[], string>('SELECT value FROM identity WHERE id IN (SELECT id FROM gone_identity)').pluck().all()
  db.exec(REMOVE)
  const models = db.prepare('DELETE FROM linkage_model WHERE instr(model, @value) > 0 OR instr(shared, @value) > 0')
  for (const value of values) models.run({ value })
  const customers = db.prepare<[], number>('SELECT id FROM touched WHERE id NOT IN (SELECT id FROM gone_customer)').pluck().all()
  for (const customer of customers) summarise(db, customer)
  return { customers }
}
