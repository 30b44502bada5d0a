import type { FileKind, Inspection } from '#shared/contract/imports.ts'
import { normalisePhone } from '#shared/model/phone.ts'

/** Addresses, numbers and names offered at once; more can be typed. */
const MOST = 8

type Ask = 'addresses' | 'numbers'

/** Kinds whose direction cannot be told, or only of some calls, without knowing who we are. */
const asking: Partial<Record<FileKind, Ask>> = {
  mbox: 'addresses',
  maildir: 'addresses',
  eml: 'addresses',
  whatsapp: 'addresses',
  telegram: 'addresses',
  'asterisk-cdr': 'numbers',
  'csv-calls': 'numbers',
}

/** Who of them is us? */
export interface Question {
  /** Likeliest first. */
  choices: string[]
  /** What is taken when nobody says otherwise. */
  guess: string[]
}

/**
 * Asks only when some mail, chat or list of calls has nobody in it that is known to be us. `known`: our addresses, numbers and names so
 * far; `region`: where those without a country code are at home. A chat's guess comes from its title and holds for that chat alone, so it
 * is offered but does not count as known.
 */
export function questionOf(files: readonly Inspection[], known: readonly string[], region: string): Question | undefined {
  const spelt = (one: string): string => normalisePhone(one, region) ?? one.toLowerCase()
  const ours = new Set(known.map(spelt))
  const open = files.filter(file => {
    const all = [...file.ownGuess, ...file.participants]
    return file.kind && asking[file.kind] && all.length > 0 && !all.some(one => ours.has(spelt(one)))
  })
  if (open.length === 0) return undefined
  const guess = byFrequency(open.flatMap(veryLikelyIn))
  const likely = byFrequency(open.flatMap(likelyIn))
  const others = byFrequency(open.flatMap(file => [...file.ownGuess, ...file.participants]))
  return { guess, choices: [...new Set([...guess, ...likely, ...others])].slice(0, Math.max(MOST, guess.length)) }
}

/** In a list of calls an extension is us far more often than a number that merely calls a lot. */
function likelyIn({ kind, ownGuess, participants }: Inspection): string[] {
  return kind && asking[kind] === 'numbers' ? [...ownGuess, ...participants].filter(isExtension) : ownGuess
}

/** Who is taken to be us without being ticked: an extension, or the one number that more than half of the calls have in common. */
function veryLikelyIn({ kind, ownGuess, sample }: Inspection): string[] {
  if (kind && asking[kind] === 'addresses') return ownGuess.filter(one => hostOf(one) === hostOf(ownGuess[0]))
  const extensions = ownGuess.filter(isExtension)
  if (extensions.length > 0) return extensions
  const share = (number: string): number =>
    sample.filter(({ from, to }) => [from, ...to].some(({ address }) => address === number)).length / sample.length
  const common = ownGuess.filter(number => share(number) > 1 / 2)
  // A few calls between the same two do not tell which of them is us.
  return common.length === 1 ? common : []
}

function isExtension(number: string): boolean {
  return /^\d{2,6}$/.test(number)
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
