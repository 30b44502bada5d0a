import * as z from 'zod'

/** csat: how satisfied they are. nps: whether they would recommend us. ces: how easy it was. */
export const surveyKinds = ['csat', 'nps', 'ces'] as const
export const SurveyKind = z.enum(surveyKinds)
export type SurveyKind = z.infer<typeof SurveyKind>

/** The lowest and the highest answer. */
export const surveyRange: Record<SurveyKind, { from: number; to: number }> = {
  csat: { from: 1, to: 5 },
  nps: { from: 0, to: 10 },
  ces: { from: 1, to: 7 },
}

export const surveyLanguages = ['en', 'es'] as const
export const SurveyLanguage = z.enum(surveyLanguages)
export type SurveyLanguage = z.infer<typeof SurveyLanguage>

/** As it is called everywhere: `CSAT 4/5`. */
export function scoreName(kind: SurveyKind, score: number): string {
  return `${kind.toUpperCase()} ${score}/${surveyRange[kind].to}`
}

export function isScore(kind: SurveyKind, score: number): boolean {
  const { from, to } = surveyRange[kind]
  return Number.isInteger(score) && score >= from && score <= to
}

/** What is asked after a case, and how. */
export const SurveySettings = z.object({
  kind: SurveyKind,
  /** `solved`: by itself, soon after a case was solved. `choice`: only when an agent says so. */
  when: z.enum(['solved', 'choice']),
  /** `theirs`: the customer's, where it is known and one of ours; else English. */
  language: z.enum(['theirs', ...surveyLanguages]),
  /** Where customers reach this Hilo: answer links begin with it. '' for none: answers come as numbers then. Without a slash at its end. */
  base: z
    .string()
    .trim()
    .max(300)
    .transform(text => text.replace(/(?<!\/)\/+$/, ''))
    .refine(text => text === '' || (/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(text) && URL.canParse(text))),
})
export type SurveySettings = z.infer<typeof SurveySettings>

export const usualSurvey: SurveySettings = { kind: 'csat', when: 'choice', language: 'theirs', base: '' }
