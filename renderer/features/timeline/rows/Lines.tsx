import { ArrowLeftRight } from 'lucide-react'
import type { Gap } from '#shared/timeline/days.ts'
import type { Moved, Switch } from '#shared/timeline/switches.ts'
import { useView } from '../data/view.ts'

/** A day begins; what was silent before it is said, not left empty. `under`: it goes out of view and is not to be seen in part. */
export function Day({ at, gap, under }: { at: number; gap?: Gap | undefined; under: boolean }) {
  const { words, formats } = useView()
  return (
    <div
      className={`flex items-center gap-3 pt-5 pb-2 in-data-[density=compact]:pt-3 in-data-[density=compact]:pb-1 text-12 text-ink-2 ${under ? 'opacity-0' : ''}`}
    >
      <span aria-hidden className="h-px grow bg-line" />
      {gap && (
        <>
          <span className="italic text-ink-3">{words.gap(gap)}</span>
          <span aria-hidden className="h-px w-6 bg-line" />
        </>
      )}
      <h3 className="font-strong">{formats.day(at)}</h3>
      <span aria-hidden className="h-px grow bg-line" />
    </div>
  )
}

/** The customer came back on another channel, or we went on on one. */
export function Switched({ how }: { how: Switch | Moved }) {
  const { words } = useView()
  return (
    <p className="flex items-center gap-2 px-3 py-1.5 text-12 text-ink-2">
      <ArrowLeftRight aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-accent" />
      <span className="shrink-1">{words.switched(how)}</span>
      <span aria-hidden className="h-px grow bg-line" />
    </p>
  )
}
