import { maskNumbers } from '#shared/safety/mask.ts'
import { fold } from '#shared/search/fold.ts'

/** What mail programs put before the subject of an answer or of something passed on, in common languages. */
const PREFIX = /^\s*(?:(?:re|aw|sv|vs|antw|odp|rif|res|fwd?|wg|rv|tr|enc|doorst|rép|resp)\s*(?:\[\d+\]\s*)?:\s*)+/iu

/** Words that say nothing about what it is about. */
const COMMON = new Set(
  `about again andere anfrage another answer ayuda bonjour buenas buenos con consulta contact contacto cosa customer de del desde dias email esta este favor for
   frage from good gracias guten hallo hello help hola information into mail message mensaje more my noch otra necesito need news our para please pregunta problem problema
   question question regarding request solicitud sobre support tema sache thank thanks that the thing things this tiene update urgent urgente with your`.split(
    /\s+/,
  ),
)

const LONGEST = 120

/** A case's name: the mail's subject without its Re: and Fwd:, else how the text begins; '' when there is neither. */
export function subjectOf(subject: string | null, text: string): string {
  const own = (subject ?? '').replace(PREFIX, '').trim()
  const said = (text.trim().split(/\n/, 1)[0] ?? '').trim()
  const words = own || said.charAt(0).toLocaleUpperCase() + said.slice(1)
  // Half a card number would not be known for one any more.
  return words.length > LONGEST
    ? `${maskNumbers(words)
        .slice(0, LONGEST)
        .replace(/\s+\S*$/, '')}…`
    : words
}

/** The words of a subject that tell it from others, folded. */
export function tellingWords(subject: string): string[] {
  const words = fold(subject.replace(PREFIX, '')).match(/[\p{L}\p{N}]{4,}|\p{Script=Hangul}{2,}/gu) ?? []
  return [...new Set(words.filter(word => !COMMON.has(word)))]
}
