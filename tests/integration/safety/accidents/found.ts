import * as Y from 'yjs'
import { openDatabase } from '../../../../electron/store/database.ts'
import { textIn } from '../../notes/documents.ts'

/** Everything in a workspace that a journal speaks of, read from its database. */
export function findAll(folder: string, key: Uint8Array): Map<string, string> {
  const db = openDatabase({ folder, key, readonly: true })
  try {
    const found = new Map<string, string>()
    const rows = <R>(sql: string) => db.prepare<[], R>(sql).all()
    const counts = new Map<string, number>()
    for (const { text } of rows<{ text: string }>('SELECT text FROM body')) {
      const [, item] = /\b(item\d+x\d+)n\d+\b/.exec(text) ?? []
      if (item) counts.set(item, (counts.get(item) ?? 0) + 1)
    }
    for (const [item, count] of counts) found.set(item, `${count}`)
    for (const { content } of rows<{ content: Buffer }>('SELECT b.content FROM attachment a JOIN blob b ON b.id = a.blob_id')) {
      const [, item] = /^file of (item\d+x\d+)\.+\s*$/.exec(content.toString('utf8')) ?? []
      if (item) found.set(item, `${found.get(item)} and its file`)
    }
    for (const { key: note, id } of rows<{ key: string; id: number }>('SELECT key, id FROM note')) {
      const doc = new Y.Doc()
      const updates = db.prepare<[number], Buffer>('SELECT body FROM note_update WHERE note_id = ? ORDER BY seq').pluck().all(id)
      for (const update of updates) Y.applyUpdate(doc, update)
      found.set(`note ${note}`, textIn(doc))
    }
    for (const { id, text } of rows<{ id: number; text: string }>("SELECT customer_id AS id, content ->> 'text' AS text FROM draft"))
      found.set(`draft ${id}`, text)
    for (const { key: reply } of rows<{ key: string }>('SELECT key FROM reply')) found.set(`reply ${reply}`, 'there')
    for (const { id, priority } of rows<{ id: number; priority: string }>('SELECT id, priority FROM "case"'))
      found.set(`case ${id}`, priority)
    for (const { value, owner } of rows<{ value: string; owner: number }>('SELECT value, customer_id AS owner FROM identity'))
      found.set(`owner of ${value}`, `${owner}`)
    const owner = (name: string) => found.get(`owner of ${name}@x.example`)
    found.set('second of Ivo', owner('ivo2') === owner('ivo') ? 'with him' : 'apart')
    // Whose it is while apart is a customer with a new id each time.
    found.delete('owner of ivo2@x.example')
    for (const { id, value } of rows<{ id: number; value: string }>(
      "SELECT customer_id AS id, value FROM attribute_now WHERE field NOT IN ('name', 'language')",
    ))
      found.set(`plan of ${id}`, value)
    for (const { name, value } of rows<{ name: string; value: string }>(
      "SELECT name, value FROM setting WHERE name IN ('region', 'survey')",
    ))
      found.set(`setting ${name}`, value)
    return found
  } finally {
    db.close()
  }
}
