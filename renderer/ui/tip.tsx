import { cloneElement, type ReactElement, useEffect, useRef, useState } from 'react'
import { Tooltip, TooltipTriggerStateContext } from 'react-aria-components'
import { Keys } from './keys.tsx'

const placements = ['top', 'bottom', 'right', 'left'] as const

interface TipWords {
  text: string
  shortcut?: string | undefined
  placement?: (typeof placements)[number]
}

interface TipAttributes {
  'data-tip': string
  'data-tip-keys'?: string
  'data-tip-at'?: string
}

/** What a control says of itself to `Tips`. */
export function tipOf({ text, shortcut, placement = 'top' }: TipWords): TipAttributes {
  return { 'data-tip': text, ...(shortcut && { 'data-tip-keys': shortcut }), ...(placement !== 'top' && { 'data-tip-at': placement }) }
}

interface TipProps extends TipWords {
  /** Something that can take the focus: a button or link. */
  children: ReactElement<object>
}

/** A word or two about a control, on hover and on focus. Never the only place where something is said. */
export function Tip({ children, ...words }: TipProps) {
  return cloneElement(children, tipOf(words))
}

/** Before a first tip, and how long after one the next comes at once, ms. */
const DELAY = 500
const WARM = 500
const ID = 'tip'

interface Shown extends TipWords {
  element: HTMLElement
}

function read(element: HTMLElement): Shown {
  const { tip = '', tipKeys, tipAt } = element.dataset
  return { element, text: tip, shortcut: tipKeys, placement: placements.find(each => each === tipAt) ?? 'top' }
}

function tipped(target: EventTarget | null): HTMLElement | undefined {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null
  return element && !element.matches(':disabled') ? element : undefined
}

/**
 * The one tip of the window: there are dozens of controls that have one and a single pointer, so they only carry its words. Hover and keyboard
 * focus bring it; leaving, a press, scrolling or Escape take it away (WCAG 1.4.13).
 */
export function Tips() {
  const [shown, setShown] = useState<Shown>()
  const trigger = useRef<HTMLElement>(null)

  useEffect(() => {
    let current: HTMLElement | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let goneAt = Number.NEGATIVE_INFINITY
    // What it is about may go away, or say something else meanwhile.
    const watch = new MutationObserver(() => {
      if (current && !current.isConnected) hide()
      else if (current) setShown(now => now && (now.text === current?.dataset.tip ? now : read(now.element)))
    })
    const hide = (): void => {
      clearTimeout(timer)
      if (!current) return
      current.removeAttribute('aria-describedby')
      current = undefined
      goneAt = performance.now()
      watch.disconnect()
      setShown(undefined)
    }
    const show = (element: HTMLElement): void => {
      hide()
      // Disabled or taken away while it was waited for.
      if (!element.isConnected || tipped(element) !== element) return
      current = element
      trigger.current = element
      element.setAttribute('aria-describedby', ID)
      watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-tip'] })
      setShown(read(element))
    }
    const onOver = ({ target, pointerType }: PointerEvent): void => {
      if (pointerType === 'touch') return
      const element = tipped(target)
      if (element && element === current) return
      const warm = current !== undefined || performance.now() - goneAt < WARM
      hide()
      if (element) timer = setTimeout(() => show(element), warm ? 0 : DELAY)
    }
    const onFocus = ({ target }: FocusEvent): void => {
      const element = tipped(target)
      if (element && element === target && element.matches(':focus-visible')) show(element)
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && current) event.stopPropagation()
      if (event.key !== 'Tab') hide()
    }
    const over = new AbortController()
    const options = { capture: true, passive: true, signal: over.signal }
    document.addEventListener('pointerover', onOver, options)
    document.addEventListener('focusin', onFocus, options)
    document.addEventListener('keydown', onKey, options)
    document.addEventListener('pointerdown', hide, options)
    // Of what is elsewhere neither the focus nor the scrolling matters.
    const onAway = ({ target }: Event): void => {
      if (current && target instanceof Node && target.contains(current)) hide()
    }
    for (const type of ['focusout', 'scroll'] as const) document.addEventListener(type, onAway, options)
    document.documentElement.addEventListener('pointerleave', hide, { signal: over.signal })
    return () => {
      hide()
      over.abort()
    }
  }, [])

  return (
    shown && (
      <TooltipTriggerStateContext value={{ isOpen: true, shouldSkipAnimation: false, open() {}, close: () => setShown(undefined) }}>
        <Tooltip
          key={shown.text}
          isOpen
          triggerRef={trigger}
          placement={shown.placement ?? 'top'}
          offset={6}
          className="overlay-motion flex max-w-80 items-center gap-2 rounded-1 bg-ink px-2 py-1 text-12 text-canvas"
        >
          <span id={ID}>{shown.text}</span>
          {shown.shortcut && <Keys keys={shown.shortcut} inverse />}
        </Tooltip>
      </TooltipTriggerStateContext>
    )
  )
}
