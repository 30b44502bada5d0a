import { ChevronDown } from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import { Toolbar } from 'react-aria-components'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { Popover } from '../../ui/overlay.tsx'

interface PartIndexProps {
  /** The headings stand in the pane in the same order; each has `part-` and its part's id for an id. */
  parts: readonly { id: string; title: string }[]
  pane: RefObject<HTMLElement | null>
}

/** What there is in the settings, and where in it one is: a list beside them, in a narrow pane a menu above them. */
export function PartIndex({ parts, pane }: PartIndexProps) {
  const { t } = useTranslation('settings')
  const here = usePartInView(pane)
  const go = (id: string): void => {
    const heading = document.getElementById(`part-${id}`)
    heading?.scrollIntoView({ block: 'start' })
    // Tab goes on from there.
    heading?.focus({ preventScroll: true })
  }
  const list = (onGo: (id: string) => void) => (
    <Toolbar orientation="vertical" aria-label={t('parts')} className="flex flex-col">
      {parts.map(({ id, title }, index) => (
        <button
          key={id}
          type="button"
          aria-current={index === here ? 'true' : undefined}
          onClick={() => onGo(id)}
          className="min-h-7 rounded-2 px-2.5 py-1 text-start text-13 text-ink-2 hover:bg-hover hover:text-ink aria-current:bg-selected aria-current:font-strong aria-current:text-ink"
        >
          {title}
        </button>
      ))}
    </Toolbar>
  )
  return (
    <>
      <nav
        aria-label={t('parts')}
        className="sticky top-8 hidden max-h-[calc(100dvh-8rem)] w-48 shrink-0 self-start overflow-auto @3xl:block"
      >
        {list(go)}
      </nav>
      <div className="sticky top-0 z-10 -mx-6 border-b border-line bg-canvas px-6 py-2 @3xl:hidden">
        <Popover
          label={t('parts')}
          trigger={
            <Button>
              {parts[here]?.title}
              <ChevronDown aria-hidden size={14} className="shrink-0 text-ink-2" />
            </Button>
          }
        >
          {close =>
            list(id => {
              close()
              // The menu gives the focus back first.
              requestAnimationFrame(() => requestAnimationFrame(() => go(id)))
            })
          }
        </Popover>
      </div>
    </>
  )
}

/** Below the upper edge of the pane a heading was come by, px. */
const EDGE = 80

/** Which of the parts is being read: the one gone to while it is in view, else the last whose heading was come by. */
function usePartInView(pane: RefObject<HTMLElement | null>): number {
  const [here, setHere] = useState(0)
  useEffect(() => {
    const element = pane.current
    if (!element) return
    const look = (): void => {
      const { top, bottom } = element.getBoundingClientRect()
      const headings = [...element.querySelectorAll('h2[id^="part-"]')]
      const tops = headings.map(heading => heading.getBoundingClientRect().top)
      const goneTo = headings.findIndex(heading => heading.matches(':focus'))
      const at = tops[goneTo]
      setHere(
        at !== undefined && at >= top && at < bottom
          ? goneTo
          : Math.max(
              0,
              tops.findLastIndex(each => each <= top + EDGE),
            ),
      )
    }
    look()
    const over = new AbortController()
    for (const type of ['scroll', 'focusin']) element.addEventListener(type, look, { passive: true, signal: over.signal })
    return () => over.abort()
  }, [pane])
  return here
}
