import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { useFormats } from '../../i18n/format.ts'
import { withoutBegun } from './suggest.ts'

/** Keys that follow each other faster are answered together, ms. */
const PAUSE = 60
const PAGE = 40
const MOST = 200

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/**
 * The answer to what is typed. While a newer one is on its way the one before stays, and `fresh` is false. An older answer can never
 * replace a newer one: each is kept under its own question.
 */
export function useAnswer(typed: string) {
  const text = withoutBegun(typed)
  const settled = useSettled(text)
  const [asked, setAsked] = useState({ text: '', limit: PAGE })
  const limit = asked.text === settled ? asked.limit : PAGE
  const { timeZone } = useFormats()
  const query = useQuery({
    ...api.search.query.queryOptions({ input: { text: settled.slice(0, 500), timeZone, limit } }),
    enabled: settled !== '',
    placeholderData: keepPreviousData,
  })
  const fresh = settled === text && query.data !== undefined && !query.isPlaceholderData
  return {
    /** What is typed asks for something. */
    asks: text !== '',
    data: text === '' || settled === '' ? undefined : query.data,
    fresh,
    error: settled === text && query.isError ? query.error : undefined,
    again: () => void query.refetch(),
    /** Absent when there is no more, or no more can be asked for. */
    more: query.data?.more && limit < MOST ? () => setAsked({ text: settled, limit: Math.min(MOST, limit + PAGE) }) : undefined,
    /** More there is, but not through this door. */
    tooMany: query.data?.more === true && limit >= MOST,
  }
}
