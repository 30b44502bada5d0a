import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

/** The agent at this window, where the system knows them. */
export function useMe(): string | undefined {
  return useQuery(api.cases.known.queryOptions()).data?.me
}
