import { DAY, HOUR, MINUTE, SECOND } from '../calendar.ts'
import type { AttachmentKind, CallTouch } from '../touch.ts'

/** Shortest and longest time since the step before, ms. */
type Gap = readonly [number, number]

export interface WrittenStep {
  via: 'chat' | 'mail'
  direction: 'in' | 'out'
  /** Key of the words in the script. */
  say: string
  gap: Gap
  attach?: AttachmentKind
  automatic?: true
}

export interface CallStep {
  via: 'call'
  direction: 'in' | 'out'
  outcome: CallTouch['outcome']
  gap: Gap
  /** Seconds; when the story hangs on it. */
  ring?: number
}

/** What happens, on which channel and how fast. The words are in the script of each language. */
export type Step = WrittenStep | CallStep

const seconds = (from: number, to: number): Gap => [from * SECOND, to * SECOND]
const minutes = (from: number, to: number): Gap => [from * MINUTE, to * MINUTE]
const hours = (from: number, to: number): Gap => [from * HOUR, to * HOUR]
const days = (from: number, to: number): Gap => [from * DAY, to * DAY]

const chat = (direction: 'in' | 'out', say: string, gap: Gap): Step => ({ via: 'chat', direction, say, gap })
const mail = (direction: 'in' | 'out', say: string, gap: Gap, attach?: AttachmentKind): Step =>
  attach ? { via: 'mail', direction, say, gap, attach } : { via: 'mail', direction, say, gap }
const auto = (say: string): Step => ({ via: 'mail', direction: 'out', say, gap: seconds(20, 90), automatic: true })
const call = (direction: 'in' | 'out', outcome: CallStep['outcome'], gap: Gap): Step => ({ via: 'call', direction, outcome, gap })

const start = seconds(0, 0)
const bot = seconds(4, 15)
const quick = seconds(25, 200)
const goodbye = [chat('in', 'thanks', quick), chat('out', 'bye', quick)]

export const plots = {
  account: [
    chat('in', 'hello', start),
    chat('out', 'bot', bot),
    chat('in', 'data', minutes(1, 4)),
    chat('out', 'number', bot),
    mail('out', 'form', minutes(5, 90), 'pdf'),
    mail('in', 'signed', days(1, 3), 'pdf'),
    auto('ack'),
    call('in', 'missed', days(2, 6)),
    chat('in', 'waiting', minutes(2, 9)),
    chat('out', 'sorry', minutes(3, 40)),
    call('out', 'answered', hours(1, 6)),
    mail('out', 'done', minutes(5, 30)),
  ],
  parcel: [
    mail('in', 'lost', start),
    auto('ack'),
    mail('out', 'trace', hours(2, 20)),
    chat('in', 'where', days(2, 4)),
    chat('out', 'look', minutes(1, 9)),
    call('in', 'answered', days(1, 2)),
    mail('out', 'found', hours(1, 5)),
  ],
  charge: [
    call('in', 'missed', start),
    mail('in', 'twice', minutes(10, 60), 'pdf'),
    mail('out', 'check', hours(1, 8)),
    chat('in', 'when', days(2, 5)),
    chat('out', 'refund', minutes(1, 8)),
    ...goodbye,
  ],
  router: [
    chat('in', 'dead', start),
    chat('out', 'restart', minutes(1, 6)),
    chat('in', 'tried', minutes(3, 12)),
    chat('out', 'technician', minutes(1, 5)),
    call('out', 'answered', hours(3, 20)),
    chat('out', 'after', days(1, 2)),
    ...goodbye,
  ],
  booking: [
    chat('in', 'move', start),
    chat('out', 'slots', minutes(1, 6)),
    chat('in', 'choice', minutes(1, 15)),
    chat('out', 'set', quick),
    call('in', 'answered', days(1, 3)),
    call('out', 'busy', hours(2, 5)),
    call('out', 'answered', minutes(15, 60)),
  ],
  warranty: [
    mail('in', 'broken', start, 'png'),
    mail('out', 'proof', hours(2, 24)),
    mail('in', 'ticket', hours(3, 30), 'pdf'),
    mail('out', 'swap', hours(3, 24)),
  ],
  vat: [
    mail('in', 'wrong', start),
    mail('out', 'fixed', hours(3, 26), 'pdf'),
    mail('in', 'still', hours(1, 20)),
    call('out', 'missed', hours(1, 5)),
    mail('out', 'right', hours(1, 6), 'pdf'),
  ],
  blocked: [
    call('in', 'voicemail', start),
    chat('in', 'abroad', minutes(2, 8)),
    chat('out', 'verify', minutes(2, 10)),
    chat('in', 'code', minutes(1, 3)),
    chat('out', 'open', minutes(1, 5)),
    call('out', 'answered', hours(1, 4)),
  ],
  form: [
    mail('in', 'sent', start, 'pdf'),
    chat('in', 'nothing', days(4, 8)),
    chat('out', 'search', minutes(1, 10)),
    mail('in', 'again', hours(1, 5), 'pdf'),
    mail('out', 'got', hours(1, 8)),
  ],
  complaint: [
    mail('in', 'first', start),
    auto('ack'),
    chat('in', 'second', days(2, 4)),
    chat('out', 'pass', minutes(2, 12)),
    call('in', 'answered', days(1, 3)),
    mail('in', 'third', days(2, 4)),
    call('out', 'answered', hours(2, 8)),
    mail('out', 'resolve', minutes(10, 50)),
  ],
  cancel: [
    mail('in', 'leave', start),
    call('out', 'missed', hours(2, 20)),
    call('out', 'answered', hours(3, 24)),
    mail('out', 'end', hours(1, 5), 'pdf'),
  ],
  ask: [chat('in', 'question', start), chat('out', 'answer', minutes(1, 12)), ...goodbye],
  askMail: [mail('in', 'question', start), mail('out', 'answer', hours(1, 20))],
  usage: [
    mail('in', 'report', start),
    mail('out', 'list', hours(1, 20), 'csv'),
    mail('in', 'thanksMail', hours(1, 20)),
    mail('out', 'closing', hours(1, 5)),
  ],
  phoned: [call('in', 'answered', start)],
  calledBack: [call('in', 'missed', start), call('out', 'answered', minutes(8, 90))],
  voicemail: [call('in', 'voicemail', start), call('out', 'busy', hours(1, 3)), call('out', 'answered', minutes(12, 80))],
  unreached: [call('in', 'missed', start), call('in', 'missed', minutes(3, 15)), call('in', 'answered', minutes(20, 100))],
  lucia: [
    chat('in', 'hello', start),
    chat('out', 'bot', bot),
    chat('in', 'data', minutes(1, 3)),
    chat('out', 'number', bot),
    chat('in', 'clear', quick),
    chat('out', 'formSoon', bot),
    mail('out', 'form', minutes(20, 40), 'pdf'),
    mail('in', 'signed', hours(20, 30), 'pdf'),
    auto('ack'),
    mail('in', 'anyNews', days(5, 6)),
    mail('out', 'lostForm', hours(3, 8)),
    mail('in', 'signedAgain', hours(1, 3), 'pdf'),
    chat('in', 'status', days(6, 7)),
    chat('out', 'passed', minutes(2, 6)),
    chat('in', 'fine', quick),
    chat('out', 'promise', quick),
    { via: 'call', direction: 'in', outcome: 'missed', gap: days(5, 6), ring: 32 },
    // WhatsApp's clock has no seconds: five minutes here read as four.
    chat('in', 'waiting', minutes(5, 5)),
  ],
  jonas: [
    mail('in', 'slow', start),
    mail('out', 'measure', hours(3, 8)),
    mail('in', 'measured', days(1, 2), 'png'),
    mail('out', 'visit', hours(3, 8)),
    chat('in', 'nobody', days(4, 5)),
    chat('out', 'apology', minutes(2, 7)),
    chat('in', 'date', minutes(1, 3)),
    chat('out', 'newDate', minutes(1, 4)),
    call('out', 'answered', days(2, 3)),
    { via: 'call', direction: 'in', outcome: 'missed', gap: days(3, 4), ring: 48 },
    { via: 'call', direction: 'in', outcome: 'missed', gap: minutes(9, 11), ring: 32 },
  ],
  keiko: [
    mail('in', 'name', start),
    mail('out', 'nameDone', hours(5, 20), 'pdf'),
    chat('in', 'twiceBilled', days(9, 12)),
    chat('out', 'checking', minutes(3, 9)),
    chat('in', 'please', quick),
    call('out', 'answered', days(1, 2)),
    mail('in', 'invoice', days(6, 8), 'pdf'),
  ],
} as const satisfies Record<string, readonly Step[]>

export type PlotName = keyof typeof plots

/** Words for one story: the `subject` of its mails and, for each step, the ways to say it. See `speak.ts` for the notation. */
export type Script = Readonly<Record<string, readonly string[]>>

/** Everything one language needs. `scripts` may leave out the plots of a single person. */
export interface Phrases {
  /** Locale for dates in slots. */
  locale: string
  currency: (amount: string) => string
  greetingIn: readonly string[]
  greetingOut: readonly string[]
  closingIn: readonly string[]
  closingOut: readonly string[]
  replyPrefix: string
  streets: readonly string[]
  devices: readonly string[]
  places: readonly string[]
  carriers: readonly string[]
  /** Chat endings, used by every plot. */
  thanks: readonly string[]
  bye: readonly string[]
  ack: readonly string[]
  scripts: Readonly<Partial<Record<PlotName, readonly Script[]>>>
}
