import type { TFunction } from 'i18next'
import type { Interaction, PartyView } from '#shared/contract/timeline.ts'
import { handleText } from '#shared/model/interaction.ts'
import type { Gap } from '#shared/timeline/days.ts'
import type { Moved, Switch } from '#shared/timeline/switches.ts'
import type { Formats } from '../../i18n/make-formats.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Making one costs more than all else in a row. */
const spellers = new Map<string, Intl.NumberFormat>()

function spelled(locale: string, amount: number, unit: string): string {
  const key = `${locale} ${unit}`
  const speller = spellers.get(key) ?? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })
  spellers.set(key, speller)
  return speller.format(amount)
}

/** How sources write our own side when they know no number of it. */
const nameless = new Set(['android:device', 'csv:us', 'call:us'])

/** Sentences of the timeline in one language. `customer`: the name they are known by. */
export function makeWords(t: TFunction<'timeline'>, formats: Formats, customer: string | undefined) {
  const { locale } = formats

  function name({ name: given, address, kind }: PartyView): string {
    if (given === undefined && nameless.has(address)) return t('us')
    return given ?? (kind === 'handle' ? handleText(address) : address)
  }

  function elapsed(ms: number): string {
    if (ms < MINUTE / 2) return t('switch.moment')
    if (ms < HOUR - MINUTE / 2) return spelled(locale, Math.round(ms / MINUTE), 'minute')
    if (ms < 2 * DAY) return spelled(locale, Math.round(ms / HOUR), 'hour')
    return spelled(locale, Math.round(ms / DAY), 'day')
  }

  return {
    gap: ({ amount, unit }: Gap): string => t('gap', { time: spelled(locale, amount, unit) }),
    /** "from phone to chat, 4 minutes after an unanswered call" */
    switched: (how: Switch | Moved): string =>
      'reason' in how
        ? t('switch.ours', { to: t(`switch.to.${how.to}`), reason: how.reason })
        : t('switch.line', {
            from: t(`switch.from.${how.from}`),
            to: t(`switch.to.${how.to}`),
            time: elapsed(how.elapsed),
            after: t(`switch.after.${how.after}`),
          }),
    /** "missed, rang 32 s" */
    call({ call, direction }: Pick<Interaction, 'call' | 'direction'>): string {
      if (!call) return t('call.unknown')
      const { outcome, ring, talk } = call
      if (outcome === 'answered') return t('call.answered', { time: formats.duration(talk) })
      if (outcome === 'voicemail') return talk > 0 ? t('call.voicemailLong', { time: formats.duration(talk) }) : t('call.voicemail')
      const word = outcome === 'missed' && direction === 'out' ? t('call.unanswered') : t(`call.${outcome}`)
      return ring ? t('call.rang', { outcome: word, time: formats.duration(ring) }) : word
    },
    name,
    /** Who an interaction is from: the customer by the name they are known by when their source only knew a number. */
    who({ from, direction }: Interaction): string {
      const known = direction === 'in' && customer !== undefined && (!from.name || /^[+\d\s().-]+$/.test(from.name))
      return known ? customer : name(from)
    },
  }
}

export type Words = ReturnType<typeof makeWords>
