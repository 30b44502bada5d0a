import { create } from 'zustand'
import { SearchOrder } from '#shared/contract/search.ts'

const KEY = 'hilo.search'

interface Look {
  order: SearchOrder
  /** Hits of one customer together. */
  grouped: boolean
}

const [order, grouped] = (localStorage.getItem(KEY) ?? '').split(' ')

/** How results are shown; remembered on this computer. */
export const useLook = create<Look>(() => ({ order: SearchOrder.safeParse(order).data ?? 'best', grouped: grouped === 'grouped' }))

export function setLook(change: Partial<Look>): void {
  useLook.setState(change)
  const now = useLook.getState()
  localStorage.setItem(KEY, `${now.order} ${now.grouped ? 'grouped' : 'flat'}`)
}
