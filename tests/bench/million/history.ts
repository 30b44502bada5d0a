import type { Incoming, Party } from '../../../electron/connectors/connector.ts'
import { createRandom, type Random } from '../../../electron/sample/random.ts'
import { type Person, person } from './people.ts'
import { makeTexts } from './texts.ts'

/** An interaction and the connector that brings it. */
export interface Told {
  connector: 'mbox' | 'whatsapp' | 'asterisk' | 'sms-backup'
  item: Incoming
}

/** How many customers a workspace of so many interactions has, and how many of those one of them has. */
export function shape(interactions: number): { customers: number; large: number } {
  return { customers: Math.min(50_000, interactions / 10), large: Math.min(100_000, interactions / 10) }
}

/** The last interaction is of this time; the others lie in the five years before. Fixed, so that every run reads the same. */
export const LAST = Date.UTC(2026, 0, 31, 18)
const YEARS = 5 * 365 * 24 * 3600_000
const MINUTE = 60_000
const ours: Record<'email' | 'phone' | 'chat', Party> = {
  email: { kind: 'email', address: 'support@alba.example', name: 'Alba Telecom', own: true },
  phone: { kind: 'phone', address: '+34919000100', own: true },
  chat: { kind: 'handle', address: 'whatsapp:alba telecom', name: 'Alba Telecom', own: true },
}

/** Customer 0 is the one with very many: mail, chat, calls and messages all mixed. */
export const LARGE = 0

/**
 * The same interactions for the same number of them: mail threads, chats, calls and messages of customers, in time order but for those that
 * overlap. A few customers are heard from often, most seldom, each at least about once.
 */
export function* history(interactions: number): Generator<Told> {
  const { customers, large } = shape(interactions)
  const random = createRandom(1)
  const texts = makeTexts(random)
  const people = new Map<number, Person>()
  const step = YEARS / interactions
  let count = 0
  let largeCount = 0
  let episodes = 0
  while (count < interactions) {
    episodes++
    const isLarge = largeCount * interactions < large * count
    const index = isLarge ? LARGE : other(episodes, customers, random)
    const who = people.get(index) ?? person(index)
    people.set(index, who)
    for (const told of episode(who, LAST - YEARS + count * step, random, texts)) {
      if (count === interactions) return
      count++
      if (isLarge) largeCount++
      yield told
    }
  }
}

/** Two in five come in turn, so that everybody does; the rest are drawn, low numbers more often. */
function other(episode: number, customers: number, random: Random): number {
  const rest = customers - 1
  if (episode % 5 < 2) return 1 + ((Math.floor(episode / 5) * 2 + (episode % 5)) % rest)
  const draw = random.int(0, 1 << 24) / ((1 << 24) + 1)
  return 1 + Math.floor(rest * draw * draw * draw)
}

type Texts = ReturnType<typeof makeTexts>

function episode(who: Person, at: number, random: Random, texts: Texts): Told[] {
  const draw = random.int(0, 99)
  if (draw < 40) return mails(who, at, random, texts)
  if (draw < 62) return chat(who, at, random, texts)
  if (draw < 88) return [call(who, at, random)]
  return [sms(who, at, random, texts)]
}

const id = (random: Random): string => `${random.int(0, 2 ** 31).toString(36)}${random.int(0, 2 ** 31).toString(36)}`
const between = (out: boolean, them: Party, us: Party) => (out ? { from: us, to: [them] } : { from: them, to: [us] })

function mails(who: Person, begin: number, random: Random, texts: Texts): Told[] {
  const subject = `${texts(who.tongue, random.int(3, 7), random).replace(/[.?。？؟]$/, '')} AT-${random.int(100_000, 999_999)}`
  const references: string[] = []
  let at = begin
  let before = ''
  return Array.from({ length: random.int(1, 4) }, (_, index) => {
    const out = index % 2 === 1
    const sourceId = `${id(random)}@${out ? 'alba' : 'customer'}.example`
    const text = texts(who.tongue, random.int(15, random.chance(0.2) ? 300 : 90), random)
    const item: Incoming = {
      sourceId,
      channel: 'email',
      direction: out ? 'out' : 'in',
      occurredAt: Math.floor(at),
      ...between(out, who.mail, ours.email),
      subject: index === 0 ? subject : `Re: ${subject}`,
      text,
      references: [...references],
      file: 'archive.mbox',
      ...(before !== '' && random.chance(0.4) && { quoted: before.replace(/^/gm, '> ') }),
      ...(random.chance(0.05) && { attachments: [{ name: `AT-${random.int(1000, 9999)}.pdf`, type: 'application/pdf', size: 48_200 }] }),
    }
    references.push(sourceId)
    before = text
    at += random.int(20, 1500) * MINUTE
    return { connector: 'mbox', item } as const
  })
}

function chat(who: Person, begin: number, random: Random, texts: Texts): Told[] {
  let at = begin
  return Array.from({ length: random.int(1, 9) }, (_, index) => {
    const out = index > 0 && random.chance(0.5)
    const item: Incoming = {
      sourceId: id(random),
      channel: 'chat',
      direction: out ? 'out' : 'in',
      occurredAt: Math.floor(at),
      ...between(out, who.chat, ours.chat),
      text: texts(who.tongue, random.int(2, 22), random),
      thread: who.chat.address,
      file: 'chat.txt',
      line: index + 1,
    }
    at += random.int(5, 240) * 1000
    return { connector: 'whatsapp', item } as const
  })
}

function call(who: Person, at: number, random: Random): Told {
  const out = random.chance(0.3)
  const outcome = random.pick(['answered', 'answered', 'answered', 'missed', 'busy', 'voicemail'] as const)
  const talk = outcome === 'answered' || outcome === 'voicemail' ? random.int(10, 900) : 0
  const ring = random.int(2, 40)
  const item: Incoming = {
    sourceId: `${(at / 1000).toFixed(6)}.${random.int(0, 99_999)}`,
    channel: 'phone',
    direction: out ? 'out' : 'in',
    occurredAt: Math.floor(at),
    endedAt: Math.floor(at) + (ring + talk) * 1000,
    ...between(out, who.phone, ours.phone),
    text: '',
    call: { outcome, ring, talk },
    file: 'Master.csv',
  }
  return { connector: 'asterisk', item }
}

function sms(who: Person, at: number, random: Random, texts: Texts): Told {
  const out = random.chance(0.4)
  const item: Incoming = {
    sourceId: id(random),
    channel: 'sms',
    direction: out ? 'out' : 'in',
    occurredAt: Math.floor(at),
    ...between(out, who.phone, ours.phone),
    text: texts(who.tongue, random.int(3, 25), random),
    thread: who.phone.address,
    file: 'sms.xml',
  }
  return { connector: 'sms-backup', item }
}
