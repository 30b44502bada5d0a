import { createContext, Script } from 'node:vm'
import type { Pattern } from './patterns.ts'
import { type Pump, pumpsOf } from './pumps.ts'

/** Characters of the first look; a pattern whose time grows with the square of them needs some ten million steps. */
const short = 8000
/** Ms of CPU time that are worth a second look: a hundred times what one pass takes. */
const noticed = 4
/** Ms after which a look is given up. */
const longest = 400

const endings = ['\u0001', '\n!', '']

interface Look {
  pattern: RegExp
  texts: string[]
  spent(): number
  /** Index of the text that is being looked at, and ms of CPU time that had gone by before it. */
  at: number
  before: number
  /** Ms of CPU time it took. */
  took: number
}

const look = new Script(`
  for (; given.at < given.texts.length; given.at++) {
    given.before = given.spent()
    given.texts[given.at].replace(given.pattern, '')
    given.took = given.spent() - given.before
    if (given.took > limit) break
  }`)

const cpu = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Runs a pattern over texts until one takes longer than `limit`; that one's index and ms (Infinity when it was given up). */
function slowest({ source, flags }: Pattern, texts: string[], limit: number): { at: number; took: number } {
  const pattern = new RegExp(source, flags.includes('g') ? flags : `${flags}g`)
  const given: Look = { pattern, texts, spent: cpu, at: 0, before: 0, took: 0 }
  for (let timeout = longest; ; timeout *= 2) {
    try {
      look.runInContext(createContext({ given, limit }), { timeout })
      return given
    } catch (error) {
      if (!/timed out/.test(String(error))) throw error
      // The time-out is one of the clock, which a busy machine spends on others: then it is looked at again from there, longer.
      if (cpu() - given.before > longest / 2) return { at: given.at, took: Number.POSITIVE_INFINITY }
    }
  }
}

function text({ before, piece }: Pump, ending: string, length: number): string {
  return before + piece.repeat(Math.ceil(length / piece.length)) + ending
}

/**
 * The text that a pattern's time grows with faster than the text does, undefined when none was found. Time is CPU time of this thread, the best of two:
 * a text sixteen times as long takes sixteen times as long when all is well and 256 times when it is not.
 */
export function tooSlow(pattern: Pattern): Pump | undefined {
  const pumps = pumpsOf(pattern.source, pattern.flags).flatMap(pump => endings.map(ending => ({ pump, ending })))
  let from = 0
  while (from < pumps.length) {
    const tried = pumps.slice(from)
    const found = slowest(
      pattern,
      tried.map(({ pump, ending }) => text(pump, ending, short)),
      noticed,
    )
    const worst = tried[found.at]
    if (found.took <= noticed || !worst) return undefined
    if (grows(pattern, worst.pump, worst.ending)) return worst.pump
    from += found.at + 1
  }
  return undefined
}

function grows(pattern: Pattern, pump: Pump, ending: string): boolean {
  const best = (length: number): number => Math.min(...[1, 2].map(() => slowest(pattern, [text(pump, ending, length)], longest).took))
  const small = best(short)
  return small === Number.POSITIVE_INFINITY || best(short * 16) > Math.max(small, 1) * 64
}
