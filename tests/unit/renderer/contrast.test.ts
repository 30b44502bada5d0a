import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('../../../renderer/theme.css', import.meta.url), 'utf8')

/** The hex colours of one theme's block in theme.css. */
function tokens(theme: string): Map<string, string> {
  const block = css.match(new RegExp(`data-theme="${theme}"\\] \\{([^}]*)\\}`))?.[1] ?? ''
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]))
}

/** Relative luminance and contrast ratio: WCAG 2.2, "relative luminance" and "contrast ratio". */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const surfaces = ['rail', 'side', 'canvas', 'raised', 'hover', 'selected', 'theirs']
const pairs: { ink: string[]; on: string[]; least: number }[] = [
  { ink: ['ink', 'ink-2', 'ink-3', 'link'], on: surfaces, least: 4.5 },
  { ink: ['ink', 'ink-2', 'amber'], on: ['amber-tint'], least: 4.5 },
  { ink: ['ink', 'ink-2', 'red'], on: ['red-tint'], least: 4.5 },
  { ink: ['amber', 'red'], on: ['canvas', 'side', 'raised', 'rail', 'hover', 'theirs'], least: 4.5 },
  { ink: ['on-accent'], on: ['accent', 'accent-hover'], least: 4.5 },
  { ink: ['canvas'], on: ['ink'], least: 4.5 },
  { ink: ['ink'], on: ['mark-hit'], least: 4.5 },
  { ink: ['email', 'chat', 'phone', 'sms', 'accent'], on: surfaces, least: 3 },
  { ink: ['line-strong'], on: ['canvas', 'side', 'raised', 'hover'], least: 3 },
]

describe.each(['light', 'dark'])('%s', theme => {
  const colours = tokens(theme)
  const cases = pairs.flatMap(({ ink, on, least }) => ink.flatMap(front => on.map(back => ({ front, back, least }))))
  test.each(cases)('$front on $back is at least $least to 1', ({ front, back, least }) => {
    const [a, b] = [colours.get(front), colours.get(back)]
    if (!a || !b) throw new Error(`no token ${a ? back : front}`)
    expect(contrast(a, b)).toBeGreaterThanOrEqual(least)
  })
})
