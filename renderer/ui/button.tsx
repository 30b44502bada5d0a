import type { LucideIcon } from 'lucide-react'
import type { Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { Tip } from './tip.tsx'

const looks = {
  primary: 'bg-accent text-on-accent font-strong data-[hovered]:bg-accent-hover',
  plain: 'border border-line-2 bg-raised text-ink data-[hovered]:bg-hover',
  quiet: 'text-ink-2 data-[hovered]:bg-hover data-[hovered]:text-ink',
} as const

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  children: React.ReactNode
  look?: keyof typeof looks
  icon?: LucideIcon
  ref?: Ref<HTMLButtonElement>
}

/** The label is a verb. One `primary` per view at most. */
export function Button({ look = 'plain', icon: Icon, children, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      className={`inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-2 px-3 text-13 whitespace-nowrap transition-opacity data-[disabled]:opacity-50 data-[pressed]:opacity-80 ${looks[look]}`}
    >
      {Icon && <Icon aria-hidden size={16} strokeWidth={1.75} className="shrink-0" />}
      {children}
    </AriaButton>
  )
}

interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  icon: LucideIcon
  /** Read aloud, and shown as a tooltip on hover and focus. */
  label: string
  shortcut?: string
  small?: boolean
  /** Where the tooltip goes. */
  placement?: 'top' | 'bottom' | 'right' | 'left'
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({ icon: Icon, label, shortcut, small = false, placement = 'bottom', ...rest }: IconButtonProps) {
  return (
    <Tip text={label} shortcut={shortcut} placement={placement}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={`inline-flex shrink-0 items-center justify-center rounded-2 text-ink-2 data-[disabled]:opacity-40 data-[hovered]:bg-hover data-[hovered]:text-ink data-[pressed]:opacity-80 aria-expanded:bg-hover aria-expanded:text-ink ${small ? 'size-6' : 'size-8'}`}
      >
        <Icon aria-hidden size={small ? 14 : 16} strokeWidth={1.75} />
      </AriaButton>
    </Tip>
  )
}
