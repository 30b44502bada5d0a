import { create } from 'zustand'
import type { WorkspaceView } from '#shared/contract/workspace.ts'
import { fragmentOf, poppedOf } from '#shared/desktop/popped.ts'

/** Where the window is. `interaction`: the one to show first in the customer's timeline (a search hit). */
export type Place =
  | { at: 'customers'; customer?: number; interaction?: number }
  | { at: 'day' }
  | { at: 'search'; query?: string }
  | { at: 'cases' }
  | { at: 'import' }
  /** `task`: a connector of `kind` (none: to be picked) is being added, or the one shown is being changed. */
  | { at: 'connectors'; connector?: string; task?: 'add' | 'change'; kind?: string }
  /** `pair`: the two shown, as `a-b`; with `answered`, the answer shown. */
  | { at: 'suggestions'; pair?: string; answered?: boolean }
  | { at: 'settings' }

interface PlaceState {
  place: Place
  /** The customer opened last, kept while another place is in front. */
  customer: number | undefined
}

/** Whom this window shows, for as long as it lives, when it is a customer's own. */
export const popped = poppedOf(location.hash)

function home(): Place {
  const customer = popped && (usePlace.getState().customer ?? popped.customer)
  return { at: 'customers', ...(customer !== undefined && { customer }) }
}

export const usePlace = create<PlaceState>(() => ({
  place: { at: 'customers', ...(popped && { customer: popped.customer }) },
  customer: popped?.customer,
}))

function arrive(place: Place): void {
  usePlace.setState(now => ({ place, customer: place.at === 'customers' ? place.customer : now.customer }))
}

/** An entry of the window's history: a place, and the workspace whose customers and connectors it speaks of. */
interface Entry {
  place: Place
  workspace: string | undefined
  /** Which of `searched`. */
  query?: string
}

/** What was searched for, by entries of the window's history: what those hold themselves, browsers write to the disk. A reload forgets it. */
const searched = new Map<string, string>()
/** Nobody goes further back. */
const SEARCHED = 100

/** `query`: which of `searched` is searched for differently now, at every letter typed. */
function entryOf(place: Place, query: string = crypto.randomUUID()): Entry {
  if (place.at !== 'search' || place.query === undefined) return { place, workspace }
  searched.set(query, place.query)
  for (const oldest of searched.keys()) if (searched.size > SEARCHED) searched.delete(oldest)
  return { place: { at: 'search' }, workspace, query }
}

function placeOf({ place, query }: Entry): Place {
  const text = query === undefined ? undefined : searched.get(query)
  return text === undefined ? place : { at: 'search', query: text }
}

let workspace: string | undefined

/** A step in place of the last one, not in the window's history yet. */
let unnoted: Entry | undefined

/** Ms after which it is: noting it keeps the window from painting the step. */
const NOTED = 100

function note(): void {
  if (unnoted) history.replaceState(unnoted, '')
  unnoted = undefined
}

let elsewhere = (_place: Place): void => {}

/** A customer's own window shows that customer alone: whoever wants to go anywhere else is shown it by `lead`. */
export function leadElsewhere(lead: (place: Place) => void): void {
  elsewhere = lead
}

/** In a customer's own window: they were merged into this one, who is shown from now on. */
export function goOnWith(customer: number): void {
  if (!popped) return
  const place: Place = { at: 'customers', customer }
  unnoted = undefined
  history.replaceState(entryOf(place), '', fragmentOf({ ...popped, customer }))
  arrive(place)
}

/**
 * Goes somewhere. The window's own history keeps the way (the address stays the same), so that Alt+Left and the mouse's back
 * button work. `replace`: for steps nobody would want to go back through, such as moving down a list.
 */
export function goTo(place: Place, replace = false): void {
  if (popped && (place.at !== 'customers' || place.customer !== usePlace.getState().customer)) {
    elsewhere(place)
    return
  }
  const now: unknown = unnoted ?? history.state
  const entry = entryOf(place, replace && isEntry(now) ? now.query : undefined)
  if (replace) {
    if (!unnoted) setTimeout(note, NOTED)
    unnoted = entry
  } else {
    note()
    history.pushState(entry, '')
  }
  arrive(place)
}

/** Opens the customers with the one that was open last. */
export function goToCustomers(): void {
  const { customer } = usePlace.getState()
  goTo(customer === undefined ? { at: 'customers' } : { at: 'customers', customer })
}

/** Another workspace is open: the customer, the search and the connector of the one before mean nothing in it. */
export function enterWorkspace(kind: WorkspaceView['kind'], edition: number): void {
  const entered = `${kind} ${edition}`
  if (popped) {
    const other = workspace !== undefined && workspace !== entered
    workspace = entered
    if (other) close()
    else goTo(home(), true)
    return
  }
  // A working day begins with what waits.
  const place = workspace === undefined && kind === 'own' ? { at: 'day' as const } : { at: usePlace.getState().place.at }
  workspace = entered
  usePlace.setState({ customer: undefined })
  goTo(place, true)
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && 'place' in value
}

addEventListener('pagehide', note)
addEventListener('popstate', ({ state }) => {
  unnoted = undefined
  if (!isEntry(state)) arrive(home())
  else if (state.workspace === workspace) arrive(placeOf(state))
  // A step back into another workspace goes to the same kind of place in this one.
  else goTo({ at: state.place.at }, true)
})
