import { DAY, HOUR, MINUTE, SECOND, whenOpen } from './calendar.ts'
import { createPeople, flagships, regular } from './people.ts'
import type { Random } from './random.ts'
import { type PlotName, plots } from './stories/plots.ts'
import { canLive, tell, waitingCuts } from './stories/tell.ts'
import type { Person, Touch } from './touch.ts'

const MONTHS = 182 * DAY
/** Nobody but the flagships has been heard of since then, so that they are on top. */
const QUIET = 75 * MINUTE
/** Touches in a story, on average. */
const STORY = 7.5

/** How often each plot comes up. The flagships' own plots are left out. */
const weights: Partial<Record<PlotName, number>> = {
  account: 4,
  parcel: 6,
  charge: 6,
  router: 7,
  booking: 6,
  warranty: 5,
  vat: 4,
  blocked: 4,
  form: 4,
  complaint: 4,
  cancel: 3,
  ask: 10,
  askMail: 6,
  usage: 2,
  phoned: 5,
  calledBack: 4,
  voicemail: 2,
  unreached: 2,
}

const plotNames = Object.keys(plots).filter((name): name is PlotName => name in plots)

/** A plot this person can live through, one that is new to them if there is any. */
function pickPlot(person: Person, random: Random, used: Set<PlotName>, unfit: (plot: PlotName) => boolean): PlotName {
  const possible = plotNames.filter(plot => canLive(person, plot) && !unfit(plot))
  const fresh = possible.filter(plot => weights[plot] && !used.has(plot))
  const plot = random.pick((fresh.length > 0 ? fresh : possible).flatMap(name => Array<PlotName>(weights[name] ?? 0).fill(name)))
  used.add(plot)
  return plot
}

/** The story moved so that its last touch is at `end`: the rhythm of the last conversation is kept, the days before follow the calendar. */
function tellUntil(person: Person, plot: PlotName, end: number, random: Random, steps?: number): Touch[] {
  const seed = `${plot} ${random.int(0, 1e9)}`
  let start = end - 8 * DAY
  for (let tries = 0; ; tries++) {
    const touches = tell(person, plot, start, random.fork(seed), steps)
    const late = (touches.at(-1)?.at ?? end) - end
    const first = touches.findLastIndex((touch, i) => i === 0 || touch.at - (touches[i - 1]?.at ?? 0) > 2 * HOUR)
    const before = touches[first - 1]?.at ?? Number.NEGATIVE_INFINITY
    const block = (touches[first]?.at ?? end) - late
    if (tries > 3 && block > before + HOUR) {
      for (const touch of touches.slice(first)) touch.at -= late
      return touches
    }
    start -= tries > 3 ? DAY : late
  }
}

interface Plan {
  person: Person
  /** Roughly how many touches. */
  touches: number
  /** When their last, unanswered word was. */
  waitingSince?: number
}

function liveThrough(plan: Plan, now: number, random: Random): Touch[] {
  const { person, waitingSince } = plan
  const stories: Touch[][] = []
  const used = new Set<PlotName>()
  let until = now - QUIET
  if (waitingSince !== undefined) {
    const plot = pickPlot(person, random, used, name => waitingCuts(name).length === 0)
    const open = tellUntil(person, plot, waitingSince, random, random.pick(waitingCuts(plot)))
    if (plot === 'account') return open
    stories.push(open)
    until = (open[0]?.at ?? until) - DAY
  }
  const window = until - (now - MONTHS)
  let left = plan.touches - (stories[0]?.length ?? 0)
  const planned = Math.ceil(left / STORY)
  // Somebody who calls every other day has several matters open at a time; others one after the other.
  const crowded = planned > 8
  let earliest = now - MONTHS
  for (let i = 0; i < 2 * planned + 4 && (left > 0 || stories.length === 0); i++) {
    const room = window / Math.max(planned, 1)
    const place =
      i < planned ? i * room + random.int(0, Math.floor(room / SECOND)) * SECOND : random.int(0, Math.floor(window / SECOND)) * SECOND
    const start = crowded ? now - MONTHS + Math.floor(place) : Math.max(now - MONTHS + Math.floor(place), earliest)
    // An account is opened first and given up last.
    const unfit = (plot: PlotName): boolean =>
      (plot === 'account' && i > 0) || (plot === 'cancel' && (i !== planned - 1 || waitingSince !== undefined))
    const touches = tell(person, pickPlot(person, random, used, unfit), Math.floor(start / SECOND) * SECOND, random)
    const end = touches.at(-1)?.at ?? start
    if (end >= until) continue
    stories.push(touches)
    left -= touches.length
    earliest = end + random.int(20, 300) * HOUR
  }
  return stories.flat()
}

/** A moment in the last days at which people write and agents had just answered. */
function lately(now: number, random: Random): number {
  for (;;) {
    const at = now - QUIET - random.int(0, 5 * 24 * 60) * MINUTE
    if (whenOpen(at, random) === at) return at
  }
}

const ofFlagship: Record<string, { plot: PlotName; ago: number }> = {
  lucia: { plot: 'lucia', ago: 2 * MINUTE },
  jonas: { plot: 'jonas', ago: 14 * MINUTE },
  keiko: { plot: 'keiko', ago: HOUR },
}

/** Everything that happened in the six months up to `now`, and to whom. */
export function createHistory(customers: number, now: number, random: Random): { people: Person[]; touches: Touch[] } {
  const loyal = Math.floor(customers / 30)
  const people = createPeople(customers, loyal, random.fork('people'))
  const fixed = flagships.length + 1
  const touches = people.flatMap((person, i) => {
    const own = random.fork(`life ${person.key}`)
    const flagship = ofFlagship[person.key]
    if (flagship) return tellUntil(person, flagship.plot, now - flagship.ago, own)
    const share = Math.min(1, customers / 300)
    const wanted = person === regular ? Math.round(600 * share) : i < fixed + loyal ? Math.round(own.int(105, 165) * share) : own.int(3, 20)
    const plan: Plan = { person, touches: wanted }
    if (person !== regular && own.chance(0.115)) plan.waitingSince = lately(now, own)
    return liveThrough(plan, now, own)
  })
  return { people, touches }
}
