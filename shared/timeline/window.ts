import type { Interaction, TimelinePage } from '../contract/timeline.ts'

/** The loaded stretch of one customer's timeline. */
export interface TimelineWindow extends TimelinePage {
  /** Grows each time the window moves somewhere else, so that what was asked for the former place can be told apart. */
  epoch: number
}

/** Rows kept at most; what is furthest from the side being read is let go of and loaded again when it comes near. */
const MOST = 2000

/** With the page before it, when `page` was asked for from its present first row on. */
export function withOlder(window: TimelineWindow, page: TimelinePage): TimelineWindow {
  const rows = [...page.rows, ...window.rows]
  return { ...window, rows: rows.slice(0, MOST), older: page.older, newer: window.newer || rows.length > MOST }
}

/** With the page after it. */
export function withNewer(window: TimelineWindow, page: TimelinePage): TimelineWindow {
  const rows = [...window.rows, ...page.rows]
  return { ...window, rows: rows.slice(-MOST), newer: page.newer, older: window.older || rows.length > MOST }
}

/**
 * Joins what was read again, from the first to the last row of `begun`, with what the window became meanwhile (`now`): rows loaded on
 * either side while reading stay. When it moved elsewhere, what was read is of no use.
 */
export function withReread(now: TimelineWindow, begun: TimelineWindow, read: TimelinePage): TimelineWindow {
  if (now.epoch !== begun.epoch) return now
  const from = begun.rows[0]?.id ?? 0
  const to = begun.rows.at(-1)?.id ?? 0
  const before = now.rows.filter(row => row.id < from)
  const after = begun.newer ? now.rows.filter(row => row.id > to) : []
  const kept = (side: Interaction[], read: boolean, loaded: boolean) => (side.length > 0 ? loaded : read)
  return {
    rows: [...before, ...read.rows, ...after],
    older: kept(before, read.older, now.older),
    newer: kept(after, read.newer, now.newer),
    epoch: now.epoch,
  }
}
