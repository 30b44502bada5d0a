import { channels } from '#shared/model/interaction.ts'
import { filterNames, parseQuery } from '#shared/model/query.ts'

const FILTER = /(?<!\S)(?:from|to|channel|after|before|has|is|in):(?:"[^"]*"?|\S*)/giu
/** With the `OR` before and after it. */
const FILTER_WITH_OR = /(?:(?<!\S)OR\s+)?(?<!\S)(?:from|to|channel|after|before|has|is|in):(?:"[^"]*"?|\S*)(?:\s+OR(?!\S))?/giu

/** Channels that files bring; notes and surveys are not searched for by channel yet. */
const offeredChannels = channels.filter(channel => channel !== 'note' && channel !== 'survey')

/** What is being typed at the end of a search: from the last blank on. */
function lastToken(text: string): string {
  return text.split(/\s/u).at(-1) ?? ''
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

/** Days that `after:` and `before:` are often given. */
const days = ['today', 'week', 'month', 'year'] as const
export type Day = (typeof days)[number]

/** A value for the filter being typed: a day, by its name, or a person. */
export interface Value {
  filter: string
  day?: Day
}

/** Who is being typed as the value of a `from:` or `to:`; undefined when nobody is. */
export function personBegun(text: string): string | undefined {
  return /^(?:from|to):([^"]+)$/iu.exec(lastToken(text))?.[1]
}

/** Values to offer for the filter being typed. `today` is written 2025-03-09; `people` are names that match what is typed. */
export function values(text: string, today: string, people: readonly string[]): Value[] {
  const token = lastToken(text)
  const [, name = '', typed = ''] = /^(after|before|from|to):(.*)$/iu.exec(token) ?? []
  if (name === '') return []
  if (/^(?:from|to)$/iu.test(name)) {
    if (typed === '' || typed.startsWith('"')) return []
    // Two of one name are found by the same filter.
    return [...new Set(people)]
      .filter(person => !person.includes('"'))
      .map(person => ({ filter: `${name}:${/\s/u.test(person) ? `"${person}"` : person}` }))
  }
  const before = new Date(`${today}T00:00:00Z`)
  const week = new Date(before.getTime() - 7 * 86_400_000).toISOString().slice(0, 10)
  const dates = { today, week, month: today.slice(0, 7), year: today.slice(0, 4) }
  return days.map(day => ({ filter: `${name}:${dates[day]}`, day })).filter(({ filter }) => filter.startsWith(token) && filter !== token)
}

/** The search with a filter put in: in place of its beginning, or after what is there. */
export function withFilter(text: string, filter: string): string {
  const token = lastToken(text)
  const key = /^(?:from|to):/iu.exec(filter)?.[0]
  const begun = filter.startsWith(token.toLowerCase()) || (key !== undefined && token.startsWith(key))
  const kept = token !== '' && begun ? text.slice(0, text.length - token.length) : text
  const gap = kept === '' || /\s$/u.test(kept) ? '' : ' '
  return `${kept}${gap}${filter}${filter.endsWith(':') ? '' : ' '}`
}

/** The filters in a search, as typed. */
export function filtersIn(text: string): string[] {
  return text.match(FILTER) ?? []
}

export function withoutFilters(text: string): string {
  return text.replace(FILTER_WITH_OR, ' ').replace(/\s+/gu, ' ').trim()
}

/** What is asked for: filters without a value, or with the beginning of one (`channel:ph`), are still being typed and ask for nothing. */
export function withoutBegun(text: string): string {
  const last = parseQuery(text, 'UTC').ignored.at(-1)
  const typed = last !== undefined && isUnfinished(text, last) ? text.slice(0, text.length - last.length) : text
  return typed.replace(/(?<!\S)(?:from|to|channel|after|before|has|is|in):(?!\S)/giu, '').trim()
}

/** Whether a filter that says nothing yet may still come to say something: it is the last, and what is there of it begins well. */
export function isUnfinished(text: string, filter: string): boolean {
  // An OR before what may come to be a filter of the kind of the one before it.
  const [, begun] = /(?<!\S)OR\s+(-?[a-z]+:?)$/iu.exec(text) ?? []
  if (filter === 'OR') return begun !== undefined && filterNames.some(name => name.startsWith(begun.toLowerCase()))
  if (!text.endsWith(filter)) return false
  const typed = filter.toLowerCase()
  return (
    /^(?:after|before):(?:\d{0,4}|\d{4}-(?:[01]|0?[1-9]|1[0-2])?|\d{4}-(?:0?[1-9]|1[0-2])-[0-3]?)$/u.test(typed) ||
    [...filterNames, ...channels.map(channel => `channel:${channel}`)].some(known => known.startsWith(typed))
  )
}
