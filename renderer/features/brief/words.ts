import type { TFunction } from 'i18next'
import type { BriefLine } from '#shared/contract/brief.ts'
import type { Channel } from '#shared/model/interaction.ts'
import type { Formats } from '../../i18n/make-formats.ts'

/** A line in one language. `heading` stands before it. */
export interface Told {
  heading: string
  text: string
  /** When, or what has come of it. */
  note?: string
  urgent: boolean
  /** The interaction it comes from. */
  interaction: number
}

/** More of one kind than these are counted only. */
const SHOWN = 4

/** Late first, then open, then kept; of each the newest. */
const promiseOrder = { late: 0, open: 1, kept: 2 } as const

type Of<K extends BriefLine['kind']> = Extract<BriefLine, { kind: K }>
const only = <K extends BriefLine['kind']>(lines: readonly BriefLine[], kind: K): Of<K>[] =>
  lines.filter((line): line is Of<K> => line.kind === kind)

/** Sentences of the brief in one language. */
export function makeBriefWords(t: TFunction<'brief'>, formats: Formats, channelWord: (channel: Channel) => string) {
  const dueAt = ({ at, exact }: { at: number; exact: boolean }): string =>
    exact ? `${formats.date(at)}, ${formats.clock(at)}` : formats.date(at)

  /** A channel within a sentence: "email", but "SMS". */
  function channelIn(channel: Channel): string {
    const word = channelWord(channel)
    return word === word.toUpperCase() ? word : word.toLocaleLowerCase(formats.locale)
  }

  function about({ subject, words, channel, at, interaction }: Of<'matter'>): Told {
    const text = subject ?? (words && t('quote', { text: words })) ?? (channel === 'phone' ? t('matterCall') : channelWord(channel))
    return { heading: t('matter'), text, note: t('since', { when: formats.date(at) }), urgent: false, interaction }
  }

  function contacts({ asked, again, channels, interaction }: Of<'contacts'>): Told {
    const line = t('contactsLine', { count: asked, channels: formats.list(channels.map(channelIn)) })
    const text = again > 0 ? `${line}; ${t('again', { count: again })}` : line
    return { heading: t('contacts'), text, urgent: false, interaction }
  }

  function promise({ act, quote, due, state, interaction, at }: Of<'promise'>): Told {
    const said = formats.date(at)
    const note = state === 'kept' ? t('kept') : due ? t(state === 'late' ? 'late' : 'due', { when: dueAt(due) }) : `${t('open')}, ${said}`
    return { heading: t(`act.${act}`), text: t('quote', { text: quote.text }), note, urgent: state === 'late', interaction }
  }

  function question({ by, quote, interaction, at }: Of<'question'>): Told {
    return { heading: t(`asked.${by}`), text: t('quote', { text: quote.text }), note: formats.date(at), urgent: false, interaction }
  }

  function reference({ type, value, interaction }: Of<'reference'>): Told {
    const shown = type === 'date' ? formats.date(Date.parse(`${value}T12:00:00`)) : value
    return { heading: t('references'), text: t(`type.${type}`, { value: shown }), urgent: false, interaction }
  }

  function mood({ mood: how, words, interaction }: Of<'mood'>): Told {
    const text = t('moodHint', { mood: t(`mood.${how}`), words: words.join(', ') })
    return { heading: t('moodTitle'), text, urgent: false, interaction }
  }

  /** The first few, and how many more there are. */
  function some<T extends BriefLine>(all: readonly T[], tell: (line: T) => Told): Told[] {
    const told = all.slice(0, SHOWN).map(tell)
    const next = all[SHOWN]
    if (!next) return told
    const { heading, interaction } = tell(next)
    return [...told, { heading, text: t('more', { count: all.length - SHOWN }), urgent: false, interaction }]
  }

  return {
    lines(lines: readonly BriefLine[]): Told[] {
      const promises = only(lines, 'promise').sort((a, b) => promiseOrder[a.state] - promiseOrder[b.state] || b.at - a.at)
      const questions = only(lines, 'question').reverse()
      return [
        ...only(lines, 'matter').map(about),
        ...only(lines, 'contacts').map(contacts),
        ...some(promises, promise),
        ...some(
          questions.filter(each => each.by === 'customer'),
          question,
        ),
        ...some(
          questions.filter(each => each.by === 'us'),
          question,
        ),
        ...only(lines, 'mood').map(mood),
      ]
    },
    references: (lines: readonly BriefLine[]): Told[] => only(lines, 'reference').map(reference),
    /** In a few words, the most pressing first. */
    summary(lines: readonly BriefLine[]): { text: string; urgent: boolean }[] {
      const promises = only(lines, 'promise')
      const late = promises.filter(each => each.state === 'late').length
      const owed = promises.filter(each => each.state === 'open').length
      const theirs = only(lines, 'question').filter(each => each.by === 'customer').length
      const ours = only(lines, 'question').filter(each => each.by === 'us').length
      const asked = only(lines, 'contacts')[0]?.asked ?? 0
      return [
        ...(late > 0 ? [{ text: t('summary.late', { count: late }), urgent: true }] : []),
        ...(owed > 0 ? [{ text: t('summary.owed', { count: owed }), urgent: false }] : []),
        ...(theirs > 0 ? [{ text: t('summary.theirs', { count: theirs }), urgent: false }] : []),
        ...(ours > 0 ? [{ text: t('summary.ours', { count: ours }), urgent: false }] : []),
        ...(asked > 1 ? [{ text: t('summary.asked', { count: asked }), urgent: false }] : []),
        ...only(lines, 'mood').map(each => ({ text: t(`mood.${each.mood}`), urgent: false })),
      ]
    },
  }
}

/** The brief as text, a line each. */
export function asText(told: readonly Told[], references: readonly Told[]): string {
  const named = references[0] ? [`${references[0].heading}: ${references.map(each => each.text).join(', ')}`] : []
  return [...told.map(({ heading, text, note }) => `${heading}: ${text}${note === undefined ? '' : ` (${note})`}`), ...named].join('\n')
}
