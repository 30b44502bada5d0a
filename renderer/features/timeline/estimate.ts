import type { TimelineItem } from '#shared/timeline/items.ts'
import { isLong } from './rows/Text.tsx'

const LINE = 18
/** Latin characters in a line of the reading column. */
const CHARACTERS = 80

/** How high rows were on screen, by the keys of their items, px. */
const heights = new Map<string, number>()
/** About those of the customers looked at last. */
const KEPT = 10_000
let measuredIn: number | undefined

/** Keeps how high a row is in a list of this width: who comes back to it finds it laid out right, and nothing is laid out a second time. */
export function keepHeight(item: TimelineItem, height: number, width: number | undefined): void {
  if (width !== measuredIn || heights.size > KEPT) heights.clear()
  measuredIn = width
  heights.set(item.key, height)
}

/** Whether its height is known, and not guessed. */
export function isKnown(item: TimelineItem | undefined): boolean {
  return item !== undefined && heights.has(item.key)
}

/** About how high a row will be, px; it is measured once it is on screen. The nearer this is, the less the scroll bar moves. */
export function estimateHeight(item: TimelineItem | undefined): number {
  return item === undefined ? 0 : (heights.get(item.key) ?? guess(item))
}

function guess(item: TimelineItem): number {
  if (item.kind === 'day') return 44
  if (item.kind === 'switch') return 28
  if (item.kind === 'case') return 32
  if (item.kind === 'session') return 50
  const { row, place } = item
  const lines = row.text === '' ? 0 : Math.ceil(row.text.length / CHARACTERS) + row.text.split('\n', 12).length - 1
  if (row.channel === 'phone') return 46 + lines * LINE
  if (place.inside) return (place.continues ? 4 : 28) + Math.max(1, lines) * LINE
  const files = row.attachments.length > 0 ? 38 : 0
  const acts = isLong(row) || row.quoted !== undefined || row.hasHtml ? 26 : 0
  return 52 + (row.subject ? 24 : 0) + Math.min(lines, isLong(row) ? 10 : 12) * LINE + files + acts
}
