import type { ReasonView, SuggestionView } from '#shared/contract/suggestions.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useAttributeWord } from '../profile/details/words.ts'

/** What was compared, in words; a given and a family name that are both the same are one reason. */
export interface Said {
  reason: ReasonView
  text: string
}

/** How sure, in words. */
export function sureness(score: number): 'sure' | 'very' | 'likely' {
  if (score >= 0.99) return 'sure'
  return score >= 0.95 ? 'very' : 'likely'
}

/** As "997 in 1,000": never rounded up to certainty. */
export function oddsOf(score: number): { number: number; of: number } {
  const of = score >= 0.99 ? 1000 : 100
  return { number: Math.min(of - 1, Math.floor(score * of)), of }
}

/** Of two names that agree in both their parts, one reason that weighs what both do. */
export function joinNames(reasons: readonly ReasonView[]): (ReasonView & { wholeName?: true })[] {
  const given = reasons.find(({ code }) => code === 'given-same')
  const family = reasons.find(({ code }) => code === 'family-same')
  if (!given || !family) return [...reasons]
  const joined = { ...given, weight: given.weight + family.weight, wholeName: true as const }
  return [joined, ...reasons.filter(each => each !== given && each !== family)].sort((a, b) => b.weight - a.weight)
}

/** A pair's key in an address: both customers, the older one first. */
export function keyOf({ a, b }: { a: { customer: number }; b: { customer: number } }): string {
  return `${a.customer}-${b.customer}`
}

/** Reasons in words. */
export function useReasonWords(): {
  say: (reasons: readonly ReasonView[]) => Said[]
  /** The two that weigh most, in one line. */
  brief: (suggestion: SuggestionView) => string
} {
  const { t } = useTranslation('suggestions')
  const formats = useFormats()
  const word = useAttributeWord()
  const textOf = ({ code, weight, a, b, attribute = '', wholeName }: ReturnType<typeof joinNames>[number]): string => {
    if (wholeName) return t('reason.name-same')
    // Too little alike to speak for it: not called the same beneath "What differs".
    if (weight < 0 && (code === 'family-script' || code === 'given-script')) return t(`against.${code}`)
    if (code === 'mail-same' && a !== b) return t('reason.mail-box')
    return t(`reason.${code}`, { attribute: word(attribute) })
  }
  const say = (reasons: readonly ReasonView[]): Said[] =>
    joinNames(reasons).map(reason => ({
      reason,
      text: textOf(reason),
    }))
  return {
    say,
    brief: ({ reasons }) =>
      formats.list(
        say(reasons)
          .slice(0, 2)
          .map(({ text }) => text),
      ),
  }
}
