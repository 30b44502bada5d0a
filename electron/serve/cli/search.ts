import { LONGEST_SEARCH, type SnippetPart } from '#shared/contract/search.ts'
import type { Answer, CommandInput } from './command.ts'
import { brief, localTime, table } from './table.ts'
import { words } from './words.ts'

/** `search QUERY`: `{customers, notes, hits, more, ignored, instead}` as in the contract, times in ISO 8601 UTC and snippets as plain text. */
export async function search({ client, positionals }: CommandInput): Promise<Answer> {
  const text = positionals.join(' ').slice(0, LONGEST_SEARCH)
  const { settings } = await client.workspace.get()
  const found = await client.search.query({ text, timeZone: settings.timeZone, limit: 200 })
  const json = {
    customers: found.customers.map(({ id, name, match }) => ({ id, name, match: joined(match) })),
    notes: found.notes.map(({ changedAt, snippet, ...note }) => ({
      ...note,
      changedAt: new Date(changedAt).toISOString(),
      snippet: joined(snippet),
    })),
    hits: found.hits.map(hit => ({ ...hit, occurredAt: new Date(hit.occurredAt).toISOString(), snippet: joined(hit.snippet) })),
    more: found.more,
    ignored: found.ignored,
    ...(found.instead !== undefined && { instead: found.instead }),
  }
  const notes = json.notes.map(({ changedAt, customerName, snippet }) => [
    localTime(Date.parse(changedAt), settings.timeZone),
    'note',
    customerName,
    brief(snippet),
  ])
  const rows = found.hits.map(hit => [
    localTime(hit.occurredAt, settings.timeZone),
    hit.channel,
    hit.customerName,
    brief([hit.call && words.call(hit.call), hit.subject, joined(hit.snippet), ...hit.files].filter(Boolean).join(': ')),
  ])
  const lines = [...json.customers.map(({ name, match }) => `${name}  ${match}`), ...table([...notes, ...rows])]
  if (lines.length === 0) lines.push(words.nothing)
  if (found.instead !== undefined) lines.unshift(words.instead(text, found.instead))
  if (found.more) lines.push(words.more)
  if (found.ignored.length > 0) lines.push(words.ignored(found.ignored.join(' ')))
  return { json, lines }
}

function joined(parts: SnippetPart[]): string {
  return parts.map(part => part.text).join('')
}
