import type { BriefLine } from '#shared/contract/brief.ts'
import { contactsOf, type Matter, mattersOf } from './matter.ts'
import { moodOf } from './mood.ts'
import { promiseLine, promisesIn } from './promises.ts'
import { openQuestions, sideOf } from './questions.ts'
import { type Heard, hear, quoteOf, type Told } from './read.ts'
import { referencesIn } from './references.ts'

/** What is still open in other matters is told for so long, ms. */
const OTHERS = 60 * 24 * 3_600_000

const oneMatter: Matter = { all: [], words: new Set(), names: new Set() }

/**
 * What to know before speaking: facts from the history alone, each from one interaction. `history`: one customer's interactions, oldest first.
 * `now`: epoch ms. `timeZone`: IANA, whose days and hours are meant. The newest matter, and what is still open in others.
 */
export function makeBrief(history: readonly Told[], now: number, timeZone: string): BriefLine[] {
  const heard = hear(history)
  const matters = mattersOf(heard, timeZone)
  const newest = matters.findLast(({ all }) => all.some(each => each.direction === 'in' && !each.automatic)) ?? matters.at(-1) ?? oneMatter
  const recent = matters.filter(({ all }) => newest === oneMatter || now - (all.at(-1)?.at ?? 0) < OTHERS)
  const mood = moodOf(newest.all)
  return [
    ...aboutLines(newest),
    ...promiseLines(recent, newest, now, timeZone),
    ...questionLines([...new Set([...recent, newest])], timeZone),
    ...referenceLines(newest, timeZone),
    ...(mood ? [mood] : []),
  ]
}

function aboutLines(matter: Matter): BriefLine[] {
  const [first] = matter.all
  if (!first) return []
  const subject = matter.all.find(each => each.subject !== undefined && each.subject.trim() !== '')?.subject
  const telling = matter.all.find(each => each.direction === 'in' && each.sentences.some(says => !says.filler))
  const sentence = telling?.sentences.find(each => !each.filler && each.said.includes(' '))
  const lines: BriefLine[] = [
    {
      kind: 'matter',
      interaction: first.id,
      at: first.at,
      channel: first.channel,
      ...(subject !== undefined && { subject: subject.replace(/^(?:(?:re|rv|fwd?|rv|aw|wg)\s*:\s*)+/i, '').trim() }),
      ...(subject === undefined && telling && sentence && { words: quoteOf(telling.text, sentence).text }),
    },
  ]
  const contacts = contactsOf(matter)
  if (contacts) {
    const { asked, again, channels, latest } = contacts
    lines.push({ kind: 'contacts', interaction: latest.id, at: latest.at, asked, again, channels })
  }
  return lines
}

function promiseLines(matters: readonly Matter[], newest: Matter, now: number, timeZone: string): BriefLine[] {
  return [...new Set([...matters, newest])]
    .flatMap(matter =>
      matter.all.flatMap((each, index) =>
        promisesIn(each, timeZone).map(promised => ({ matter, line: promiseLine(promised, matter.all.slice(index + 1), now) })),
      ),
    )
    .flatMap(({ matter, line }) => (matter === newest || line.state !== 'kept' ? [line] : []))
    .sort((a, b) => a.interaction - b.interaction)
}

function questionLines(matters: readonly Matter[], timeZone: string): BriefLine[] {
  return matters
    .flatMap(({ all }) => openQuestions(all, timeZone))
    .sort((a, b) => a.by.id - b.by.id)
    .map(({ by, sentence }) => ({
      kind: 'question',
      by: sideOf(by.direction),
      interaction: by.id,
      at: by.at,
      quote: quoteOf(by.text, sentence),
    }))
}

function referenceLines({ all }: Matter, timeZone: string): BriefLine[] {
  const known = new Set<string>()
  return all.flatMap((each: Heard) =>
    referencesIn(each, timeZone).flatMap(({ type, value }): BriefLine[] => {
      const key = `${type} ${value}`
      if (known.has(key)) return []
      known.add(key)
      return [{ kind: 'reference', type, value, interaction: each.id, at: each.at }]
    }),
  )
}
