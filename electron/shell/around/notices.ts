import { Notification } from 'electron'
import type { Notice } from '#shared/desktop/calls.ts'
import type { Opened } from '#shared/desktop/opened.ts'

/** Shows notifications of the system, each in place of the one before with its tag. */
export function createNotices(show: () => void) {
  /** Held until they are gone: a notification that nobody holds may never tell that it was pressed. */
  const held = new Map<string, Notification>()
  return (notice: Notice, open: (opened: Opened) => void): boolean => {
    if (!Notification.isSupported()) return false
    const { tag, title, text, opens, actions } = notice
    held.get(tag)?.close()
    const notification = new Notification({
      title,
      body: text,
      // macOS and Windows know a notification by its id as well.
      id: tag,
      actions: actions.map(({ label }) => ({ type: 'button', text: label })),
    })
    const forget = (): void => {
      if (held.get(tag) === notification) held.delete(tag)
    }
    const pressed = (opened: Opened | undefined): void => {
      forget()
      if (opened) open(opened)
      show()
    }
    notification.on('click', () => pressed(opens))
    notification.on('action', ({ actionIndex }) => pressed(actions[actionIndex]?.opens))
    notification.on('close', forget)
    notification.on('failed', forget)
    held.set(tag, notification)
    notification.show()
    return true
  }
}
