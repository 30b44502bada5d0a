import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { contactHandle } from '#shared/model/interaction.ts'
import { TIME_ZONE } from './calendar.ts'
import { createHistory } from './history.ts'
import { company } from './names.ts'
import { flagships, regular } from './people.ts'
import { createRandom, type Random } from './random.ts'
import type { ChatTouch, Person, Touch } from './touch.ts'
import { cdrOf } from './writers/write-cdr.ts'
import { mboxOf } from './writers/write-mbox.ts'
import { telegramOf } from './writers/write-telegram.ts'
import { whatsappOf } from './writers/write-whatsapp.ts'

export interface SampleManifest {
  /** Absolute paths. */
  files: { path: string; kind: 'mbox' | 'whatsapp' | 'telegram' | 'asterisk' }[]
  /** Our addresses, numbers and chat names, as a user would type them. */
  own: string[]
  region: 'ES'
  timeZone: typeof TIME_ZONE
  customers: number
  interactions: { email: number; chat: number; phone: number }
  /**
   * Identities known to be one customer, from the company's address book, as `kind:address` (`email:ana@mail.example`,
   * `phone:+34600111222`, `handle:telegram:user4411`). About 25 customers with several identities are left out.
   */
  links: { a: string; b: string }[]
}

export interface SampleOptions {
  seed: number
  /** Epoch ms: the last thing happened two minutes before. */
  now: number
  /** 300 unless told. */
  customers?: number
}

/** Share of customers with several identities that the address book does not know. */
const UNKNOWN = 0.14

/** Our name as it stands in a chat tells which phone that is from. */
const PHONE = company.name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

function identityOf({ kind, person }: Touch): string {
  if (kind === 'mail') return `email:${person.email}`
  if (kind === 'call' || person.chat === 'whatsapp') return `phone:${person.phone}`
  return person.chat === 'telegram'
    ? `handle:telegram:user${person.telegramId}`
    : `handle:${contactHandle('whatsapp', person.shownAs, PHONE)}`
}

function linksOf(touches: readonly Touch[], random: Random): SampleManifest['links'] {
  const identities = new Map<Person, Set<string>>()
  const answered = new Set(touches.filter(({ kind, direction }) => kind === 'chat' && direction === 'out').map(({ person }) => person))
  for (const touch of touches) {
    // In a chat where we are yet to write, nothing tells whose phone it was.
    if (touch.kind === 'chat' && touch.person.chat === 'whatsapp-named' && !answered.has(touch.person)) continue
    const known = identities.get(touch.person)
    if (known) known.add(identityOf(touch))
    else identities.set(touch.person, new Set([identityOf(touch)]))
  }
  return Array.from(identities).flatMap(([person, [a = '', ...others]]) => {
    const listed = person === regular || flagships.includes(person) || !random.fork(person.key).chance(UNKNOWN)
    return listed ? others.map(b => ({ a, b })) : []
  })
}

/**
 * Writes six months of a telephone company's customer contacts into a folder: real files, the same to the byte for the
 * same `seed` and `now`. Fails like `node:fs` does when the folder cannot be written.
 */
export async function writeSample(folder: string, options: SampleOptions): Promise<SampleManifest> {
  const random = createRandom(options.seed)
  const now = Math.floor(options.now / 1000) * 1000
  const { people, touches } = createHistory(options.customers ?? 300, now, random)
  touches.sort((a, b) => a.at - b.at)
  const mails = touches.filter(touch => touch.kind === 'mail')
  const calls = touches.filter(touch => touch.kind === 'call')
  const chats = Map.groupBy(
    touches.filter(touch => touch.kind === 'chat'),
    touch => touch.person,
  )

  const files: SampleManifest['files'] = []
  const write = async (kind: SampleManifest['files'][number]['kind'], name: string, content: string | Uint8Array): Promise<void> => {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
    files.push({ path, kind })
  }
  await write('mbox', 'mail/support.mbox', mboxOf(mails, random.fork('mbox')))
  const telegram = new Map<Person, ChatTouch[]>()
  for (const [person, messages] of chats) {
    const [first, ...rest] = messages
    if (person.chat === 'telegram') telegram.set(person, messages)
    else if (first) {
      const { name, text } = whatsappOf([first, ...rest])
      await write('whatsapp', `whatsapp/${name}`, text)
    }
  }
  if (telegram.size > 0) await write('telegram', 'telegram/result.json', telegramOf(telegram))
  await write('asterisk', 'asterisk/Master.csv', cdrOf(calls, random.fork('cdr')))

  const own = [...Object.values(company.mailbox), company.number, company.name, `telegram:user${company.telegramId}`]
  const interactions = { email: mails.length, chat: touches.length - mails.length - calls.length, phone: calls.length }
  return {
    files,
    own,
    region: 'ES',
    timeZone: TIME_ZONE,
    customers: people.length,
    interactions,
    links: linksOf(touches, random.fork('links')),
  }
}
