import { flushSync } from 'react-dom'
import { create } from 'zustand'
import { commandsAreComing, commandsNow, onCommandsThere } from './registry.ts'
import { stepOf } from './step.ts'
import { isTextField, LONGEST, takeTyped, typeHere } from './typing.ts'

const KEY = 'hilo.singleKeys'

/** Whether keys without Ctrl or Cmd are shortcuts: screen readers and voice control may need those keys for themselves. */
export const useSingleKeys = create<{ on: boolean; set: (on: boolean) => void }>(set => ({
  on: localStorage.getItem(KEY) !== 'off',
  set(on) {
    localStorage.setItem(KEY, on ? 'on' : 'off')
    set({ on })
  },
}))

const overlays = '[role=dialog], [role=alertdialog], [role=menu], [data-trigger]'
const pause = 1000

/** Runs commands by their shortcuts. Returns the way to stop. Call once. */
export function listenToKeys(): () => void {
  let begun = ''
  let begunAt = 0
  /** Pressed for a command that was not there yet, and what was typed after it: what that means is known when the command is there. */
  let early: KeyboardEvent[] = []
  /** Says whether it means anything. */
  const act = (step: string, at: number): boolean => {
    const keys = begun !== '' && at - begunAt < pause ? `${begun} ${step}` : step
    begun = ''
    const commands = commandsNow()
    const command = commands.find(each => each.shortcut === keys)
    if (command) command.run()
    else if (commands.some(each => each.shortcut?.startsWith(`${keys} `))) {
      begun = keys
      begunAt = at
    } else return false
    return true
  }
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
    if (isTextField(target) && !step.startsWith('Mod+') && !/^F\d+$/.test(step)) return
    if (event.timeStamp - (early[0]?.timeStamp ?? 0) > LONGEST) early = []
    const letter = event.key.length === 1 && !step.startsWith('Mod+')
    if (letter && early.some(({ key }) => key.length === 1)) {
      event.preventDefault()
      early.push(event)
    } else if (act(step, event.timeStamp)) {
      event.preventDefault()
      early = []
    } else if (commandsAreComing()) early.push(event)
  }
  const stop = onCommandsThere(() => {
    const pressed = early
    early = []
    if (performance.now() - (pressed[0]?.timeStamp ?? 0) > LONGEST) return
    for (const event of pressed) {
      const { activeElement } = document
      if (takeTyped(event)) continue
      if (isTextField(activeElement)) typeHere(event.key.length === 1 ? event.key : '')
      // What one key opened has the focus before the next: that may be a letter for it.
      else if (!activeElement?.closest(overlays)) flushSync(() => act(stepOf(event), event.timeStamp))
    }
  })
  // Whoever presses somewhere meanwhile may be with another customer when they are there: the key was not meant for that one.
  const onPress = (): void => {
    early = []
  }
  addEventListener('keydown', onKeyDown)
  addEventListener('pointerdown', onPress, true)
  return () => {
    stop()
    removeEventListener('keydown', onKeyDown)
    removeEventListener('pointerdown', onPress, true)
  }
}
