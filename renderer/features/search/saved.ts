import { useMutation, useQuery } from '@tanstack/react-query'
import type { SavedSearch } from '#shared/contract/search.ts'
import { api, client, queryClient } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useCommands } from '../../commands/registry.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { toast } from '../../ui/toast.tsx'

const refresh = () => queryClient.invalidateQueries({ queryKey: api.search.saved.key() })

/** Searches kept under a name in this workspace. */
export function useSavedSearches(): readonly SavedSearch[] {
  return useQuery(api.search.saved.queryOptions()).data?.searches ?? []
}

export function useSaveSearch() {
  return useMutation(api.search.save.mutationOptions({ onSuccess: refresh }))
}

/** Removes one; the notice that says so can take it back. */
export function useRemoveSearch(): (search: SavedSearch) => void {
  const { t } = useTranslation('search')
  const { mutate: save } = useSaveSearch()
  const { t: problem } = useTranslation('problems')
  // Said wherever the agent has gone meanwhile.
  const { mutate: remove } = useMutation({
    mutationFn: ({ id }: SavedSearch) => client.search.remove({ id }),
    onSuccess(_, search) {
      toast({ text: t('saved.removed', { name: search.name }), undo: () => save(search) })
      return refresh()
    },
    onError: error => toast({ text: failureText(error, problem) }),
  })
  return remove
}

/** Offers them in the palette. */
export function useSavedSearchCommands(): void {
  const { t } = useTranslation('search')
  useCommands(
    useSavedSearches().map(({ id, name, text }) => ({
      id: `search.saved.${id}`,
      label: t('saved.command', { name }),
      group: t('title'),
      run: () => goTo({ at: 'search', query: text }),
    })),
  )
}
