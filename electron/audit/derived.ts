import { SETTLED } from '../cases/state.ts'
import type { Db } from '../store/database.ts'

/** Each counts rows that say something else than those they were worked out from, or that nothing leads to. */
const differences: Readonly<Record<string, string>> = {
  'counts by channel': `
    SELECT count(*) FROM (SELECT channel, count(*) AS n FROM interaction GROUP BY channel) i
      FULL JOIN (SELECT channel, interactions AS n FROM tally WHERE interactions > 0) t USING (channel) WHERE i.n IS NOT t.n`,
  'counts by customer': `
    SELECT count(*) FROM customer c LEFT JOIN (
      SELECT i.customer_id AS id, count(DISTINCT p.interaction_id) AS n FROM identity i JOIN participation p ON p.identity_id = i.id GROUP BY i.customer_id
    ) t USING (id) WHERE c.interactions <> coalesce(t.n, 0)`,
  'customers who wait': `
    SELECT count(*) FROM customer w LEFT JOIN (
      SELECT customer_id, max(iif(asks = 0, interaction_id, NULL)) AS answer,
        max(iif(asks = 1 AND NOT EXISTS (SELECT 1 FROM case_interaction m JOIN "case" c ON c.id = m.case_id
          WHERE m.interaction_id = p.interaction_id AND ${SETTLED}), interaction_id, NULL)) AS question
      FROM identity i JOIN participation p ON p.identity_id = i.id GROUP BY customer_id
    ) t ON t.customer_id = w.id WHERE (w.waiting_since IS NULL) = (t.question IS NOT NULL AND t.question > coalesce(t.answer, 0))`,
  'merged customers with addresses': `
    SELECT count(*) FROM identity i JOIN customer c ON c.id = i.customer_id WHERE c.merged_into IS NOT NULL`,
  'search index': `
    SELECT count(*) FROM (SELECT id FROM interaction) i FULL JOIN (SELECT id FROM interaction_fts_docsize) f USING (id) WHERE i.id IS NULL OR f.id IS NULL`,
  'search index of names': `
    SELECT count(*) FROM (SELECT id FROM identity) i FULL JOIN (SELECT id FROM identity_fts_docsize) f USING (id) WHERE i.id IS NULL OR f.id IS NULL`,
  'texts missing': 'SELECT count(*) FROM interaction i WHERE NOT EXISTS (SELECT 1 FROM body b WHERE b.interaction_id = i.id)',
  'files that belong to nothing': 'SELECT count(*) FROM blob b WHERE NOT EXISTS (SELECT 1 FROM attachment a WHERE a.blob_id = b.id)',
  'notes ahead of what was written':
    'SELECT count(*) FROM note n WHERE n.seq <> coalesce((SELECT max(seq) FROM note_update u WHERE u.note_id = n.id), n.seq)',
}

/** What is kept beside the data so that nobody need look at all of it, held against the data. Empty when all of it agrees. Looks at every row. */
export function checkDerived(db: Db): string[] {
  return Object.entries(differences).flatMap(([what, sql]) => {
    const count = Number(db.prepare(sql).pluck().get())
    return count === 0 ? [] : [`${what}: ${count}`]
  })
}
