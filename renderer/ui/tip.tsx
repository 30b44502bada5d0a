import type { ReactElement } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components'
import { Keys } from './keys.tsx'

interface TipProps {
  text: string
  shortcut?: string | undefined
  placement?: 'top' | 'bottom' | 'right' | 'left'
  /** Something that can take the focus: a React Aria button or link. */
  children: ReactElement
}

/** A word or two about a control, on hover and on focus. Never the only place where something is said. */
export function Tip({ text, shortcut, placement = 'top', children }: TipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <Tooltip
        placement={placement}
        offset={6}
        className="overlay-motion flex max-w-80 items-center gap-2 rounded-1 bg-ink px-2 py-1 text-12 text-canvas"
      >
        {text}
        {shortcut && <Keys keys={shortcut} inverse />}
      </Tooltip>
    </TooltipTrigger>
  )
}
