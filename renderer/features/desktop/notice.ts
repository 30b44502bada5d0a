import type { Notice } from '#shared/desktop/calls.ts'
import type { Opened } from '#shared/desktop/opened.ts'
import { client } from '../../api/client.ts'
import { commandsNow } from '../../commands/registry.ts'
import { openInImport } from '../../state/files.ts'
import { goTo, goToCustomers, popped } from '../../state/place.ts'

/** Shows what somebody outside the window asked for. */
export function show(opened: Opened): void {
  if (opened.what === 'customer')
    goTo({ at: 'customers', customer: opened.id, ...(opened.interaction !== undefined && { interaction: opened.interaction }) })
  else if (opened.what === 'search') goTo({ at: 'search', query: opened.query })
  else if (opened.what === 'files') openInImport({ files: [], entries: [], paths: opened.paths })
  else if (opened.what === 'command')
    commandsNow()
      .find(command => command.id === opened.id)
      ?.run()
  else if (opened.at === 'customers') goToCustomers()
  else goTo({ at: opened.at })
}

/** Of all windows one tells outside: the main one; a customer's own only while there is none. */
let teller = false

function tellAlone(steal: boolean): void {
  navigator.locks
    .request('hilo.teller', { steal }, () => {
      teller = true
      return new Promise<never>(() => {})
    })
    // Another main window was opened, and tells from now on.
    .catch(() => {
      teller = false
      tellAlone(false)
    })
}
tellAlone(!popped)

/** Says something to whoever does not look at this window: by the system, or by what the browser offers. */
export function tellOutside(notice: Notice): void {
  if (document.hasFocus() || !teller) return
  // A notification that could not be shown is not worth another.
  client.desktop.notify(notice).then(
    ({ by }) => by === 'window' && notifyHere(notice),
    () => {},
  )
}

function notifyHere({ tag, title, text, opens }: Notice): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const notification = new Notification(title, { tag, body: text })
  notification.addEventListener('click', () => {
    window.focus()
    notification.close()
    if (opens) show(opens)
  })
}
