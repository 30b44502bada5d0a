import type { Channel } from '#shared/model/interaction.ts'
import { onlyThanks } from './mood.ts'
import type { Heard } from './read.ts'
import { referencesIn } from './references.ts'
import { says } from './rules/compile.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Going on within this time is the same contact. */
const BREATH = 2 * HOUR
/** A mail thread is about one matter for so long; so is a number that both name. */
const THREAD = 120 * DAY
/** A chat goes on for years: it is about one matter from one day to the next. */
const CHAT = DAY
/** Words shared, calls and answers join within this time. */
const NEAR = 30 * DAY
/** "Still waiting" means what was last spoken of within this time. */
const BACK = 21 * DAY
/** One word shared joins within this time, later it takes two; so do words that say nothing by themselves. */
const SOON = 4 * DAY

/** One matter of one customer: its interactions, oldest first. */
export interface Matter {
  all: Heard[]
  words: Set<string>
  names: Set<string>
  /** The case it is, once one of its interactions was placed in it. */
  case?: number
}

/** The words of an interaction that say what it is about; their first letters, so that endings do not matter. */
function wordsOf({ subject = '', sentences, rules, known }: Heard): Set<string> {
  const said = [subject.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase(), ...sentences.map(each => each.said)].join(' ')
  // Where no list of empty words is at hand, long words are the ones that say something.
  const words = said.match(known ? /[a-z]{4,}/g : /[a-z]{8,}/g) ?? []
  return new Set(words.filter(word => !rules.empty.has(word)).map(word => word.slice(0, 6)))
}

const namesOf = (heard: Heard, timeZone: string): Set<string> =>
  new Set(referencesIn(heard, timeZone).flatMap(({ type, value }) => (type === 'amount' || type === 'date' ? [] : `${type} ${value}`)))

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter(each => b.has(each)).length

/**
 * Sorts interactions, oldest first, into matters; each joins its case, which an agent may have put right, else the newest that a rule finds for
 * it, or begins one.
 */
export function mattersOf(all: readonly Heard[], timeZone: string): Matter[] {
  const matters: Matter[] = []
  for (const heard of all) {
    const words = wordsOf(heard)
    const names = namesOf(heard, timeZone)
    const known = heard.case?.id
    const free = (matter: Matter): boolean => known === undefined || matter.case === undefined
    const home: Matter = matters.find(matter => known !== undefined && matter.case === known) ??
      matters.toReversed().find(matter => free(matter) && belongs(heard, words, names, matter)) ?? {
        all: [],
        words: new Set(),
        names: new Set(),
      }
    if (known !== undefined) home.case ??= known
    if (home.all.length === 0) matters.push(home)
    else {
      // The newest to be spoken of comes last.
      matters.splice(matters.indexOf(home), 1)
      matters.push(home)
    }
    home.all.push(heard)
    for (const word of words) home.words.add(word)
    for (const name of names) home.names.add(name)
  }
  return matters
}

function belongs(heard: Heard, words: ReadonlySet<string>, names: ReadonlySet<string>, matter: Matter): boolean {
  const last = matter.all.at(-1)
  if (!last) return false
  const gap = heard.at - (matter.all.findLast(each => each.thread === heard.thread)?.at ?? last.at)
  if (heard.thread !== undefined && matter.all.some(each => each.thread === heard.thread && each.channel === heard.channel)) {
    if (gap < (heard.channel === 'email' ? THREAD : CHAT)) return true
  }
  const since = heard.at - last.at
  if (names.size > 0 && shared(names, matter.names) > 0 && since < THREAD) return true
  if (since > NEAR) return false
  // Another order, ticket or invoice by name is another matter, whatever else is alike.
  if (names.size > 0 && matter.names.size > 0) return false
  // Calls, and what we say of our own accord, say little: they are about what was last spoken of.
  if (heard.sentences.length === 0 || heard.direction === 'out') return true
  if (matter.all.every(each => each.sentences.length === 0)) return since < SOON
  if (shared(words, matter.words) >= (words.size > 4 && since > SOON ? 2 : 1)) return true
  if (since < BACK && heard.sentences.some(({ said }) => says(heard.rules.sentences.again, said))) return true
  return since < SOON && words.size < 3
}

export interface Contacts {
  asked: number
  again: number
  channels: Channel[]
  latest: Heard
}

/**
 * How often the customer came with a matter. Going on within two hours of the last word on the same channel and thread is the same contact, and
 * thanks alone are none. They had to start again when a contact is on another channel or thread than the exchange before, is a new call, or
 * nobody had answered.
 */
export function contactsOf({ all }: Matter): Contacts | undefined {
  let asked = 0
  let again = 0
  let latest: Heard | undefined
  let answered = true
  let exchange: Heard | undefined
  const lastIn = new Map<string, number>()
  const channels: Channel[] = []
  for (const heard of all) {
    if (heard.automatic) continue
    const place = `${heard.channel} ${heard.thread ?? ''}`
    const going = heard.at - (lastIn.get(place) ?? Number.NEGATIVE_INFINITY) < BREATH
    lastIn.set(place, heard.at)
    if (heard.direction === 'out') {
      answered = true
      if (heard.channel !== 'phone') exchange = heard
      continue
    }
    if (!channels.includes(heard.channel)) channels.push(heard.channel)
    if (!going && !onlyThanks(heard)) {
      asked += 1
      const elsewhere = exchange?.channel !== heard.channel || exchange.thread !== heard.thread
      if (asked > 1 && (elsewhere || !answered || heard.channel === 'phone')) again += 1
      latest = heard
      answered = false
    }
    if (heard.call?.outcome === 'answered') answered = true
    exchange = heard
  }
  return latest && { asked, again, channels, latest }
}
