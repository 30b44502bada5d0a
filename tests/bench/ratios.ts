import { readFileSync, writeFileSync } from 'node:fs'

/** A figure that does not depend on the machine: one measurement divided by another of the same run. */
export interface Ratio {
  value: number
  /** Which way is an improvement. */
  better: 'lower' | 'higher'
}

/** How much worse than the stored one a ratio may be. */
const TOLERANCE = 0.2

const results = new URL('results.json', import.meta.url)

/**
 * Compares ratios with those in `results.json`, says so line by line, and makes the process end with code 1 when one is over 20 % worse.
 *
 * @param section the bench's name; a section holds what it measured last with `update`.
 * @param options update: store these ratios instead of comparing with them. Ratios that are not stored yet are only shown.
 */
export function record(section: string, ratios: Readonly<Record<string, Ratio>>, { update }: { update: boolean }): void {
  const stored: Record<string, Record<string, Ratio>> = JSON.parse(readFileSync(results, 'utf8'))
  const before = stored[section] ?? {}
  for (const [name, ratio] of Object.entries(ratios)) {
    const old = before[name]
    const worse = !update && old !== undefined && regression(old, ratio) > TOLERANCE
    const beside = old ? `stored ${shorten(old.value)}` : 'not stored yet'
    process.stdout.write(
      `${worse ? 'WORSE ' : '      '}${section}: ${name} ${shorten(ratio.value)} (${beside}, ${ratio.better} is better)\n`,
    )
    if (worse) process.exitCode = 1
  }
  if (!update) return
  const kept = Object.fromEntries(Object.entries(ratios).map(([name, { value, better }]) => [name, { value: shorten(value), better }]))
  const sections = Object.entries({ ...stored, [section]: kept }).sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(results, `${JSON.stringify(Object.fromEntries(sections), null, 2)}\n`)
}

/** How much worse: 0.25 is a quarter. Negative when better. */
function regression(old: Ratio, { value }: Ratio): number {
  return (old.better === 'lower' ? value / old.value : old.value / value) - 1
}

function shorten(value: number): number {
  return Number(value.toPrecision(3))
}
