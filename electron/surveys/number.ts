import { isScore, type SurveyKind, surveyRange } from '#shared/surveys/kinds.ts'

/** What may follow a number that is an answer: the scale, thanks, stars, the name of a mark. */
const AFTER = /^(?:gracias|thanks?|thank you|thx|points?|puntos?|stars?|estrellas?|⭐|★|👍|😀|🙂)/iu
/** What may come before it. */
const BEFORE =
  /^(?:(?:mi |my )?(?:nota|puntuaci[oó]n|valoraci[oó]n|respuesta|score|rating|answer)(?: es| is)?\s*[:=]?\s*|(?:es |it'?s |le doy |les doy |os doy |i give (?:you |it )?)?(?:un |una |an? )?)?/iu

export interface Numbered {
  score: number
  /** What they say beside it; '' for nothing. */
  rest: string
}

/**
 * Reads the answer to a survey from a message: "4", "4 - gracias", "10/10", "un 5". Undefined when it does not begin with a number of the scale
 * that stands by itself: "4 parcels never came", "4:30", "12".
 */
export function numberedAnswer(kind: SurveyKind, text: string): Numbered | undefined {
  const said = text.trimStart().replace(/^[*_"'«“([]+/, '')
  const found = /^(\d{1,2})(?!\d)([\s\S]*)$/.exec(said.replace(BEFORE, ''))
  if (!found) return undefined
  const score = Number(found[1])
  const { to } = surveyRange[kind]
  const scaled = new RegExp(`^\\s*(?:/|de|sobre|of|out of)\\s*${to}(?!\\d|[.,:/-]\\d)`, 'i').exec(found[2] ?? '')
  const rest = (found[2] ?? '').slice(scaled?.[0].length ?? 0)
  // "4.5", "4:30", "4/7", "4-6", "4th", "4 %" are other things.
  const stands = /^[*_"'»”)\]]*(?:$|[\r\n]|[!;)]|[.,:–—-](?!\d)|\s+[–—-](?!\s*\d)|\s+\()/.test(rest) || AFTER.test(rest.trimStart())
  if (!isScore(kind, score) || !stands) return undefined
  return { score, rest: rest.replace(/^[\s*_"'»”)\].,:;!–—-]+/, '').trim() }
}
