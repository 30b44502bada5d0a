/** ms */
export const RATE_WINDOW = 60_000

/** Interactions per second over the last minute, or since the first one when that is shorter. */
export class Rate {
  private readonly now: () => number
  private steps: { at: number; count: number }[] = []

  constructor(now: () => number) {
    this.now = now
  }

  add(count: number): void {
    this.steps.push({ at: this.now(), count })
    this.forget()
  }

  perSecond(): number {
    this.forget()
    const first = this.steps[0]
    if (!first) return 0
    const sum = this.steps.reduce((total, step) => total + step.count, 0)
    return sum / Math.max(1, (this.now() - first.at) / 1000)
  }

  private forget(): void {
    const now = this.now()
    // A clock that was set back leaves steps in the future: they say nothing about the last minute either.
    this.steps = this.steps.filter(({ at }) => at > now - RATE_WINDOW && at <= now)
  }
}
