/** What lists are put in order by: accents and case do not matter, and what holds no letter (a number, a handle) comes last. */
export function nameKey(name: string): string {
  const folded = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const letters = folded.replace(/^[^\p{L}]+/u, '')
  return letters === '' ? `\u{10ffff}${folded}` : letters
}
