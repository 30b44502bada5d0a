/**
 * How alike two words are, 0 to 1: M. A. Jaro, "Advances in Record-Linkage Methodology as Applied to Matching the 1985 Census of Tampa, Florida"
 * (JASA 84, 1989), with W. E. Winkler's bonus for a common beginning ("String Comparator Metrics", 1990; prefix scale 0.1, four letters).
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length === 0) return 0
  const reach = Math.max(0, Math.floor(long.length / 2) - 1)
  const used = new Uint8Array(long.length)
  const matched: number[] = []
  for (let i = 0; i < short.length; i++) {
    const code = short.charCodeAt(i)
    const end = Math.min(long.length - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= end; j++) {
      if (used[j] || long.charCodeAt(j) !== code) continue
      used[j] = 1
      matched.push(code)
      break
    }
  }
  const count = matched.length
  if (count === 0) return 0
  let moved = 0
  let at = 0
  for (let j = 0; j < long.length; j++) if (used[j] && long.charCodeAt(j) !== matched[at++]) moved++
  const jaro = (count / short.length + count / long.length + (count - moved / 2) / count) / 3
  let prefix = 0
  while (prefix < 4 && prefix < short.length && short[prefix] === long[prefix]) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}

/**
 * How many letters were inserted, left out, mistaken or transposed with their neighbour (F. J. Damerau, CACM 7, 1964; optimal string
 * alignment), counted up to `most`; `most + 1` stands for any more.
 */
export function typos(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  // What both begin and end with changes nothing, and most words differ in much more than a letter.
  let start = 0
  while (start < a.length && start < b.length && a.charCodeAt(start) === b.charCodeAt(start)) start++
  let [endA, endB] = [a.length, b.length]
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--
    endB--
  }
  const [left, right] = [endA - start, endB - start]
  if (left === 0 || right === 0) return left + right
  if (left === 1 && right === 1) return 1
  if (most === 1) return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start] ? 1 : 2
  return alignment(a.slice(start, endA), b.slice(start, endB), most)
}

function alignment(a: string, b: string, most: number): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1))
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      next.push(cost)
      least = Math.min(least, cost)
    }
    if (least > most) return most + 1
    before = row
    row = next
  }
  return Math.min(row[b.length] ?? 0, most + 1)
}

/** One slip of the hand, or two in a long word. */
export function oneSlip(a: string, b: string): boolean {
  const length = Math.max(a.length, b.length)
  if (length < 4) return false
  const most = length >= 9 ? 2 : 1
  return typos(a, b, most) <= most
}
