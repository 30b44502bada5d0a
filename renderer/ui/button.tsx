import type { LucideIcon } from 'lucide-react'
import { type ComponentProps, cloneElement, type ReactElement, useRef } from 'react'
import { Button as SlotButton } from 'react-aria-components'
import { tipOf } from './tip.tsx'

interface PressProps extends Omit<ComponentProps<'button'>, 'onClick' | 'disabled'> {
  onPress?: (() => void) | undefined
  isDisabled?: boolean | undefined
}

/**
 * The browser's own button, by the names of React Aria's: that one costs a hundred times as much to draw, and a customer brings seventy. It knows
 * nothing of what is around it: where React Aria hands a button its part (a `slot`, a trigger), theirs is used.
 */
export function Press({ onPress, isDisabled, onKeyDown, type = 'button', ...rest }: PressProps) {
  return (
    <button
      {...rest}
      type={type}
      data-autofocus={rest.autoFocus || undefined}
      disabled={isDisabled}
      onClick={onPress}
      onKeyDown={event => {
        onKeyDown?.(event)
        // A key that presses it is no key of the list or dialog that it stands in.
        if (event.key === 'Enter' || event.key === ' ') event.stopPropagation()
      }}
    />
  )
}

const looks = {
  primary: 'bg-accent text-on-accent font-strong enabled:hover:bg-accent-hover',
  plain: 'border border-line-2 bg-raised text-ink enabled:hover:bg-hover',
  quiet: 'text-ink-2 enabled:hover:bg-hover enabled:hover:text-ink',
} as const

interface ButtonProps extends Omit<PressProps, 'className' | 'style' | 'slot'> {
  look?: keyof typeof looks
  icon?: LucideIcon
}

/** The label is a verb. One `primary` per view at most. */
export function Button({ look = 'plain', icon: Icon, children, ...rest }: ButtonProps) {
  return (
    <Press
      {...rest}
      className={`inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-2 px-3 text-13 whitespace-nowrap transition-opacity disabled:opacity-50 enabled:active:opacity-80 ${looks[look]}`}
    >
      {Icon && <Icon aria-hidden size={16} strokeWidth={1.75} className="shrink-0" />}
      {children}
    </Press>
  )
}

interface IconButtonProps extends Omit<PressProps, 'className' | 'style' | 'children' | 'aria-label' | 'slot'> {
  icon: LucideIcon
  /** Read aloud, and shown as a tooltip on hover and focus. */
  label: string
  shortcut?: string
  small?: boolean
  /** Where the tooltip goes. */
  placement?: 'top' | 'bottom' | 'right' | 'left'
}

function iconLook(small: boolean): string {
  return `inline-flex shrink-0 items-center justify-center rounded-2 text-ink-2 disabled:opacity-40 enabled:hover:bg-hover enabled:hover:text-ink enabled:active:opacity-80 aria-expanded:bg-hover aria-expanded:text-ink ${small ? 'size-6' : 'size-8'}`
}

export function IconButton({ icon: Icon, label, shortcut, small = false, placement = 'bottom', ...rest }: IconButtonProps) {
  return (
    <Press {...rest} {...tipOf({ text: label, shortcut, placement })} aria-label={label} className={iconLook(small)}>
      <Icon aria-hidden size={small ? 14 : 16} strokeWidth={1.75} />
    </Press>
  )
}

/** One that React Aria tells what it does, by its slot: a month's step, a notice's end. */
export function SlotIconButton({ icon: Icon, label, slot }: { icon: LucideIcon; label: string; slot: 'previous' | 'next' | 'close' }) {
  return (
    <SlotButton {...tipOf({ text: label, placement: 'top' })} slot={slot} aria-label={label} className={iconLook(true)}>
      <Icon aria-hidden size={14} strokeWidth={1.75} />
    </SlotButton>
  )
}

interface FileTriggerProps {
  /** The button that opens the system's dialog. */
  children: ReactElement<{ onPress?: () => void }>
  onSelect: (files: FileList | null) => void
  acceptedFileTypes?: readonly string[]
  allowsMultiple?: boolean
  acceptDirectory?: boolean
}

export function FileTrigger({ children, onSelect, acceptedFileTypes, allowsMultiple = false, acceptDirectory = false }: FileTriggerProps) {
  const input = useRef<HTMLInputElement>(null)
  const ask = (): void => {
    if (!input.current) return
    // The same file may be chosen again.
    input.current.value = ''
    input.current.webkitdirectory = acceptDirectory
    input.current.click()
  }
  return (
    <>
      {cloneElement(children, { onPress: ask })}
      <input
        ref={input}
        type="file"
        hidden
        accept={acceptedFileTypes?.join()}
        multiple={allowsMultiple}
        onChange={({ target }) => onSelect(target.files)}
      />
    </>
  )
}
