import { useSyncExternalStore } from 'react'
import { useFormats } from '../i18n/format.ts'
import { Press } from './button.tsx'
import { tipOf } from './tip.tsx'

const TICK = 30_000
const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const each of listeners) each()
  }, TICK)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

/** The time now in epoch ms, moving on every 30 s; one clock for the whole window. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}

interface TimeProps {
  /** Epoch ms. */
  at: number
  /** short: for lists. */
  form?: 'ago' | 'short' | 'date'
  /** Inside something that takes the focus itself (a list row): the exact time is then only a hover title. */
  plain?: boolean
}

/** A time in words, exact on hover and focus. */
export function Time({ at, form = 'ago', plain = false }: TimeProps) {
  const formats = useFormats()
  const current = useNow()
  const text = form === 'date' ? formats.date(at) : form === 'short' ? formats.short(at, current) : formats.ago(at, current)
  const exact = formats.exact(at)
  const time = (
    <time dateTime={new Date(at).toISOString()} className="tabular whitespace-nowrap" {...(plain && { title: exact })}>
      {text}
    </time>
  )
  if (plain) return time
  return (
    <Press {...tipOf({ text: exact })} className="-my-1 rounded-1 py-1 text-inherit">
      {time}
    </Press>
  )
}
