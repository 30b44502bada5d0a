import { type InvalidateOptions, type InvalidateQueryFilters, QueryClient, type QueryKey } from '@tanstack/react-query'

/**
 * What the app answered. TanStack Query waits for a first answer, and for one that nobody looks at, and takes it for new when it comes,
 * even if it became old on its way: a change made meanwhile would stay unseen. Here it is asked for again as soon as it is there; given
 * up instead, it might never come while an import announces its changes.
 */
export class Answers extends QueryClient {
  override async invalidateQueries<Key extends QueryKey = QueryKey>(
    filters?: InvalidateQueryFilters<Key>,
    options?: InvalidateOptions,
  ): Promise<void> {
    const onTheirWay = this.getQueryCache()
      .findAll({ ...filters, fetchStatus: 'fetching' })
      .filter(query => query.state.data === undefined || !query.isActive())
      .map(async ({ promise, queryKey }) => {
        await promise?.catch(() => {})
        await super.invalidateQueries({ queryKey, exact: true }, { ...options, cancelRefetch: false })
      })
    await Promise.all([super.invalidateQueries(filters, options), ...onTheirWay])
  }
}
