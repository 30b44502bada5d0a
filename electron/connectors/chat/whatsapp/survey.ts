import { isPlausibleTime } from '#shared/model/plausible.ts'
import type { Line } from '../../lines.ts'
import { parseBody } from './body.ts'
import { parseHeader } from './header.ts'

export type DateOrder = 'dmy' | 'mdy' | 'ymd'

/** What has to be known of the whole file before its first message can be read. */
export interface Survey {
  order: DateOrder
  /** See `Header.style`. Undefined when no line begins a message. */
  style?: string
  /** Names and numbers as written, most active first. */
  participants: string[]
  /** The first line that somebody wrote: no two chats begin alike, to the minute and the word. */
  beginning?: string
}

const MOST_PARTICIPANTS = 5000
const orders: DateOrder[] = ['dmy', 'mdy', 'ymd']

/** Judges each order of day, month and year by the dates of the file, in constant memory. */
class OrderJudge {
  readonly #now: number
  readonly #scores = orders.map(order => ({ order, impossible: 0, implausible: 0, descents: 0, previous: Number.NEGATIVE_INFINITY }))
  #last = ''

  constructor(now: number) {
    this.#now = now
  }

  see(date: [string, string, string]): void {
    const written = date.join('/')
    if (written === this.#last) return
    this.#last = written
    for (const score of this.#scores) {
      const day = toDay(date, score.order)
      if (Number.isNaN(day)) {
        score.impossible++
        continue
      }
      if (!isPlausibleTime(day, this.#now)) score.implausible++
      if (day < score.previous) score.descents++
      score.previous = day
    }
  }

  /** The order with the fewest impossible dates, then the fewest in the future, then the fewest that go back; then the region's own. */
  decide(region: string): DateOrder {
    const own: DateOrder = region.toUpperCase() === 'US' ? 'mdy' : 'dmy'
    const rank = (order: DateOrder): number => (order === own ? 0 : order === 'ymd' ? 2 : 1)
    const sorted = this.#scores.toSorted(
      (a, b) => a.impossible - b.impossible || a.implausible - b.implausible || a.descents - b.descents || rank(a.order) - rank(b.order),
    )
    return sorted[0]?.order ?? own
  }
}

/** Year (four digits), month and day of a written date, not checked against the calendar. A four-digit number is the year wherever it is. */
export function arrange(date: [string, string, string], order: DateOrder): [number, number, number] {
  const [a, b, c] = date
  const actual = a.length > 2 ? 'ymd' : c.length > 2 && order === 'ymd' ? 'dmy' : order
  const [year, month, day] = actual === 'ymd' ? [a, b, c] : actual === 'mdy' ? [c, a, b] : [c, b, a]
  return [year.length <= 2 ? 2000 + Number(year) : Number(year), Number(month), Number(day)]
}

function toDay(date: [string, string, string], order: DateOrder): number {
  if (order === 'ymd' && date[0].length <= 2 && date[2].length > 2) return Number.NaN
  const [year, month, day] = arrange(date, order)
  const at = new Date(Date.UTC(year, month - 1, day))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() : Number.NaN
}

/** Reads all lines once. `now` is epoch ms, `region` two letters. */
export async function survey(blocks: AsyncIterable<{ lines: Line[] }>, region: string, now: number, signal: AbortSignal): Promise<Survey> {
  // By style, since the right one is known only at the end.
  const styles = new Map<string, { messages: number; judge: OrderJudge; counts: Map<string, number>; beginning?: string }>()
  for await (const { lines } of blocks) {
    if (signal.aborted) break
    for (const { text } of lines) {
      const header = parseHeader(text)
      if (!header) continue
      let style = styles.get(header.style)
      if (!style) {
        style = { messages: 0, judge: new OrderJudge(now), counts: new Map() }
        styles.set(header.style, style)
      }
      style.messages++
      style.judge.see(header.date)
      const { sender } = header
      // iPhone writes a group's own notices under the name of the group.
      if (sender === undefined || parseBody(header.body).marks.includes('system')) continue
      style.beginning ??= text
      const count = style.counts.get(sender)
      if (count !== undefined || style.counts.size < MOST_PARTICIPANTS) style.counts.set(sender, (count ?? 0) + 1)
    }
  }
  const [main] = [...styles].sort(([, a], [, b]) => b.messages - a.messages)
  if (!main) return { order: 'dmy', participants: [] }
  const [style, { judge, counts, beginning }] = main
  const participants = [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name)
  return { order: judge.decide(region), style, participants, ...(beginning !== undefined && { beginning }) }
}
