import * as z from 'zod'

/**
 * A phrase: words as they are said. Accents and case do not matter, a blank is any white space, `(a|b)`, `?` and `{0,2}` mean what they do in a
 * regular expression, `\w` a letter, `\d` a digit, and `{name}` one of the phrases under `lists`. It begins and ends where words do.
 */
const Phrase = z.string().min(1)
const Phrases = z.array(Phrase)
/** Words apart by blanks. */
const Words = z.string().transform(text => text.split(' '))

/**
 * What a time expression is. Phrases may hold `{n}`, `{unit}`, `{weekday}`, `{day}`, `{month}`, `{year}`, `{hour}`, `{minute}`, `{half}`.
 * day +N: so many days on. span: `{n}` of `{unit}` on. week, next-week: its Friday. month: its last day. clock: an hour of the day.
 */
const WhenIs = z.enum(['day +0', 'day +1', 'day +2', 'span', 'weekday', 'date', 'day-of-month', 'week', 'next-week', 'month', 'clock'])
export type WhenIs = z.infer<typeof WhenIs>

export const Unit = z.enum(['minute', 'hour', 'day', 'workday', 'week', 'month'])

const Promised = z.strictObject({ says: Phrase, act: z.enum(['call', 'reply', 'do']) })

/** What one language says. CONTRIBUTING tells how to add one. */
export const Rules = z.strictObject({
  /** ISO 639-1. */
  language: z.string().length(2),
  /** Its most frequent words: they tell which language a message is in. */
  common: Words,
  /** Words that say nothing about a matter. */
  empty: Words,
  lists: z.record(z.string(), Phrase),
  numbers: z.record(Phrase, z.number()),
  units: z.record(Phrase, Unit),
  /** Monday is 1. */
  weekdays: z.record(Phrase, z.number().int().min(1).max(7)),
  months: z.record(Phrase, z.number().int().min(1).max(12)),
  halves: z.record(Phrase, z.enum(['am', 'pm'])),
  /** The first that fits at a place wins. `hour`: what a word such as "noon" means. */
  when: z.array(z.strictObject({ says: Phrase, is: WhenIs, hour: z.number().optional() })),
  /** Right before a day it means the day before it, the latest that still holds. */
  before: Phrase,
  promises: z.strictObject({
    firm: z.array(Promised),
    /** After a promise of something else: it ends in a call. */
    calling: Phrases,
    /** A promise only together with a time. */
    dated: z.array(Promised),
    /** Right before one it is none. */
    denied: Phrases,
    /** Anywhere in the sentence it hangs on something else. */
    conditional: Phrases,
    /** Anywhere in the sentence it is done in the same breath. */
    now: Phrases,
  }),
  questions: z.strictObject({
    /** A sentence of the customer's that begins so asks, also without a question mark. */
    begins: Phrases,
    /** Anywhere in a sentence: it asks or requests. */
    requests: Phrases,
    /** Out of politeness or anger: nobody waits for the answer. */
    empty: Phrases,
  }),
  sentences: z.strictObject({
    greeting: Phrases,
    /** Thanks, apologies and other courtesies. */
    thanks: Phrases,
    /** Yes, no, fine: an answer to a question, but not what a request asks for. */
    short: Phrases,
    /** "I'll send it later": not the answer yet. */
    later: Phrases,
    /** Says that the matter is being looked at, no more. */
    holding: Phrases,
    /** What was promised has been done. */
    done: Phrases,
    /** Goes on with what was said before on another channel. */
    again: Phrases,
  }),
  /** What stands before the number. */
  references: z.strictObject({ order: Phrase, invoice: Phrase, ticket: Phrase, tracking: Phrase, number: Phrase }),
  /** Word to ISO 4217 code. */
  currencies: z.record(Phrase, z.string().length(3)),
  mood: z.strictObject({ bad: Phrases, worse: Phrases, good: Phrases, better: Phrases, not: Phrase }),
})
export type Rules = z.infer<typeof Rules>
