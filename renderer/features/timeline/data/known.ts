import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CustomerRow, Profile } from '#shared/contract/customers.ts'
import { api } from '../../../api/client.ts'

type Known = Pick<CustomerRow, 'name' | 'waitingSince' | 'lastAt'>

/** What the list already tells of a customer until their profile is here: nothing is drawn a second time when it comes. */
export function useKnown(customer: number, profile: Profile | undefined): Known | undefined {
  const queries = useQueryClient()
  const missing = profile === undefined
  const listed = useMemo(() => {
    if (!missing) return undefined
    const lists = queries.getQueriesData<InfiniteData<{ rows: CustomerRow[] }>>({ queryKey: api.customers.list.key({ type: 'infinite' }) })
    for (const [, list] of lists) {
      for (const { rows } of list?.pages ?? []) {
        const row = rows.find(each => each.id === customer)
        if (row) return row
      }
    }
    return undefined
  }, [queries, customer, missing])
  return profile ?? listed
}
