import { CircleCheck, CirclePause, Clock3, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { ConnectorState } from '#shared/contract/connectors.ts'

const looks = {
  off: { icon: CirclePause, colour: 'text-ink-3' },
  connecting: { icon: LoaderCircle, colour: 'text-ink-3' },
  'catching-up': { icon: LoaderCircle, colour: 'text-accent' },
  live: { icon: CircleCheck, colour: 'text-ink-2' },
  waiting: { icon: Clock3, colour: 'text-amber' },
  attention: { icon: TriangleAlert, colour: 'text-red' },
} as const

/** A state by its shape; the words stand beside it. */
export function StateMark({ state, size = 14 }: { state: ConnectorState['state']; size?: number }) {
  const { icon: Icon, colour } = looks[state]
  return <Icon aria-hidden size={size} strokeWidth={1.75} className={`shrink-0 ${colour}`} />
}
