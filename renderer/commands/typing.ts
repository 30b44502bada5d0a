/** Where letters are text. */
const textFields = 'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable]'

export function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(textFields) !== null
}

/** Longer than this nobody presses keys for what does not come, ms. */
export const LONGEST = 10_000

/** What is typed for a field that has not the focus yet. */
let coming: { text: string; stop: () => void } | undefined

/**
 * A command leads into a text field that may still have to be made or loaded: what is typed until it has the focus is put into it, and is no
 * shortcut. A press anywhere, or Escape, says that something else is wanted.
 */
export function typingComes(): void {
  typingEnds()
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isTextField(event.target) || !takeTyped(event)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const onFocus = ({ target }: FocusEvent): void => {
    const text = coming?.text ?? ''
    if (!isTextField(target)) return
    stop()
    // Whoever puts the focus there also says where in its text, right after.
    queueMicrotask(() => typeHere(text))
  }
  const stop = (): void => {
    coming = undefined
    clearTimeout(over)
    removeEventListener('keydown', onKeyDown, true)
    removeEventListener('focusin', onFocus)
    removeEventListener('pointerdown', stop, true)
  }
  const over = setTimeout(stop, LONGEST)
  addEventListener('keydown', onKeyDown, true)
  addEventListener('focusin', onFocus)
  addEventListener('pointerdown', stop, true)
  coming = { text: '', stop }
}

/** The field is not wanted any more. */
export function typingEnds(): void {
  coming?.stop()
}

/** As if typed: fields, and editors of any kind, take it and tell of it. */
export function typeHere(text: string): void {
  if (text !== '') document.execCommand('insertText', false, text)
}

/** Keeps a key for the field that is coming, if one is and if it is text. Says whether nobody else may have it. */
export function takeTyped(event: KeyboardEvent): boolean {
  const { key } = event
  // What is written with AltGr comes with Ctrl on Windows.
  const chord = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph')
  if (!coming || event.isComposing || chord) return false
  if (key === 'Escape') coming.stop()
  else if (key === 'Backspace') coming.text = [...coming.text].slice(0, -1).join('')
  // The key of the command itself may be held a moment too long.
  else if (key.length === 1) coming.text += event.repeat ? '' : key
  else return key === 'Enter'
  return true
}
