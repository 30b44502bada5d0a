import { useEffect, useState } from 'react'

const SECOND = 1000

/** Epoch ms, moving on every second until then. */
export function useSeconds(until: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now())
      if (Date.now() > until) clearInterval(timer)
    }, SECOND / 4)
    return () => clearInterval(timer)
  }, [until])
  return now
}

/** Says something about how many seconds are left, then something else. */
export function Countdown({ until, during, after }: { until: number; during: (seconds: number) => string; after: string }) {
  const left = Math.ceil((until - useSeconds(until)) / SECOND)
  return <span className="tabular">{left > 0 ? during(left) : after}</span>
}
