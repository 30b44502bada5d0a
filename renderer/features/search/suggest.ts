import { channels } from '#shared/model/interaction.ts'
import { filterNames, parseQuery } from '#shared/model/query.ts'

const FILTER = /(?<!\S)(?:from|to|channel|after|before|has):(?:"[^"]*"?|\S*)/giu

/** Channels that files bring; notes and surveys are not searched for by channel yet. */
const offeredChannels = channels.filter(channel => channel !== 'note' && channel !== 'survey')

/** What is being typed at the end of a search: from the last blank on. */
function lastToken(text: string): string {
  return /\S*$/u.exec(text)?.[0] ?? ''
}

/** Filters to offer: those that what is being typed can become, the values of `channel:`, else every filter. */
export function suggestions(text: string): string[] {
  const token = lastToken(text).toLowerCase()
  if (token.startsWith('channel:')) {
    const values = offeredChannels.map(channel => `channel:${channel}`).filter(value => value.startsWith(token) && value !== token)
    if (values.length > 0) return values
  }
  const begun = token === '' ? [] : filterNames.filter(name => name.startsWith(token) && name !== token)
  return begun.length > 0 ? begun : [...filterNames]
}

/** The search with a filter put in: in place of its beginning, or after what is there. */
export function withFilter(text: string, filter: string): string {
  const token = lastToken(text)
  const kept = token !== '' && filter.startsWith(token.toLowerCase()) ? text.slice(0, text.length - token.length) : text
  const gap = kept === '' || /\s$/u.test(kept) ? '' : ' '
  return `${kept}${gap}${filter}${filter.endsWith(':') ? '' : ' '}`
}

/** The filters in a search, as typed. */
export function filtersIn(text: string): string[] {
  return text.match(FILTER) ?? []
}

export function withoutFilters(text: string): string {
  return text.replace(FILTER, ' ').replace(/\s+/gu, ' ').trim()
}

/** What is asked for: filters without a value, or with the beginning of one (`channel:ph`), are still being typed and ask for nothing. */
export function withoutBegun(text: string): string {
  const last = parseQuery(text, 'UTC').ignored.at(-1)
  const typed = last !== undefined && isUnfinished(text, last) ? text.slice(0, text.length - last.length) : text
  return typed.replace(/(?<!\S)(?:from|to|channel|after|before|has):(?!\S)/giu, '').trim()
}

/** Whether a filter that says nothing yet may still come to say something: it is the last, and what is there of it begins well. */
export function isUnfinished(text: string, filter: string): boolean {
  if (!text.endsWith(filter)) return false
  const typed = filter.toLowerCase()
  return (
    /^(?:after|before):[\d-]{0,9}$/u.test(typed) ||
    [...filterNames, ...channels.map(channel => `channel:${channel}`)].some(known => known.startsWith(typed))
  )
}
