import { DAY, TIME_ZONE } from '../calendar.ts'
import { createRandom, type Random } from '../random.ts'
import type { Agent, Person } from '../touch.ts'
import { international } from '../writers/numbers.ts'
import type { Phrases } from './plots.ts'

/** What the words of one story refer to: the same order number from its first message to its last. */
export type Slots = Readonly<Record<string, string>>

const money = (random: Random): string => `${random.int(9, 140)}.${String(random.int(0, 99)).padStart(2, '0')}`

export function slotsFor(person: Person, phrases: Phrases, start: number, random: Random): Slots {
  const day = new Intl.DateTimeFormat(phrases.locale, { timeZone: TIME_ZONE, day: 'numeric', month: 'long' })
  const date = start + random.int(11, 18) * DAY
  // People do not move house between two stories.
  const home = createRandom(Number(person.phone.slice(-9)))
  const account = person.key === 'lucia' ? 8841 : random.int(1200, 8700)
  return {
    name: person.shortName,
    full: person.name,
    phone: international(person.phone),
    account: `#${account}`,
    order: `AT-${random.int(100000, 999999)}`,
    ticket: `INC-${random.int(20000, 89999)}`,
    invoice: `F${new Date(start).getUTCFullYear()}-${random.int(1000, 9999)}`,
    amount: phrases.currency(money(random)),
    past: day.format(start - random.int(3, 9) * DAY),
    // After the story's end, whoever names it.
    date: day.format(date),
    later: day.format(date + random.int(1, 4) * DAY),
    time: `${random.int(10, 18)}:${random.pick(['00', '15', '30', '45'])}`,
    street: home.pick(phrases.streets).replace('{no}', String(home.int(1, 140))),
    device: random.pick(phrases.devices),
    place: random.pick(phrases.places),
    carrier: random.pick(phrases.carriers),
    vat: `ESB${random.int(10000000, 99999999)}`,
    code: String(random.int(1000, 9999)),
  }
}

/**
 * One way to say it. Notation of the scripts: `[a|b]` is a choice, `{slot}` a fact of the story,
 * and in chats ` // ` starts the next message of a run.
 */
export function speak(variants: readonly string[], slots: Slots, agent: Agent, random: Random): string {
  return random
    .pick(variants)
    .replace(/\[([^\]]*)\]/g, (_, choices: string) => random.pick(choices.split('|')))
    .replace(/\{(\w+)\}/g, (_, slot: string) => {
      if (slot === 'agent') return agent.name
      if (slot === 'agentShort') return agent.name.split(' ')[0] ?? agent.name
      const value = slots[slot]
      if (value === undefined) throw new RangeError(`no slot ${slot}`)
      return value
    })
}
