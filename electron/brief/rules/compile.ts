import { fold } from '../text.ts'
import type { Rules, WhenIs } from './schema.ts'

/** A list of phrases as one expression on folded text. */
export type Matcher = RegExp

/** A dictionary's words as one expression, and what each means. */
export type Meaning<T> = (said: string) => T | undefined

export interface Compiled {
  language: string
  common: ReadonlySet<string>
  empty: ReadonlySet<string>
  number: Meaning<number>
  unit: Meaning<Rules['units'][string]>
  weekday: Meaning<number>
  month: Meaning<number>
  half: Meaning<'am' | 'pm'>
  when: { says: Matcher; is: WhenIs; hour: number | undefined }[]
  /** Days with their month, of `when`. */
  dates: Matcher[]
  /** Matches at the end of what stands before. */
  before: Matcher
  promises: {
    /** Any of them: most sentences promise nothing. */
    any: Matcher
    firm: { says: Matcher; act: 'call' | 'reply' | 'do' }[]
    dated: { says: Matcher; act: 'call' | 'reply' | 'do' }[]
    calling: Matcher
    denied: Matcher
    conditional: Matcher
    now: Matcher
  }
  questions: { begins: Matcher; requests: Matcher; empty: Matcher }
  sentences: Record<keyof Rules['sentences'], Matcher>
  references: { order: Matcher; invoice: Matcher; ticket: Matcher; tracking: Matcher }
  currencies: { after: Matcher; code: Meaning<string> }
  mood: { bad: Matcher; worse: Matcher; good: Matcher; better: Matcher; not: Matcher }
}

const START = '(?<![a-z0-9])(?!\\s)'
const END = '(?![a-z0-9])'
/** Never matches. */
const NOTHING = /(?!)/g

/** A number somebody gave to something: at least three digits, letters in front, parts joined by dashes or strokes. */
const CODE = '(?<code>[a-z]{0,5}-?\\d(?:[a-z0-9]|[/-](?=[a-z0-9]))*)'

/** Builds the expressions of one language once. Throws SyntaxError for a phrase that is none. */
export function compile(rules: Rules): Compiled {
  const anyOf = (words: Record<string, unknown>): string => Object.keys(words).join('|')
  const built: Record<string, string> = {
    n: `(?<n>\\d{1,3}|${anyOf(rules.numbers)})`,
    unit: `(?<unit>${anyOf(rules.units)})`,
    weekday: `(?<weekday>${anyOf(rules.weekdays)})`,
    day: '(?<day>\\d{1,2})',
    mm: '(?<month>\\d{1,2})',
    month: `(?<month>${anyOf(rules.months)})`,
    year: '(?<year>\\d{4})',
    hour: '(?<hour>\\d{1,2})',
    minute: '(?<minute>\\d{2})',
    half: `(?<half>${anyOf(rules.halves)})`,
  }
  const open = (phrase: string, depth = 0): string =>
    phrase.replace(/\{([a-z]+)\}/gi, (_, name: string) => {
      const list = built[name] ?? rules.lists[name]
      if (list === undefined || depth > 5) throw new SyntaxError(`no list ${name} in ${rules.language}`)
      return `(?:${open(list, depth + 1)})`
    })
  // Group names keep their case: only what is said is folded, and they are lower case already.
  // A blank is no more than a few, and a letter is what START and END take for one: else a mail of blanks or underlines takes as long as its square.
  const source = (phrase: string): string =>
    fold(open(phrase))
      .replaceAll('\\w', '[a-z0-9]')
      .replace(/ (\?)?/g, (_, maybe) => (maybe ? '\\s{0,9}' : '\\s{1,9}'))
  const any = (phrases: readonly string[]): string => phrases.map(source).join('|')
  const anywhere = (phrases: readonly string[]): Matcher =>
    phrases.length === 0 ? NOTHING : new RegExp(`${START}(?:${any(phrases)})${END}`, 'g')
  const alone = (phrases: readonly string[]): Matcher => new RegExp(`^(?:${any(phrases)})${END}`, 'g')
  const before = (phrases: readonly string[]): Matcher => new RegExp(`${START}(?:${any(phrases)})\\s{1,9}$`, 'g')
  const numbered = (phrase: string): Matcher =>
    new RegExp(`${START}(?:${source(phrase)})(?:\\s{1,9}(?:${source(rules.references.number)}))?[\\s:#.]{0,9}${CODE}${END}`, 'g')
  const meaning = <T>(words: Record<string, T>): Meaning<T> => {
    const all = Object.entries(words).map(([word, means]) => ({ is: new RegExp(`^(?:${source(word)})$`), means }))
    return said => all.find(({ is }) => is.test(said))?.means
  }
  const promised = (all: Rules['promises']['firm']) => all.map(({ says, act }) => ({ says: anywhere([says]), act }))
  const { promises, questions, sentences, references, mood } = rules
  return {
    language: rules.language,
    common: new Set(rules.common.map(fold)),
    empty: new Set([...rules.empty, ...rules.common].map(fold)),
    number: meaning(rules.numbers),
    unit: meaning(rules.units),
    weekday: meaning(rules.weekdays),
    month: meaning(rules.months),
    half: meaning(rules.halves),
    when: rules.when.map(({ says, is, hour }) => ({ says: anywhere([says]), is, hour })),
    dates: rules.when.flatMap(({ says, is }) => (is === 'date' ? anywhere([says]) : [])),
    before: before([rules.before]),
    promises: {
      any: anywhere([...promises.firm, ...promises.dated].map(({ says }) => says)),
      firm: promised(promises.firm),
      dated: promised(promises.dated),
      calling: anywhere(promises.calling),
      denied: before(promises.denied),
      conditional: anywhere(promises.conditional),
      now: anywhere(promises.now),
    },
    questions: {
      begins: alone(questions.begins),
      requests: anywhere(questions.requests),
      empty: anywhere(questions.empty),
    },
    sentences: {
      greeting: alone(sentences.greeting),
      thanks: anywhere(sentences.thanks),
      short: alone(sentences.short),
      later: anywhere(sentences.later),
      holding: anywhere(sentences.holding),
      done: anywhere(sentences.done),
      again: anywhere(sentences.again),
    },
    references: {
      order: numbered(references.order),
      invoice: numbered(references.invoice),
      ticket: numbered(references.ticket),
      tracking: numbered(references.tracking),
    },
    currencies: { after: new RegExp(`^\\s?(?<word>${any(Object.keys(rules.currencies))})${END}`), code: meaning(rules.currencies) },
    mood: {
      bad: anywhere(mood.bad),
      worse: anywhere(mood.worse),
      good: anywhere(mood.good),
      better: anywhere(mood.better),
      not: before([mood.not]),
    },
  }
}

/** Whether it occurs; expressions are kept with their place, so this starts anew. */
export function says(matcher: Matcher, said: string): boolean {
  matcher.lastIndex = 0
  return matcher.test(said)
}
