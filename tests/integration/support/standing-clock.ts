import { onTestFinished, vi } from 'vitest'

/** Stops the clock that waits are held against (performance.now()), to the end of the test: nobody has waited long enough until `go` is called. */
export function standingClock(): { go: () => void; stand: () => void } {
  vi.useFakeTimers({ toFake: ['performance'] })
  let going: NodeJS.Timeout | undefined
  const stand = () => clearInterval(going)
  onTestFinished(() => {
    stand()
    vi.useRealTimers()
  })
  return {
    go: () => {
      going = setInterval(() => vi.advanceTimersByTime(500), 20)
    },
    stand,
  }
}
