import type { Act, BriefLine, Due } from '#shared/contract/brief.ts'
import { type Heard, once, quoteOf, type Read } from './read.ts'
import { type Compiled, says } from './rules/compile.ts'
import { dueFrom, timesIn, type When } from './when.ts'

export interface Promised {
  by: Heard
  sentence: Read
  act: Act
  due?: Due
}

interface Said {
  from: number
  to: number
  act: Act
  /** Only with a time it is a promise. */
  dated: boolean
}

/** What we promised in one message of ours. Read once: questions ask for it, too. */
export const promisesIn = once((heard, timeZone): Promised[] => {
  if (heard.direction !== 'out') return []
  return heard.sentences.flatMap(sentence => (sentence.asks ? [] : promisesOf(heard, sentence, timeZone)))
})

function promisesOf(by: Heard, sentence: Read, timeZone: string): Promised[] {
  const { rules } = by
  const { said } = sentence
  const all = allSaid(said, rules)
  if (all.length === 0 || says(rules.promises.conditional, said)) return []
  const times = timesIn(said, by.at, timeZone, rules)
  if (times.length === 0 && says(rules.promises.now, said)) return []
  const found: Promised[] = []
  for (const [index, each] of all.entries()) {
    const start = index === 0 ? 0 : clauseStart(said, all[index - 1]?.to ?? 0, each.from)
    const next = all[index + 1]
    const end = next ? clauseStart(said, each.to, next.from) : said.length
    const mine = nearest(
      times.filter(time => time.from >= start && time.from < end),
      each.from,
    )
    const due = dueFrom(mine, by.at, timeZone)
    if (!due && each.dated) continue
    // "I'll check and call you": the second thing is what is waited for.
    const act = each.act !== 'call' && says(rules.promises.calling, said.slice(each.from, end)) ? 'call' : each.act
    found.push({ by, sentence, act, ...(due && { due }) })
  }
  // Two things to be done by one date are one promise.
  const dated = found.filter(each => each.due)
  if (dated.length > 1) return dated
  const [one = found[0]] = dated
  return one ? [one] : []
}

/** "It left today and will arrive on Friday": what is said with a promise or after it; only without that what stands before. */
function nearest(times: readonly When[], from: number): readonly When[] {
  const after = times.filter(time => time.to > from)
  return after.some(time => time.at !== undefined || time.day !== undefined) ? after : times
}

function allSaid(said: string, rules: Compiled): Said[] {
  if (!says(rules.promises.any, said)) return []
  const all: Said[] = []
  for (const dated of [false, true]) {
    for (const { says: phrase, act } of dated ? rules.promises.dated : rules.promises.firm) {
      for (const match of said.matchAll(phrase)) {
        const from = match.index
        const to = from + match[0].length
        if (says(rules.promises.denied, said.slice(0, from))) continue
        if (!all.some(other => from < other.to && other.from < to)) all.push({ from, to, act, dated })
      }
    }
  }
  return all.sort((a, b) => a.from - b.from)
}

/** Where the clause of the later of two begins: after the last "and" or comma between them. */
function clauseStart(said: string, from: number, to: number): number {
  const between = said.slice(from, to)
  const at = Math.max(between.lastIndexOf(' y '), between.lastIndexOf(' and '), between.lastIndexOf(', '))
  return at < 0 ? to : from + at
}

const LATER = 2 * 3_600_000

/** What has come of a promise by `now`, judged by what came after it, oldest first. */
export function outcome(
  { by, act, due }: Promised,
  after: readonly Heard[],
  now: number,
): { state: 'open' | 'late' | 'kept'; keptBy?: number } {
  const keeper = after.find(each => keeps(each, by, act))
  if (keeper) return { state: 'kept', keptBy: keeper.id }
  return { state: due && due.at < now ? 'late' : 'open' }
}

/**
 * A call is kept by a call that was taken. Anything else by a message of ours that says it is done or brings a file; a word of ours that says
 * something new keeps a promise to write, unless it is said in the same breath or is but another promise.
 */
function keeps(later: Heard, by: Heard, act: Act): boolean {
  if (later.direction !== 'out' || later.automatic) return false
  if (later.channel === 'phone') return act !== 'do' && (later.call?.outcome === 'answered' || later.call?.outcome === 'voicemail')
  if (act === 'call') return false
  if (later.files > 0) return true
  if (later.sentences.some(({ said, asks }) => !asks && says(later.rules.sentences.done, said))) return true
  const apart = later.at - by.at >= LATER || later.channel !== by.channel || later.thread !== by.thread
  return act === 'reply' && apart && tellsMore(later)
}

function tellsMore(heard: Heard): boolean {
  return heard.sentences.some(each => !each.asks && !each.filler && !each.short && (each.said.match(/[a-z0-9]+/g)?.length ?? 0) > 2)
}

/** The line of a promise. */
export function promiseLine(promised: Promised, after: readonly Heard[], now: number): Extract<BriefLine, { kind: 'promise' }> {
  const { by, sentence, act, due } = promised
  return {
    kind: 'promise',
    interaction: by.id,
    at: by.at,
    act,
    quote: quoteOf(by.text, sentence),
    ...(due && { due }),
    ...outcome(promised, after, now),
  }
}
