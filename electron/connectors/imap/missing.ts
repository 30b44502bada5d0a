import { SourceError } from '../source-error.ts'
import type { Connection } from './connection.ts'

/** Mails looked for with one command. */
const AT_ONCE = 50

/**
 * Those of some mails, by Message-ID, that lie in folders we do not read: a mail that left a folder we read was moved then, not deleted.
 * Folders that cannot be opened or searched are passed over. Leaves another folder open than before.
 */
export async function lyingIn(connection: Connection, folders: readonly string[], ids: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (const path of folders) {
    const wanted = ids.filter(id => !found.has(id))
    if (wanted.length === 0) break
    try {
      for (const id of await lookInto(connection, path, wanted)) found.add(id)
    } catch (error) {
      if (!(error instanceof SourceError) || error.code !== 'server-said-no') throw error
    }
  }
  return found
}

async function lookInto(connection: Connection, path: string, wanted: readonly string[]): Promise<string[]> {
  const { client } = connection
  const found: string[] = []
  await connection.answer(client.mailboxOpen(path, { readOnly: true }))
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const some = wanted.slice(from, from + AT_ONCE)
    const [first, ...more] = some.map(id => ({ header: { 'message-id': id } }))
    const hits = first && (await connection.answer(client.search(more.length > 0 ? { or: [first, ...more] } : first, { uid: true })))
    if (!Array.isArray(hits) || hits.length === 0) continue
    // SEARCH HEADER (RFC 3501 section 6.4.4) finds parts of ids too.
    const mails = await connection.answer(client.fetchAll(hits.join(','), { uid: true, envelope: true }, { uid: true }))
    const there = new Set(mails.map(({ envelope }) => envelope?.messageId?.replace(/^\s*<|>\s*$/g, '')))
    found.push(...some.filter(id => there.has(id)))
  }
  return found
}
