import { create } from 'zustand'
import { commandsAreComing, commandsNow, onCommandsThere } from './registry.ts'
import { stepOf } from './step.ts'

const KEY = 'hilo.singleKeys'

/** Whether keys without Ctrl or Cmd are shortcuts: screen readers and voice control may need those keys for themselves. */
export const useSingleKeys = create<{ on: boolean; set: (on: boolean) => void }>(set => ({
  on: localStorage.getItem(KEY) !== 'off',
  set(on) {
    localStorage.setItem(KEY, on ? 'on' : 'off')
    set({ on })
  },
}))

const textInputs = 'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable]'
const overlays = '[role=dialog], [role=alertdialog], [role=menu], [data-trigger]'
const pause = 1000

/** Runs commands by their shortcuts. Returns the way to stop. Call once. */
export function listenToKeys(): () => void {
  let begun = ''
  let begunAt = 0
  /** Pressed for a command that was not there yet, and nothing since. */
  let early: string | undefined
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return
    const { target } = event
    const element = target instanceof Element ? target : undefined
    if (element?.closest(overlays)) return
    const step = stepOf(event)
    // Enter belongs to whatever has the focus.
    if (step === 'Enter' && element !== document.body) return
    const plain = step.length === 1 || begun !== ''
    if (plain && !useSingleKeys.getState().on) return
    if (element?.closest(textInputs) && !step.startsWith('Mod+') && !/^F\d+$/.test(step)) return
    const keys = begun !== '' && event.timeStamp - begunAt < pause ? `${begun} ${step}` : step
    begun = ''
    const commands = commandsNow()
    const command = commands.find(each => each.shortcut === keys)
    early = !command && commandsAreComing() ? keys : undefined
    if (command) {
      event.preventDefault()
      command.run()
    } else if (commands.some(each => each.shortcut?.startsWith(`${keys} `))) {
      event.preventDefault()
      begun = keys
      begunAt = event.timeStamp
    }
  }
  const stop = onCommandsThere(() => {
    const keys = early
    early = undefined
    if (keys !== undefined)
      commandsNow()
        .find(each => each.shortcut === keys)
        ?.run()
  })
  // Whoever presses somewhere meanwhile may be with another customer when they are there: the key was not meant for that one.
  const onPress = (): void => {
    early = undefined
  }
  addEventListener('keydown', onKeyDown)
  addEventListener('pointerdown', onPress, true)
  return () => {
    stop()
    removeEventListener('keydown', onKeyDown)
    removeEventListener('pointerdown', onPress, true)
  }
}
