import { useEffect, useRef } from 'react'
import { create } from 'zustand'

/** What became of a workspace that was restored, or given another key, while nothing of it could be shown. */
export const useRenewal = create<{ done: { aside: string } | { failure: string } | undefined }>(() => ({ done: undefined }))

/** Tells later what the dialog that asked for it is no longer there to tell. */
export function useTellLater(): (failure: string) => void {
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  return failure => {
    if (!here.current) useRenewal.setState({ done: { failure } })
  }
}
