import type { Block } from '#shared/sla/hours.ts'

const TIME = /^(\d{1,2})(?:[:.h](\d{2}))?$/

/** A day's hours as they are typed: "9-14, 16:00-19:30"; '' for a day off. */
export function writeBlocks(blocks: readonly Block[]): string {
  return blocks.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ')
}

/** What was typed, or undefined when it makes no sense: a time that is none, an end before its beginning, two that overlap. */
export function readBlocks(typed: string): Block[] | undefined {
  if (typed.trim() === '') return []
  const blocks: Block[] = []
  for (const part of typed.split(/[,;]/)) {
    const [from, to, ...more] = part.split(/[-–—]/).map(minutesOf)
    if (from === undefined || to === undefined || more.length > 0 || from >= to || from >= 1440) return undefined
    blocks.push({ from, to })
  }
  blocks.sort((a, b) => a.from - b.from)
  return blocks.length <= 8 && blocks.every(({ from }, index) => from >= (blocks[index - 1]?.to ?? 0)) ? blocks : undefined
}

function minutesOf(text: string): number | undefined {
  const [, hour = '', minute = '0'] = TIME.exec(text.trim()) ?? []
  if (hour === '') return undefined
  const minutes = Number(hour) * 60 + Number(minute)
  return Number(minute) < 60 && minutes <= 1440 ? minutes : undefined
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** A target as it is typed: "45m", "2h", "1h 30m"; '' for none. */
export function writeTarget(minutes: number | undefined): string {
  if (minutes === undefined) return ''
  const hours = Math.floor(minutes / 60)
  return [hours > 0 ? `${hours}h` : '', minutes % 60 > 0 ? `${minutes % 60}m` : ''].filter(Boolean).join(' ')
}

/** Minutes; null for none; undefined when it makes no sense. A number alone is hours. At most a year. */
export function readTarget(typed: string): number | null | undefined {
  const text = typed.trim().toLowerCase()
  if (text === '') return null
  const [whole, hours = '0', minutes = '0'] = /^(?:(\d{1,4})\s*(?:h|$))?\s*(?:(\d{1,6})\s*(?:m|min))?$/.exec(text) ?? []
  if (whole === undefined) return undefined
  const sum = Number(hours) * 60 + Number(minutes)
  return sum >= 1 && sum <= 525_600 ? sum : undefined
}
