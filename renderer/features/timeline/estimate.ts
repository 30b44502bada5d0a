import type { TimelineItem } from '#shared/timeline/items.ts'
import { isLong } from './rows/Text.tsx'

const LINE = 18
/** Latin characters in a line of the reading column. */
const CHARACTERS = 80

/** About how high a row will be, px; it is measured once it is on screen. The nearer this is, the less the scroll bar moves. */
export function estimateHeight(item: TimelineItem | undefined): number {
  if (!item) return 0
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
