import { readFileSync } from 'node:fs'
import * as z from 'zod'
import type { BriefLine } from '#shared/contract/brief.ts'
import { CallOutcome, Channel, Direction } from '#shared/model/interaction.ts'
import { localToUtc, zoneOffset } from '#shared/model/local-time.ts'
import { makeBrief } from '../../../electron/brief/brief.ts'
import type { Told } from '../../../electron/brief/read.ts'
import { splitQuoted } from '../../../electron/connectors/email/content/quoted.ts'

/** tests/fixtures/brief/README.md says what each label means. */
const History = z.strictObject({
  name: z.string(),
  zone: z.string(),
  now: z.string(),
  matter: z.strictObject({ since: z.number(), asked: z.number(), again: z.number() }),
  mood: z.enum(['upset', 'calm', 'pleased']),
  interactions: z.array(
    z.strictObject({
      at: z.string(),
      via: Channel,
      way: Direction,
      text: z.string().default(''),
      subject: z.string().optional(),
      thread: z.string().optional(),
      call: z.string().optional(),
      files: z.number().default(0),
      auto: z.boolean().default(false),
      promise: z.array(z.string()).default([]),
      open: z.boolean().default(false),
      refs: z.array(z.string()).default([]),
    }),
  ),
})
type History = z.infer<typeof History>

export const sets = ['dev-en', 'dev-es', 'later-en', 'later-es', 'held-en', 'held-es'] as const
export type SetName = (typeof sets)[number]

export function readSet(set: SetName): History[] {
  return z.array(History).parse(JSON.parse(readFileSync(new URL(`../../fixtures/brief/${set}.json`, import.meta.url), 'utf8')))
}

function instant(local: string, zone: string): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = local.split(/[- :]/).map(Number)
  return localToUtc(year, month, day, hour, minute, 0, zone)
}

function local(at: number, zone: string): string {
  return new Date(at + zoneOffset(at, zone)).toISOString().slice(0, 16).replace('T', ' ')
}

/** The interactions as ingest leaves them: of a mail only the words it adds. The id is the place. */
function toldOf({ interactions, zone }: History): Told[] {
  return interactions.map(({ at, via, way, text, subject, thread, call, files, auto }, id) => {
    const [outcome, talk] = call?.split(' ') ?? []
    return {
      id,
      at: instant(at, zone),
      channel: via,
      direction: way,
      text: via === 'email' ? splitQuoted(text).text : text,
      automatic: auto,
      files,
      ...(subject !== undefined && { subject }),
      ...(thread !== undefined && { thread }),
      ...(outcome !== undefined && { call: { outcome: CallOutcome.parse(outcome), talk: Number(talk) } }),
    }
  })
}

export const kinds = ['commitments', 'kept or not', 'open questions', 'since', 'asked', 'again', 'references', 'mood'] as const
export type Kind = (typeof kinds)[number]
type Facts = Record<Kind, string[]>

function labelled({ interactions, matter, mood }: History): Facts {
  const promises = interactions.flatMap(({ promise }, index) => promise.map(each => ({ index, due: each.replace(/ \w+$/, ''), each })))
  return {
    commitments: promises.map(({ index, due }) => `${index} ${due}`),
    'kept or not': promises.map(({ index, each }) => `${index} ${each}`),
    'open questions': interactions.flatMap(({ open }, index) => (open ? [String(index)] : [])),
    since: [String(matter.since)],
    asked: [String(matter.asked)],
    again: [String(matter.again)],
    references: interactions.flatMap(({ refs }) => refs),
    mood: mood === 'calm' ? [] : [mood],
  }
}

function found(lines: BriefLine[], zone: string): Facts {
  const facts: Facts = {
    commitments: [],
    'kept or not': [],
    'open questions': [],
    since: [],
    asked: [],
    again: [],
    references: [],
    mood: [],
  }
  for (const line of lines) {
    if (line.kind === 'promise') {
      const due = line.due ? local(line.due.at, zone).slice(0, line.due.exact ? 16 : 10) : '-'
      facts.commitments.push(`${line.interaction} ${due}`)
      facts['kept or not'].push(`${line.interaction} ${due} ${line.state}`)
    } else if (line.kind === 'question') facts['open questions'].push(String(line.interaction))
    else if (line.kind === 'matter') facts.since.push(String(line.interaction))
    else if (line.kind === 'contacts') {
      facts.asked.push(String(line.asked))
      facts.again.push(String(line.again))
    } else if (line.kind === 'reference') facts.references.push(`${line.type}:${line.value}`)
    else facts.mood.push(line.mood)
  }
  return facts
}

export interface Score {
  right: number
  /** Found, but not labelled. */
  extra: number
  /** Labelled, but not found. */
  missed: number
}

export const precision = ({ right, extra }: Score): number => (right + extra === 0 ? 1 : right / (right + extra))
export const recall = ({ right, missed }: Score): number => (right + missed === 0 ? 1 : right / (right + missed))

/** Compares what the rules find in a set with its labels. `tell` hears each difference. */
export function score(
  histories: readonly History[],
  tell?: (difference: { history: string; kind: Kind; what: string; is: 'extra' | 'missed' }) => void,
): Record<Kind, Score> {
  const none = (): Score => ({ right: 0, extra: 0, missed: 0 })
  const scores = Object.fromEntries(kinds.map(kind => [kind, none()]))
  for (const history of histories) {
    const has = found(makeBrief(toldOf(history), instant(history.now, history.zone), history.zone), history.zone)
    const should = labelled(history)
    for (const kind of kinds) {
      const left = [...should[kind]]
      const sum = scores[kind] ?? none()
      for (const what of has[kind]) {
        const index = left.indexOf(what)
        if (index >= 0) {
          left.splice(index, 1)
          sum.right += 1
        } else {
          sum.extra += 1
          tell?.({ history: history.name, kind, what, is: 'extra' })
        }
      }
      sum.missed += left.length
      for (const what of left) tell?.({ history: history.name, kind, what, is: 'missed' })
    }
  }
  return z.record(z.enum(kinds), z.custom<Score>()).parse(scores)
}
