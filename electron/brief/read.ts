import type { Quote } from '#shared/contract/brief.ts'
import type { CallFacts, Channel, Direction } from '#shared/model/interaction.ts'
import { maskNumbers } from '#shared/safety/mask.ts'
import { type Compiled, says } from './rules/compile.ts'
import { languages } from './rules/index.ts'
import { type Sentence, sentencesOf } from './text.ts'

/** One interaction as the brief needs it. Times are epoch ms. */
export interface Told {
  id: number
  at: number
  channel: Channel
  direction: Direction
  text: string
  subject?: string
  /** Mail thread or chat conversation. */
  thread?: string
  call?: CallFacts
  /** A machine wrote it. */
  automatic: boolean
  /** How many files came with it. */
  files: number
  /** The case it is in; `over`: solved. Unknown until it was placed in one. */
  case?: { id: number; over: boolean }
}

/** What a sentence does. A sentence that does none of it says something. */
export interface Read extends Sentence {
  asks: boolean
  /** It asks for something to be done or given; saying when is no answer to that. */
  requests: boolean
  /** Greeting, thanks, or that somebody is looking at it. */
  filler: boolean
  holding: boolean
  /** Yes, no, fine. */
  short: boolean
  /** The customer will do it later. */
  later: boolean
}

export interface Heard extends Told {
  rules: Compiled
  /** There are rules for the language it is in. */
  known: boolean
  /** In Unicode form NFC. */
  text: string
  sentences: Read[]
}

const QUOTED = 160

/** The words of a sentence as they were written. */
export function quoteOf(text: string, { from, to }: { from: number; to: number }): Quote {
  // Before it is cut: half a number is not known for one.
  const whole = maskNumbers(text).slice(from, to).replace(/\s+/g, ' ')
  return { text: whole.length > QUOTED ? `${whole.slice(0, QUOTED - 1).trimEnd()}…` : whole, from, to }
}

/** One word in so many is a frequent one in any text of some length. */
const FREQUENT = 6

/** The language whose frequent words a text has most of; `before` when there are none. A few words are taken to be in it. */
function languageOf(sentences: readonly Sentence[], before: Compiled): { rules: Compiled; known: boolean } {
  const words = sentences.flatMap(({ said }) => said.match(/[a-z']+/g) ?? [])
  let best = before
  let most = 0
  for (const rules of languages) {
    const count = words.reduce((sum, word) => sum + (rules.common.has(word) ? 1 : 0), 0)
    if (count > most || (count === most && rules === before)) {
      best = rules
      most = count
    }
  }
  return { rules: best, known: words.length < FREQUENT || most * FREQUENT >= words.length }
}

/** With more words than these beside its greeting, thanks or apology a sentence says something else, too. */
const BESIDE = 2
/** A yes or no with more words than these says something else, too. */
const SHORT = 3

function readSentence(sentence: Sentence, { questions, sentences }: Compiled, asking: boolean, theirs: boolean): Read {
  const { said } = sentence
  const empty = asking && says(questions.empty, said)
  const marked = /\?["')]*$|\? /.test(said) || said.includes('¿')
  const requests = asking && !empty && says(questions.requests, said)
  const asks = asking && !empty && (marked || requests || (theirs && says(questions.begins, said)))
  const holding = !asks && says(sentences.holding, said)
  const beside = said.replace(sentences.greeting, ' ').replace(sentences.thanks, ' ')
  const polite = beside !== said && (beside.match(/[a-z0-9']+/g)?.length ?? 0) <= BESIDE && !/\d/.test(beside)
  return {
    ...sentence,
    asks,
    requests,
    holding,
    filler: empty || marked || holding || polite,
    // "It did, thank you": the thanks are no part of the answer.
    short: [said, beside.trim()].some(all => (all.match(/[a-z0-9']+/g)?.length ?? 0) <= SHORT && says(sentences.short, all)),
    later: says(sentences.later, said),
  }
}

/** Reads what was said, oldest first: in which language, and what each sentence does. What machines wrote asks nothing. */
export function hear(all: readonly Told[]): Heard[] {
  let rules: Compiled = languages[0]
  return all.map(told => {
    const text = told.text.normalize('NFC')
    const sentences = sentencesOf(text)
    const language = languageOf(sentences, rules)
    rules = language.rules
    const now = rules
    return {
      ...told,
      ...language,
      text,
      sentences: sentences.map(each => readSentence(each, now, !told.automatic, told.direction === 'in')),
    }
  })
}

/** Does the same work for the same interaction and time zone once. */
export function once<T>(find: (heard: Heard, timeZone: string) => T): (heard: Heard, timeZone: string) => T {
  const known = new WeakMap<Heard, { timeZone: string; found: T }>()
  return (heard, timeZone) => {
    const before = known.get(heard)
    if (before?.timeZone === timeZone) return before.found
    const found = find(heard, timeZone)
    known.set(heard, { timeZone, found })
    return found
  }
}
