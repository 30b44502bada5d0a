import type { Prepared } from './prepare.ts'

/**
 * For each record, the smallest index of those that are plainly of its person: they share their name, or their birth date, and something that is one person's.
 * Only to count how many people have a value; whoever is missed is counted twice, and nobody is linked by it.
 */
export function rootsOf(people: readonly Prepared[]): Int32Array {
  const roots = Int32Array.from(people.keys())
  const root = (index: number): number => {
    let at = index
    for (let up = roots[at] ?? at; up !== at; up = roots[at] ?? at) {
      roots[at] = roots[up] ?? up
      at = up
    }
    return at
  }
  const seen = new Map<number, number>()
  for (const [index, person] of people.entries())
    for (const key of keysOf(person)) {
      const first = seen.get(key)
      if (first === undefined) seen.set(key, index)
      else {
        const [a, b] = [root(first), root(index)]
        roots[Math.max(a, b)] = Math.min(a, b)
      }
    }
  for (const index of roots.keys()) roots[index] = root(index)
  return roots
}

/** Most have a name and one or two things more. */
const mostOfEach = 3

function* keysOf({ names, births, mails, phones, numbers, streets, handles }: Prepared): Generator<number> {
  const whole = names.slice(0, mostOfEach).flatMap(({ given: [first], family: [last] }) => {
    // Either way round.
    if (!first || !last) return []
    return first.id < last.id ? `${first.id} ${last.id}` : `${last.id} ${first.id}`
  })
  const days = births.filter(({ day }) => day !== '').map(({ written }) => written)
  const own = [...mails, ...numbers].map(({ key }) => key)
  const shared = [...days, ...[...phones, ...streets, ...handles].map(({ key }) => key)]
  for (const name of whole) for (const value of [...own, ...shared].slice(0, 2 * mostOfEach)) yield hash(`${name}:${value}`)
  for (const day of days.slice(0, mostOfEach)) for (const value of own.slice(0, mostOfEach)) yield hash(`${day}:${value}`)
}

/** FNV-1a to 30 bits: two that meet by accident do little, and no such number takes room of its own. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value & 0x3fffffff
}
