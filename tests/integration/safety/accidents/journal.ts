/**
 * What was tried and what was acknowledged, in order: each step gives one thing a value (absent: it is gone). A workspace is whole as of a step
 * when everything in it has the value it had then.
 */
export interface Journal {
  begin(key: string, value: string | undefined): void
  /** The step begun last was acknowledged. */
  acknowledge(): void
  /** The step begun last was refused: it must not have happened. */
  refuse(): void
  /** The step begun last may have happened or not: after this it has, or was never begun. Answers with what was taken back. */
  settle(found: ReadonlyMap<string, string>): string | undefined
  acknowledged(): number
  /** What was found, held against every moment there was. `until`: the latest one that fits best; `torn`: what does not fit even then. */
  compare(found: ReadonlyMap<string, string>): { until: number; lost: number; torn: string[] }
  copy(): Journal
}

interface Step {
  key: string
  value: string | undefined
  acknowledged: boolean
}

export function openJournal(before: ReadonlyMap<string, string>, steps: Step[] = []): Journal {
  return {
    begin: (key, value) => void steps.push({ key, value, acknowledged: false }),
    acknowledge() {
      const last = steps.at(-1)
      if (last) last.acknowledged = true
    },
    refuse: () => void steps.pop(),
    settle(found) {
      const last = steps.at(-1)
      if (!last || last.acknowledged) return undefined
      last.acknowledged = found.get(last.key) === last.value
      return last.acknowledged ? undefined : steps.pop()?.key
    },
    acknowledged: () => steps.filter(step => step.acknowledged).length,
    compare(found) {
      const times = timesOf(before, steps)
      // At each moment (0: before the first step), how many things have another value than was found.
      const wrong = new Int32Array(steps.length + 2)
      for (const [key, values] of times) {
        values.forEach(({ from, value }, index) => {
          if (value === found.get(key)) return
          wrong[from] = (wrong[from] ?? 0) + 1
          const until = values[index + 1]?.from ?? steps.length + 1
          wrong[until] = (wrong[until] ?? 0) - 1
        })
      }
      let best = { moment: 0, wrong: Number.POSITIVE_INFINITY }
      for (let moment = 0, now = 0; moment <= steps.length; moment++) {
        now += wrong[moment] ?? 0
        if (now <= best.wrong) best = { moment, wrong: now }
      }
      const at = (key: string) => times.get(key)?.findLast(({ from }) => from <= best.moment)?.value
      const torn = [...times.keys()].filter(key => at(key) !== found.get(key)).map(key => `${key}: ${found.get(key)} instead of ${at(key)}`)
      return { until: best.moment, torn, lost: steps.slice(best.moment).filter(step => step.acknowledged).length }
    },
    copy: () =>
      openJournal(
        before,
        steps.map(step => ({ ...step })),
      ),
  }
}

/** From when on each thing had which value. */
function timesOf(before: ReadonlyMap<string, string>, steps: readonly Step[]): Map<string, { from: number; value: string | undefined }[]> {
  const times = new Map<string, { from: number; value: string | undefined }[]>()
  for (const [key, value] of before) times.set(key, [{ from: 0, value }])
  steps.forEach(({ key, value }, index) => {
    const known = times.get(key) ?? [{ from: 0, value: undefined }]
    known.push({ from: index + 1, value })
    times.set(key, known)
  })
  return times
}
