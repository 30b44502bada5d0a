import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createContext, useContext, useMemo } from 'react'
import type { CaseView } from '#shared/contract/cases.ts'
import type { Interaction } from '#shared/contract/timeline.ts'
import { api } from '../../api/client.ts'

/** The cases that the loaded rows of a timeline are in. */
export const CasesShown = createContext<ReadonlyMap<number, CaseView>>(new Map())

export function useCaseShown(id: number | undefined): CaseView | undefined {
  const shown = useContext(CasesShown)
  return id === undefined ? undefined : shown.get(id)
}

/** Asks for them once rows are there: what a row needs of its case to be drawn at its full height is in the row. `coming`: none are there yet. */
export function useCasesOf(rows: readonly Interaction[] | undefined): { cases: ReadonlyMap<number, CaseView>; coming: boolean } {
  const ids = useMemo(() => [...new Set(rows?.flatMap(row => row.case?.id ?? []))].sort((a, b) => a - b), [rows])
  const { data, isLoading: coming } = useQuery({
    ...api.cases.some.queryOptions({ input: { ids } }),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  })
  const cases = useMemo(() => new Map(data?.map(one => [one.id, one])), [data])
  return { cases, coming }
}
