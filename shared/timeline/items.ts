import type { Interaction } from '../contract/timeline.ts'
import type { CaseReason } from '../model/case.ts'
import { dayIn, type Gap, gapBetween } from './days.ts'
import { type Moved, type Switch, switchFinder } from './switches.ts'

/** One row of the timeline. A `key` stays with what it stands for when older or newer interactions are loaded around it. */
export type TimelineItem =
  /** A day begins. `gap`: how long nothing was said before it. */
  | { kind: 'day'; key: string; at: number; gap?: Gap }
  | { kind: 'switch'; key: string; how: Switch | Moved }
  /** From here on it is about this case, because of `reason` for the interaction that stands below. */
  | { kind: 'case'; key: string; id: number; interaction: number; reason: CaseReason }
  /** The head of a run of messages; when it is open they follow it as items of their own. */
  | { kind: 'session'; key: string; rows: Interaction[]; open: boolean }
  | { kind: 'interaction'; key: string; row: Interaction; place: Place }

/** How an interaction stands among those around it. */
export interface Place {
  /** A message of the open session above it. */
  inside: boolean
  /** The last one of its session. */
  last: boolean
  /** The same person in the same breath as the one before it, or after it. */
  continues: boolean
  continued: boolean
}

const alone: Place = { inside: false, last: false, continues: false, continued: false }

export interface BuildOptions {
  /** IANA name; days begin at its midnight. */
  timeZone: string
  /** There are interactions before the first, not loaded: whether it begins a day is not known. */
  older: boolean
  /** There are interactions after the last, not loaded. */
  newer: boolean
  /** Off when some channels are filtered out: what lies between is then not known. */
  switches: boolean
  /** Off when only one case is shown. */
  cases: boolean
  /** Sessions opened or closed by hand, by the id of any interaction in them. */
  opened: ReadonlyMap<number, boolean>
}

/** A longer silence ends a session, ms. */
const PAUSE = 2 * 3600_000

/** Messages of one person within this time read as one, ms. */
const BREATH = 5 * 60_000

/** The items for a loaded stretch of a timeline; `rows` oldest first. Every row comes exactly once and in order. */
export function buildTimeline(rows: readonly Interaction[], options: BuildOptions): TimelineItem[] {
  const dayOf = dayIn(options.timeZone)
  const switchAt = options.switches ? switchFinder() : () => undefined
  const runs = splitRuns(rows, dayOf)
  const openOf = sessionsOpen(runs, options)
  const items: TimelineItem[] = []
  let day = options.older && rows[0] ? dayOf(rows[0].occurredAt) : ''
  let previous: Interaction | undefined
  // Whether the first row goes on with the case before it is not known while there are older ones.
  let matter = options.older ? rows.find(row => row.case)?.case?.id : undefined
  for (const run of runs) {
    const [first] = run
    const today = dayOf(first.occurredAt)
    if (today > day) {
      const gap = previous && gapBetween(previous.endedAt ?? previous.occurredAt, first.occurredAt)
      items.push({ kind: 'day', key: `day:${today}`, at: first.occurredAt, ...(gap && { gap }) })
      day = today
    }
    previous = run.at(-1)
    const placed = run.find(row => row.case)
    if (options.cases && placed?.case && placed.case.id !== matter) {
      matter = placed.case.id
      items.push({ kind: 'case', key: `case:${placed.id}`, interaction: placed.id, ...placed.case })
    }
    for (const row of run) {
      const how = switchAt(row)
      if (how) items.push({ kind: 'switch', key: `switch:${row.id}`, how })
    }
    if (run.length === 1) {
      items.push({ kind: 'interaction', key: keyOf(first), row: first, place: alone })
      continue
    }
    const open = openOf(run)
    items.push({ kind: 'session', key: `session:${first.id}`, rows: run, open })
    if (!open) continue
    run.forEach((row, index) => {
      const place: Place = {
        inside: true,
        last: index === run.length - 1,
        continues: continues(run[index - 1], row),
        continued: continues(row, run[index + 1]),
      }
      items.push({ kind: 'interaction', key: keyOf(row), row, place })
    })
  }
  return items
}

/** The key of an interaction's own item. */
export function keyOf({ id }: { id: number }): string {
  return `interaction:${id}`
}

/** Where an interaction is to be seen: its own item, or the closed session that holds it; -1 when it is not loaded. */
export function indexOfInteraction(items: readonly TimelineItem[], id: number): number {
  return items.findIndex(
    item =>
      (item.kind === 'interaction' && item.row.id === id) ||
      (item.kind === 'session' && !item.open && item.rows.some(row => row.id === id)),
  )
}

type Run = [Interaction, ...Interaction[]]

/** Messages that belong to one session side by side; everything else alone. */
function splitRuns(rows: readonly Interaction[], dayOf: (at: number) => string): Run[] {
  const runs: Run[] = []
  for (const row of rows) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && sameSession(last, row) && dayOf(last.occurredAt) === dayOf(row.occurredAt)) run.push(row)
    else runs.push([row])
  }
  return runs
}

function sameSession(a: Interaction, b: Interaction): boolean {
  return (
    (a.channel === 'chat' || a.channel === 'sms') &&
    a.channel === b.channel &&
    a.thread === b.thread &&
    b.occurredAt - a.occurredAt < PAUSE &&
    (a.case?.id ?? b.case?.id) === (b.case?.id ?? a.case?.id)
  )
}

function continues(before: Interaction | undefined, row: Interaction | undefined): boolean {
  return (
    before !== undefined &&
    row !== undefined &&
    before.direction === row.direction &&
    before.from.address === row.from.address &&
    !before.marks.includes('system') &&
    !row.marks.includes('system') &&
    row.occurredAt - before.occurredAt < BREATH
  )
}

/** Open unless somebody said otherwise: the newest session, and one whose last message nobody has answered since. */
function sessionsOpen(runs: readonly Run[], { newer, opened }: BuildOptions): (run: Run) => boolean {
  const open = new Set<Run>()
  if (!newer) {
    let newest = true
    let answered = false
    for (const run of runs.toReversed()) {
      const last = run.findLast(row => !row.marks.includes('system'))
      if (run.length > 1) {
        if (newest || (!answered && last?.direction === 'in')) open.add(run)
        newest = false
      }
      answered ||= run.some(row => row.direction === 'out' && !row.marks.includes('automatic'))
      if (answered && !newest) break
    }
  }
  return run => {
    for (const row of run) {
      const chosen = opened.get(row.id)
      if (chosen !== undefined) return chosen
    }
    return open.has(run)
  }
}
