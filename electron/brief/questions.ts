import type { Direction } from '#shared/model/interaction.ts'
import { promisesIn } from './promises.ts'
import type { Heard, Read } from './read.ts'
import { says } from './rules/compile.ts'

/** A call this long can have answered anything, seconds. */
const TALK = 60

/** What a message does to an open question of the other side. */
interface Answer {
  /** Says something of substance. */
  tells: boolean
  /** Yes, no, fine; a promise to do it; or asks for something in return without a question mark. Enough for a question, not for a request. */
  agrees: boolean
}

/** Follows a matter oldest first and keeps what nobody has answered. */
export interface Asked {
  by: Heard
  sentence: Read
}

/**
 * The questions and requests of one matter that are still open, oldest first. A message that says something of substance answers all that the
 * other side asked before in it, so does a call of a minute: which of several questions it answers, single words do not tell.
 */
export function openQuestions(matter: readonly Heard[], timeZone: string): Asked[] {
  let open: Asked[] = []
  for (const heard of matter) {
    if (heard.automatic) continue
    if (heard.channel === 'phone' && heard.call?.outcome === 'answered' && heard.call.talk >= TALK) open = []
    const { tells, agrees } = answerIn(heard, timeZone)
    open = open.filter(({ by, sentence }) => by.direction === heard.direction || !(tells || (agrees && !sentence.requests)))
    const asking = heard.sentences.filter(each => each.asks)
    // "I would like to return it. How do I do that?": what is asked last is what is waited for.
    const sentence = asking.at(-1)
    // A solved case waits for nobody; what is asked again opens it again.
    if (sentence && !heard.case?.over) open.push({ by: heard, sentence })
  }
  return open
}

function answerIn(heard: Heard, timeZone: string): Answer {
  if (heard.files > 0) return { tells: true, agrees: true }
  const promises = promisesIn(heard, timeZone)
  const postponed = (each: Read) => promises.some(promise => promise.sentence === each) || (heard.direction === 'in' && each.later)
  const tells = heard.sentences.some(
    each => !each.asks && !each.filler && !postponed(each) && (isDone(each, heard) || (!each.short && substantial(each, heard))),
  )
  const agrees =
    heard.sentences.some(each => (each.short && !each.asks) || (each.requests && !each.said.includes('?'))) ||
    promises.some(promise => promise.act === 'do')
  return { tells, agrees }
}

/** "Cancelled. Anything else?": of ours, one word is all there is to say. */
function isDone({ said }: Read, { direction, rules }: Heard): boolean {
  return direction === 'out' && says(rules.sentences.done, said)
}

/** More than the name and the office under a mail. */
function substantial({ said }: Read, { channel, sentences }: Heard): boolean {
  if (sentences.length === 1) return true
  const words = said.match(/[a-z0-9]+|[^\0-\x7f]+/g)?.length ?? 0
  if (channel !== 'email') return words > 1 || /\d/.test(said)
  return words > 4 || ((words > 2 || /\d/.test(said)) && /[.!;:…]$/.test(said))
}

export const sideOf = (direction: Direction): 'us' | 'customer' => (direction === 'out' ? 'us' : 'customer')
