import { createORPCClient, ORPCError } from '@orpc/client'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { matchQuery } from '@tanstack/react-query'
import type { Client } from '#shared/contract/index.ts'
import { Answers } from './answers.ts'
import { link } from './connection.ts'

/** Every call of the contract. Prefer `api` inside components. */
export const client: Client = createORPCClient(link)

/** Query and mutation options for every call: `useQuery(api.customers.get.queryOptions({ input: { id } }))`. */
export const api = createTanstackQueryUtils(client)

/** What failed on purpose is not tried again; what failed on the way is, until the connection is back. */
export const queryClient = new Answers({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (count, error) => !(error instanceof ORPCError) && count < 3,
    },
    mutations: { networkMode: 'always' },
  },
})

/** Another workspace is open: whatever the one before answered is not true of it, not even until it is asked for again. */
export function forgetAnswers(): void {
  queryClient.removeQueries({ predicate: query => !matchQuery({ queryKey: api.workspace.get.key() }, query) })
}
