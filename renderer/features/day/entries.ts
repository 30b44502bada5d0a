import { useQuery } from '@tanstack/react-query'
import type { DayCase } from '#shared/contract/day/day.ts'
import type { Mention, NoteView } from '#shared/contract/notes.ts'
import type { CallView } from '#shared/contract/phone/calls.ts'
import type { ReplyView } from '#shared/contract/replies.ts'
import { api } from '../../api/client.ts'
import type { Place } from '../../state/place.ts'
import { useNow } from '../../ui/time.tsx'
import { AGAIN } from './TimeLeft.tsx'

/** In the order in which they are shown. */
const sections = ['waiting', 'followUps', 'mentions', 'resolve', 'unsent'] as const
export type SectionId = (typeof sections)[number]

export const areCases = (id: SectionId): boolean => id === 'waiting' || id === 'resolve'

/** One thing that waits for the agent. `key` names it for as long as it does. */
export type Entry = { key: string } & (
  | { what: 'case'; section: 'waiting' | 'resolve'; one: DayCase }
  | { what: 'followUp'; section: 'followUps'; note: NoteView }
  | { what: 'callBack'; section: 'followUps'; call: CallView }
  | { what: 'mention'; section: 'mentions'; mention: Mention }
  | { what: 'reply'; section: 'unsent'; reply: ReplyView }
)

export interface Section {
  id: SectionId
  entries: Entry[]
  /** Also those beyond the entries. */
  count: number
}

/** All that waits for the agent today; a section with nothing in it is left out. `error`: the first of what could not be asked. */
export function useDay(): { sections: Section[] | undefined; error: Error | null; retry: () => void } {
  const now = useNow()
  const cases = useQuery({ ...api.day.cases.queryOptions({ input: {} }), refetchInterval: AGAIN })
  const followUps = useQuery(api.notes.followUps.queryOptions({ input: { until: endOfDay(now) } }))
  const callBacks = useQuery(api.calls.followUps.queryOptions({ input: { until: dayOf(now) } }))
  const mentions = useQuery(api.notes.mentions.queryOptions())
  const replies = useQuery(api.replies.waiting.queryOptions({ input: {} }))
  const error = cases.error ?? followUps.error ?? callBacks.error ?? mentions.error ?? replies.error
  const retry = (): void => {
    for (const query of [cases, followUps, callBacks, mentions, replies]) void query.refetch()
  }
  if (!cases.data || !followUps.data || !callBacks.data || !mentions.data || !replies.data) return { sections: undefined, error, retry }

  const { waiting, resolve } = cases.data
  const ofCases = (section: 'waiting' | 'resolve', rows: DayCase[]): Entry[] =>
    rows.map(one => ({ key: `case ${one.id}`, what: 'case', section, one }))
  const unsent = replies.data.replies.filter(({ state }) => state === 'failed' || state === 'unknown' || state === 'bounced')
  const found: Record<SectionId, { entries: Entry[]; count: number }> = {
    waiting: { entries: ofCases('waiting', waiting.rows), count: waiting.count },
    mentions: {
      entries: mentions.data.mentions.map(mention => ({
        key: `mention ${mention.note.key}`,
        what: 'mention',
        section: 'mentions',
        mention,
      })),
      count: mentions.data.mentions.length,
    },
    followUps: {
      entries: [
        ...callBacks.data.calls.map((call): Entry => ({ key: `call ${call.key}`, what: 'callBack', section: 'followUps', call })),
        ...followUps.data.notes.map((note): Entry => ({ key: `note ${note.key}`, what: 'followUp', section: 'followUps', note })),
      ],
      count: callBacks.data.calls.length + followUps.data.notes.length,
    },
    resolve: { entries: ofCases('resolve', resolve.rows), count: resolve.count },
    unsent: {
      entries: unsent.map(reply => ({ key: `reply ${reply.key}`, what: 'reply', section: 'unsent', reply })),
      count: unsent.length,
    },
  }
  return { sections: sections.filter(id => found[id].count > 0).map(id => ({ id, ...found[id] })), error, retry }
}

/** Where it is worked on; undefined for a reply whose customer is gone. */
export function placeOf(entry: Entry): Place | undefined {
  if (entry.what === 'reply') return entry.reply.customer === undefined ? undefined : { at: 'customers', customer: entry.reply.customer }
  if (entry.what === 'followUp') return { at: 'customers', customer: entry.note.customer }
  if (entry.what === 'mention') return { at: 'customers', customer: entry.mention.note.customer }
  if (entry.what === 'callBack') {
    const { customer: whose, interaction: id } = entry.call
    return whose && { at: 'customers', customer: whose.id, ...(id !== undefined && { interaction: id }) }
  }
  const { customer, lastInteraction } = entry.one
  return { at: 'customers', customer, ...(lastInteraction !== undefined && { interaction: lastInteraction }) }
}

/** YYYY-MM-DD by the clock on the wall. */
function dayOf(now: number): string {
  const date = new Date(now)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(part => String(part).padStart(2, '0')).join('-')
}

function endOfDay(now: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime()
}
