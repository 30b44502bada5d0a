import { create } from 'zustand'
import type { CustomerOrder } from '#shared/contract/customers.ts'
import type { Channel } from '#shared/model/interaction.ts'

/** What the list shows and where the keys are in it; kept while another place or pane is in front. */
interface ListState {
  text: string
  channel: Channel | undefined
  waiting: boolean
  /** Id of a saved segment. */
  segment: string | undefined
  order: CustomerOrder
  /** The row the keys are on. */
  active: number | undefined
}

const everyone = { text: '', channel: undefined, waiting: false, segment: undefined }

export const useListState = create<ListState>(() => ({ ...everyone, order: 'recent', active: undefined }))

export function clearFilters(): void {
  useListState.setState(everyone)
}

/** Another workspace is open. */
export function resetList(): void {
  useListState.setState({ ...everyone, active: undefined })
}
