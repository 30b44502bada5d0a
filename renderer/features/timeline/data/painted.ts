import { startTransition, useEffect, useState } from 'react'

/** A window that is not on screen is given no frames: it is not waited for longer, ms. */
const NO_FRAME = 100

/** True once what is `there` has been painted: the timeline is what a key asks for, and what stands around it is built when it can be read. */
export function usePainted(there: boolean): boolean {
  const [painted, setPainted] = useState(false)
  useEffect(() => {
    if (!there) return
    let after: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      after = setTimeout(() => startTransition(() => setPainted(true)))
    })
    const late = setTimeout(() => setPainted(true), NO_FRAME)
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(after)
      clearTimeout(late)
    }
  }, [there])
  return painted
}
