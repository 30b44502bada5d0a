import { create } from 'zustand'
import type { Interaction } from '#shared/contract/timeline.ts'

interface Attention {
  /** What the keys stand on: one interaction, or all of a session. */
  rows: readonly Interaction[]
  /** Picked to be moved together. */
  picked: ReadonlySet<number>
}

/** The same one each time: a timeline in which nothing was picked is not drawn again because nothing is. */
const none: ReadonlySet<number> = new Set()

/** Where the reader of the timeline is. Apart from the timeline's own state, so that moving through it draws only what says so. */
export const useAttention = create<Attention>(() => ({ rows: [], picked: none }))

export function attend(rows: readonly Interaction[]): void {
  const { rows: before } = useAttention.getState()
  if (before.length !== rows.length || before.some((row, index) => row !== rows[index])) useAttention.setState({ rows })
}

/** Picks these, or lets go of them when all of them are picked. */
export function togglePicked(ids: readonly number[]): void {
  useAttention.setState(({ picked }) => {
    const next = new Set(picked)
    const all = ids.every(id => next.has(id))
    for (const id of ids) {
      if (all) next.delete(id)
      else next.add(id)
    }
    return { picked: next }
  })
}

export function pickNone(): void {
  useAttention.setState({ picked: none })
}

/** Another customer is shown. */
export function forgetAttention(): void {
  useAttention.setState({ rows: [], picked: none })
}
