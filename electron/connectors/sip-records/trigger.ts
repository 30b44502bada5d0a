import { escapeIdentifier } from 'pg'
import type { Database } from './database.ts'
import { quoted } from './table.ts'

/** Whether an insert into a table is told of on the channel. */
export async function notifies(database: Database, table: string, channel: string): Promise<boolean> {
  const found = await database.query(
    `SELECT 1 FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid
     WHERE g.tgrelid = to_regclass($1) AND NOT g.tgisinternal AND g.tgenabled <> 'D'
       AND p.prosrc ILIKE '%pg_notify%' AND strpos(p.prosrc, $2) > 0`,
    [quoted(table), channel],
  )
  return found.length > 0
}

/** What an administrator runs to make it so. */
export function triggerSql(table: string, channel: string): string {
  const name = escapeIdentifier(channel)
  const word = `'${channel.replaceAll("'", "''")}'`
  return [
    `CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify(${word}, ''); RETURN NULL; END $$;`,
    `CREATE TRIGGER ${name} AFTER INSERT ON ${quoted(table)} FOR EACH STATEMENT EXECUTE FUNCTION ${name}();`,
  ].join('\n')
}
