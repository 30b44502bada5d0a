import { SECOND, wall } from '../calendar.ts'
import { agents, company } from '../names.ts'
import type { Random } from '../random.ts'
import type { CallTouch } from '../touch.ts'
import { asDialled } from './numbers.ts'

/** One record; times are epoch ms. */
interface Leg {
  src: string
  dst: string
  context: string
  callerId: string
  channel: string
  dstChannel: string
  app: string
  data: string
  start: number
  answer?: number
  end: number
  disposition: 'ANSWERED' | 'NO ANSWER' | 'BUSY'
  uniqueId: string
}

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`
const time = (at: number | undefined): string => (at === undefined ? '' : wall(at).toISOString().slice(0, 19).replace('T', ' '))

/** Column order of cdr_csv with `loguniqueid`, `loguserfield` and `newcdrcolumns` (cdr_csv.c, `build_csv_record`). */
function row(leg: Leg, linkedId: string, sequence: number): string {
  const seconds = (from: number): number => (leg.end - from) / SECOND
  return [
    quote(''),
    ...[leg.src, leg.dst, leg.context, leg.callerId, leg.channel, leg.dstChannel, leg.app, leg.data].map(quote),
    ...[time(leg.start), time(leg.answer), time(leg.end)].map(quote),
    seconds(leg.start),
    leg.answer === undefined ? 0 : seconds(leg.answer),
    ...[leg.disposition, 'DOCUMENTATION', leg.uniqueId, '', '', linkedId].map(quote),
    sequence,
  ].join(',')
}

/** The records of one call, in the order in which Asterisk ends them. */
function legsOf(call: CallTouch, serial: number, random: Random): { linkedId: string; legs: Leg[] } {
  const { person, agent, at: start, outcome, ring, talk } = call
  const tag = (n: number): string => (serial * 4 + n).toString(16).padStart(8, '0')
  const linkedId = `${start / SECOND}.${serial * 4}`
  const number = asDialled(person.phone)
  const answer = start + ring * SECOND
  const end = answer + talk * SECOND
  const station = (extension: string, n: number): string => `PJSIP/${extension}-${tag(n)}`
  const trunk = `PJSIP/trunk-${tag(0)}`
  const line = asDialled(company.number)

  if (call.direction === 'out') {
    const disposition = outcome === 'answered' ? 'ANSWERED' : outcome === 'busy' ? 'BUSY' : 'NO ANSWER'
    const leg: Leg = {
      src: agent.extension,
      dst: number,
      context: 'from-internal',
      callerId: `"${agent.name}" <${agent.extension}>`,
      channel: station(agent.extension, 0),
      dstChannel: `PJSIP/trunk-${tag(1)}`,
      app: 'Dial',
      data: `PJSIP/${number}@trunk,60`,
      start,
      end,
      disposition,
      uniqueId: linkedId,
    }
    return { linkedId, legs: [outcome === 'answered' ? { ...leg, answer } : leg] }
  }

  // The line names most callers; of the others only the number is known.
  const named = person.email !== undefined || Number(number.at(-1)) < 7
  const name = `"${named ? person.shownAs : number}" <${number}>`
  const incoming = {
    src: number,
    dst: line,
    context: 'from-trunk',
    callerId: name,
    channel: trunk,
    app: 'Queue',
    data: `soporte-${person.language},t,,,60`,
    uniqueId: linkedId,
  }
  const rang = (extension: string, n: number, from: number, until: number): Leg => ({
    ...incoming,
    dstChannel: station(extension, n),
    start: from,
    end: until,
    disposition: 'NO ANSWER',
  })
  const legs: Leg[] = []
  // The queue tries somebody else first in about a third of the calls.
  const colleagues = agents[person.language].filter(other => other !== agent)
  const passed = ring > 16 && colleagues.length > 0 ? start + 15 * SECOND : start
  if (passed > start) legs.push(rang(random.pick(colleagues).extension, 1, start, passed))
  if (outcome === 'answered')
    legs.push({ ...incoming, dstChannel: station(agent.extension, 2), start: passed, answer, end, disposition: 'ANSWERED' })
  else if (outcome === 'voicemail') {
    legs.push(rang(agent.extension, 2, passed, answer))
    legs.push({ ...incoming, dstChannel: '', app: 'VoiceMail', data: '200@default,u', start: answer, answer, end, disposition: 'ANSWERED' })
  } else legs.push(rang(agent.extension, 2, passed, answer))
  return { linkedId, legs }
}

/** Asterisk's `Master.csv`, local time, no header. @param calls oldest first */
export function cdrOf(calls: readonly CallTouch[], random: Random): string {
  let sequence = 0
  return calls
    .flatMap((call, serial) => {
      const { linkedId, legs } = legsOf(call, serial, random)
      return legs.map(leg => `${row(leg, linkedId, sequence++)}\n`)
    })
    .join('')
}
