import { type SurveyKind, surveyRange } from './kinds.ts'

/**
 * What many answers come to; undefined without any.
 *
 * nps: Net Promoter Score, the percentage of 9 and 10 less the percentage of 0 to 6, so from -100 to 100 (F. Reichheld, "The One Number You Need
 * to Grow", Harvard Business Review, December 2003). csat: the share of 4 and 5, 0 to 1 (the "top two boxes" of a scale of five, as the ACSI and
 * the field count satisfied customers). ces: Customer Effort Score, the mean of 1 to 7, where 7 is the least effort (M. Dixon, K. Freeman, N. Toman,
 * "Stop Trying to Delight Your Customers", Harvard Business Review, July 2010, on the scale of seven that CEB gave it in 2013).
 */
export function overall(kind: SurveyKind, scores: readonly number[]): number | undefined {
  if (scores.length === 0) return undefined
  const share = (from: number, to: number): number => scores.filter(score => score >= from && score <= to).length / scores.length
  switch (kind) {
    case 'nps':
      return (share(9, 10) - share(0, 6)) * 100
    case 'csat':
      return share(4, 5)
    case 'ces':
      return scores.reduce((sum, score) => sum + score, 0) / scores.length
  }
}

/** Where a score stands between the lowest and the highest, 0 to 1. */
export function heightOf(kind: SurveyKind, score: number): number {
  const { from, to } = surveyRange[kind]
  return (score - from) / (to - from)
}
