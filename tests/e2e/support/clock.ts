/**
 * The sample is told up to now, within office hours: at another hour of another weekday it tells something else. So whatever shows it runs
 * on a clock set back to last Thursday, half past four, whenever the specs are run. Loaded into such a process with `node --import`.
 */
const back = Number(process.env.TEST_CLOCK_BACK ?? 0)
if (back > 0) globalThis.Date = setBack(Date, back)

/** A Date that says it is `ms` earlier. Used in the window too, as text. */
function setBack(Real: DateConstructor, ms: number): DateConstructor {
  return new Proxy(Real, {
    construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [target.now() - ms] : args, self),
    apply: target => new target(target.now() - ms).toString(),
    get: (target, name, self) => (name === 'now' ? () => target.now() - ms : Reflect.get(target, name, self)),
  })
}

/** Ms to set a clock back from `now`, in the sample's time zone. */
export function sinceThursday(now: number): number {
  const HOUR = 3_600_000
  const hour = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Madrid', weekday: 'short', hour: 'numeric', hourCycle: 'h23' })
  let at = Math.floor(now / HOUR) * HOUR + HOUR / 2
  while (at > now || hour.format(at) !== 'Thu, 16') at -= HOUR
  return now - at
}

/** Given to a process, its clock is set back. */
export function clockBack(ms: number): Record<string, string> {
  return { TEST_CLOCK_BACK: String(ms), NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${import.meta.url}` }
}

/** Given to a window, its clock is set back. */
export function clockBackInWindow(ms: number): string {
  return `globalThis.Date = (${setBack})(Date, ${ms})`
}
