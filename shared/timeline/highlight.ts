/** A piece of a text; `hit` pieces are what was looked for. */
export interface Piece {
  text: string
  hit: boolean
}

function fold(character: string): string {
  return character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Cuts a text into what was found and what was not: each of these words anywhere, accents and case aside. */
export function highlight(text: string, words: readonly string[]): Piece[] {
  const wanted = words.map(word => fold(word)).filter(word => word !== '')
  // Folding can change how long a character is: remember where each folded unit came from.
  let folded = ''
  const starts: number[] = []
  const ends: number[] = []
  let position = 0
  for (const character of wanted.length > 0 ? text : '') {
    const one = fold(character)
    for (let unit = 0; unit < one.length; unit++) {
      starts.push(position)
      ends.push(position + character.length)
    }
    // A combining mark folds to nothing: it belongs to the letter before it.
    if (one === '' && ends.length > 0) ends[ends.length - 1] = position + character.length
    folded += one
    position += character.length
  }
  const hits: { start: number; end: number }[] = []
  for (const word of wanted) {
    for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + word.length)) {
      hits.push({ start: starts[at] ?? 0, end: ends[at + word.length - 1] ?? text.length })
    }
  }
  hits.sort((a, b) => a.start - b.start || b.end - a.end)
  const pieces: Piece[] = []
  let from = 0
  for (const { start, end } of hits) {
    if (end <= from) continue
    if (start > from) pieces.push({ text: text.slice(from, start), hit: false })
    pieces.push({ text: text.slice(Math.max(start, from), end), hit: true })
    from = end
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false })
  return pieces
}
