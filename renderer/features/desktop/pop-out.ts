import i18next from 'i18next'
import type { Opened } from '#shared/desktop/opened.ts'
import { fragmentOf } from '#shared/desktop/popped.ts'
import { api, client, queryClient } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import type { Place } from '../../state/place.ts'
import { writer } from '../../state/writer.ts'
import { toast } from '../../ui/toast.tsx'

const size = { width: 960, height: 800 }

/** Shows a customer in a window of their own; the one that is there comes to the front. */
export function popOut(customer: number): void {
  const shell = queryClient.getQueryData(api.desktop.get.queryKey())?.shell === true
  if (shell) {
    client.desktop.popOut({ customer, writer }).catch((error: unknown) => {
      toast({ text: failureText(error, i18next.getFixedT(null, 'problems')) })
    })
    return
  }
  // What has the name already comes to the front. A window that this page opens begins with its session.
  const opened = window.open(`/${fragmentOf({ customer, writer })}`, nameOf(customer), `popup,width=${size.width},height=${size.height}`)
  if (opened) opened.focus()
  else toast({ text: i18next.t('blocked', { ns: 'desktop' }) })
}

/** What the browser knows the window of a customer by. */
export function nameOf(customer: number): string {
  return `hilo-customer-${customer}`
}

/** From a customer's own window: shows a place in the main one. In a browser one is opened when there is none left. */
export function showInMain(place: Place): void {
  client.desktop.show(openedOf(place)).catch(() => {})
  const shell = queryClient.getQueryData(api.desktop.get.queryKey())?.shell === true
  if (shell) return
  const main: Window | null = window.opener
  if (main && !main.closed) main.focus()
  else window.open('/')
}

function openedOf(place: Place): Opened {
  if (place.at === 'search' && place.query) return { what: 'search', query: place.query }
  if (place.at !== 'customers' || place.customer === undefined) return { what: 'place', at: place.at }
  const { customer: id, interaction } = place
  return { what: 'customer', id, ...(interaction !== undefined && { interaction }) }
}
