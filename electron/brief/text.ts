const folded = new Map<string, string>([
  ['’', "'"],
  ['‘', "'"],
  ['´', "'"],
  ['“', '"'],
  ['”', '"'],
  ['\u00a0', ' '],
  ['\u202f', ' '],
  ['？', '?'],
  ['！', '!'],
])

function foldOne(character: string): string {
  const known = folded.get(character)
  if (known !== undefined) return known
  const lower = (character.normalize('NFD')[0] ?? character).toLowerCase()
  const one = lower.length === 1 ? lower : character
  folded.set(character, one)
  return one
}

/** Lower case, without accents, straight quotes; as long as the text it is made from, so that places in it are places in the text. */
export function fold(text: string): string {
  return text.toLowerCase().length === text.length
    ? text.toLowerCase().replace(/[^\0-\x7f]/g, foldOne)
    : text.replace(/[A-Z]|[^\0-\x7f]/g, foldOne)
}

export interface Sentence {
  /** Folded, without the white space around it. */
  said: string
  /** Where it stands in the text. */
  from: number
  to: number
}

/** Lines that repeat somebody else's words are blanked, so that nothing in them counts and everything else keeps its place. */
function withoutQuotes(text: string): string {
  return text.includes('>') ? text.replace(/^[ \t]*>.*$/gm, line => ' '.repeat(line.length)) : text
}

/** Full stops after these end no sentence. */
const SHORT = /(?:^|[^a-z])(?:mr|mrs|ms|dr|sr|sra|dra|sres|no|num|nº|ref|tel|st|av|art|aprox|approx)\.$/
/** A line shorter than this was not wrapped by a mail program: its end is the end of what it says. */
const WRAPPED = 60

/** The sentences of a text in Unicode form NFC. */
export function sentencesOf(text: string): Sentence[] {
  const said = fold(withoutQuotes(text))
  const sentences: Sentence[] = []
  let from = 0
  const end = (to: number): void => {
    const raw = said.slice(from, to)
    const trimmed = raw.trim()
    const start = from + raw.length - raw.trimStart().length
    if (/[a-z0-9?]|[^\0-\x7f]/.test(trimmed)) sentences.push({ said: trimmed, from: start, to: start + trimmed.length })
    from = to
  }
  for (const { index, 0: mark } of said.matchAll(/(?<![.!?…])[.!?…]+["')]*(?=\s|$)|;(?=\s)|\n\s*|。/g)) {
    if (mark.includes('\n')) {
      const line = said.lastIndexOf('\n', index - 1) + 1
      if (mark.trim() === '' && mark.split('\n').length === 2 && index - line >= WRAPPED) continue
    } else if (mark === '.' && SHORT.test(said.slice(Math.max(from, index - 7), index + 1))) continue
    end(index + mark.length)
  }
  end(said.length)
  return sentences
}
