import { create } from 'zustand'

/** Where the window is. `interaction`: the one to show first in the customer's timeline (a search hit). */
export type Place =
  | { at: 'customers'; customer?: number; interaction?: number }
  | { at: 'search'; query?: string }
  | { at: 'import' }
  /** `task`: a connector of `kind` (none: to be picked) is being added, or the one shown is being changed. */
  | { at: 'connectors'; connector?: string; task?: 'add' | 'change'; kind?: string }
  | { at: 'settings' }

interface PlaceState {
  place: Place
  /** The customer opened last, kept while another place is in front. */
  customer: number | undefined
}

export const usePlace = create<PlaceState>(() => ({ place: { at: 'customers' }, customer: undefined }))

function arrive(place: Place): void {
  usePlace.setState(now => ({ place, customer: place.at === 'customers' ? place.customer : now.customer }))
}

/**
 * Goes somewhere. The window's own history keeps the way (the address stays the same), so that Alt+Left and the mouse's back
 * button work. `replace`: for steps nobody would want to go back through, such as moving down a list.
 */
export function goTo(place: Place, replace = false): void {
  if (replace) history.replaceState(place, '')
  else history.pushState(place, '')
  arrive(place)
}

/** Opens the customers with the one that was open last. */
export function goToCustomers(): void {
  const { customer } = usePlace.getState()
  goTo(customer === undefined ? { at: 'customers' } : { at: 'customers', customer })
}

/** Another workspace is open: the customer and the connector of the one before mean nothing in it. */
export function forgetCustomer(): void {
  const { at } = usePlace.getState().place
  if (at === 'customers' || at === 'connectors') goTo({ at }, true)
  usePlace.setState({ customer: undefined })
}

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'at' in value
}

addEventListener('popstate', event => arrive(isPlace(event.state) ? event.state : { at: 'customers' }))
