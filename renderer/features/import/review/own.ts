import type { FileKind, Inspection } from '#shared/contract/imports.ts'

/** Addresses and names offered at once; more can be typed. */
const MOST = 8

/** Kinds whose direction cannot be told without knowing who we are. */
const asking: readonly (FileKind | undefined)[] = ['mbox', 'maildir', 'eml', 'whatsapp', 'telegram']

/** Who of them is us? */
export interface Question {
  /** Likeliest first. */
  choices: string[]
  /** What is taken when nobody says otherwise. */
  guess: string[]
}

/**
 * Asks only when some mail or chat has nobody in it that is known to be us. `known`: our addresses and names so far. A chat's guess
 * comes from its title and holds for that chat alone, so it is offered but does not count as known.
 */
export function questionOf(files: readonly Inspection[], known: readonly string[]): Question | undefined {
  const ours = new Set(known.map(one => one.toLowerCase()))
  const open = files.filter(file => {
    const all = [...file.ownGuess, ...file.participants]
    return asking.includes(file.kind) && all.length > 0 && !all.some(one => ours.has(one.toLowerCase()))
  })
  if (open.length === 0) return undefined
  const guess = byFrequency(open.flatMap(file => file.ownGuess.filter(one => hostOf(one) === hostOf(file.ownGuess[0]))))
  const others = byFrequency(open.flatMap(file => [...file.ownGuess, ...file.participants]))
  return { guess, choices: [...new Set([...guess, ...others])].slice(0, Math.max(MOST, guess.length)) }
}

/** What likely addresses have in common when all of them are ours: a company has several under one name. */
function hostOf(address = ''): string {
  return address.includes('@') ? address.slice(address.lastIndexOf('@')).toLowerCase() : address
}

function byFrequency(names: readonly string[]): string[] {
  const count = new Map<string, number>()
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1)
  return [...count].sort((a, b) => b[1] - a[1]).map(([name]) => name)
}
