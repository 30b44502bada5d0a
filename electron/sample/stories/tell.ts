import { MINUTE, SECOND, whenAwake, whenOpen } from '../calendar.ts'
import { agents } from '../names.ts'
import type { Random } from '../random.ts'
import type { Agent, Language, MailTouch, Person, Touch } from '../touch.ts'
import { type Phrases, type PlotName, plots, type Script, type Step, type WrittenStep } from './plots.ts'
import { type Slots, slotsFor, speak } from './speak.ts'
import { german } from './stories-de.ts'
import { english } from './stories-en.ts'
import { spanish } from './stories-es.ts'
import { japanese } from './stories-ja.ts'

export const phrases: Record<Language, Phrases> = { es: spanish, en: english, de: german, ja: japanese }

/** Scripts that tell more than one plot. */
const scriptName = (plot: PlotName): PlotName => (plot === 'askMail' ? 'ask' : plot)

const stepsOf = (plot: PlotName): readonly Step[] => plots[plot]

/** Whether this person can live through this plot: has its channels and words in their language. */
export function canLive(person: Person, plot: PlotName): boolean {
  const steps = stepsOf(plot)
  if (steps.some(step => step.via !== 'call') && !phrases[person.language].scripts[scriptName(plot)]) return false
  return steps.every(step => (step.via === 'mail' ? person.email : step.via === 'chat' ? person.chat : person.calls))
}

/** Steps after which the customer is waiting for us. */
export function waitingCuts(plot: PlotName): number[] {
  const steps = stepsOf(plot)
  return steps.flatMap((step, i) => {
    const last = step.direction === 'in' && steps[i + 1]?.direction !== 'in'
    const unheard = step.via !== 'call' || step.outcome === 'missed' || step.outcome === 'voicemail'
    return last && unheard && !(step.via !== 'call' && step.say.startsWith('thanks')) ? [i + 1] : []
  })
}

interface Teller {
  person: Person
  phrases: Phrases
  script: Script
  slots: Slots
  subject: string
  random: Random
}

const atOrThrow = (script: Script, key: string): readonly string[] => {
  const variants = script[key]
  if (!variants) throw new RangeError(`no words for ${key}`)
  return variants
}

/** Some words serve chats and mails: a mail has its greeting already, and capitals. German goes on in small letters after it. */
function asLetter(text: string, language: Language): string {
  const bare = text.replaceAll(' // ', '\n').replace(/^(?:hola|buenas|hi|hello|hallo|guten tag)[,!]? /i, '')
  const begun = language === 'de' ? bare : bare.replace(/^[¿¡]?\p{Ll}/u, first => first.toUpperCase())
  return begun.replace(/(?<=[.!?]\s)\p{Ll}/gu, first => first.toUpperCase())
}

function words(teller: Teller, step: WrittenStep, agent: Agent): string {
  const { person, phrases, script, slots, random } = teller
  const shared = step.say === 'thanks' ? phrases.thanks : step.say === 'bye' ? phrases.bye : step.say === 'ack' ? phrases.ack : undefined
  const text = speak(shared ?? atOrThrow(script, step.say), slots, agent, random)
  if (step.via === 'chat') return text
  const [greetings, closings] =
    step.direction === 'in' ? [phrases.greetingIn, phrases.closingIn] : [phrases.greetingOut, phrases.closingOut]
  const greeting = speak(greetings, slots, agent, random)
  const closing = step.automatic ? 'Alba Telecom' : speak(closings, slots, agent, random)
  return `${greeting}\n\n${asLetter(text, person.language)}\n\n${closing}`
}

/** Agents and callers keep hours; robots and quick answers within a conversation do not. */
function moment(step: Step, at: number, random: Random): number {
  const [shortest, longest] = step.gap
  const next = at + random.int(shortest / SECOND, longest / SECOND) * SECOND
  const robot = longest > 0 && longest <= 15 * SECOND
  if (robot || (step.via !== 'call' && step.automatic)) return next
  if (step.direction === 'out' || (step.via === 'call' && step.outcome === 'answered')) return whenOpen(next, random)
  return longest === 0 || longest > 45 * MINUTE ? whenAwake(next, random) : next
}

function* live(teller: Teller, step: Step, at: number, agent: Agent, replyTo: MailTouch | undefined): Generator<Touch> {
  const { person, random } = teller
  const common = { person, agent, direction: step.direction }
  if (step.via === 'call') {
    const ring = step.ring ?? (step.outcome === 'missed' ? random.int(14, 48) : random.int(4, 26))
    const talk = step.outcome === 'answered' ? random.int(55, 620) : step.outcome === 'voicemail' ? random.int(8, 55) : 0
    yield { ...common, kind: 'call', at, outcome: step.outcome, ring, talk }
    return
  }
  const text = words(teller, step, agent)
  if (step.via === 'mail') {
    const subject = replyTo ? teller.phrases.replyPrefix + teller.subject : teller.subject
    const mail: MailTouch = { ...common, kind: 'mail', at, subject, body: text, automatic: step.automatic === true }
    if (replyTo) mail.replyTo = replyTo
    if (step.attach) mail.attach = step.attach
    yield mail
    return
  }
  let next = at
  for (const line of text.split(' // ')) {
    const mark =
      step.direction === 'in' && random.chance(0.02)
        ? random.pick(person.chat === 'telegram' ? (['edited', 'photo'] as const) : (['edited', 'deleted', 'photo'] as const))
        : undefined
    yield mark ? { ...common, kind: 'chat', at: next, text: line, mark } : { ...common, kind: 'chat', at: next, text: line }
    next += random.int(3, 25) * SECOND
  }
}

/** One story from its beginning (epoch ms) on, at most `steps` long; oldest first. The last touch may lie after any limit. */
export function tell(person: Person, plot: PlotName, start: number, random: Random, steps = Number.POSITIVE_INFINITY): Touch[] {
  const language = phrases[person.language]
  const script = random.pick<Script>(language.scripts[scriptName(plot)] ?? [{}])
  const slots = slotsFor(person, language, start, random)
  const agent = random.pick(agents[person.language])
  const subject = script.subject ? speak(script.subject, slots, agent, random) : ''
  const teller: Teller = { person, phrases: language, script, slots, subject, random }
  const touches: Touch[] = []
  let at = start
  let mail: MailTouch | undefined
  for (const step of stepsOf(plot).slice(0, steps)) {
    at = moment(step, at, random)
    const by = random.chance(0.8) ? agent : random.pick(agents[person.language])
    for (const touch of live(teller, step, at, by, mail)) {
      touches.push(touch)
      at = touch.at
      if (touch.kind === 'mail') mail = touch
    }
  }
  return touches
}
