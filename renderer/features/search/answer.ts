import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useFormats } from '../../i18n/format.ts'
import { useLook } from './look.ts'
import { withoutBegun } from './suggest.ts'

const PAGE = 40
const MOST = 200

/**
 * The answer to what is typed, asked for at every key; a question that is no longer asked is ended in the store too. While a newer answer is on
 * its way the one before stays, and `fresh` is false. An older one can never replace a newer one: each is kept under its own question.
 */
export function useAnswer(typed: string) {
  const text = withoutBegun(typed)
  const [asked, setAsked] = useState({ text: '', limit: PAGE })
  const limit = asked.text === text ? asked.limit : PAGE
  const { timeZone } = useFormats()
  const look = useLook()
  const query = useQuery({
    ...api.search.query.queryOptions({ input: { text, timeZone, limit, ...look } }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  })
  return {
    /** What is typed asks for something. */
    asks: text !== '',
    data: text === '' ? undefined : query.data,
    fresh: query.data !== undefined && !query.isPlaceholderData,
    error: query.isError ? query.error : undefined,
    again: () => void query.refetch(),
    /** Absent when there is no more, or no more can be asked for. */
    more: query.data?.more && limit < MOST ? () => setAsked({ text, limit: Math.min(MOST, limit + PAGE) }) : undefined,
    /** More there is, but not through this door. */
    tooMany: query.data?.more === true && limit >= MOST,
  }
}
