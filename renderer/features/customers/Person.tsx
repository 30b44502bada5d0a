import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PersonFound } from '#shared/contract/customers.ts'
import { api } from '../../api/client.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Time } from '../../ui/time.tsx'
import { useIdentityWords } from '../profile/identity-words.ts'

const SHOWN = 2

/** The customers a text finds, newest activity first, then who never wrote, for picking one of them. */
export function usePeople(text: string, limit: number, enabled: boolean) {
  return useQuery({
    ...api.customers.find.queryOptions({ input: { text, limit } }),
    enabled,
    placeholderData: keepPreviousData,
  })
}

/** A customer to be picked: two of one name are told apart by their addresses, the ones that were typed first. */
export function Person({ row, typed }: { row: PersonFound; typed: string }) {
  const words = useIdentityWords()
  const identities = useQuery(api.customers.get.queryOptions({ input: { id: row.id } })).data?.identities ?? []
  const wanted = typed.toLowerCase()
  const first = (value: string): number => (wanted !== '' && value.includes(wanted) ? 0 : 1)
  const known = identities.toSorted((a, b) => first(a.value) - first(b.value)).slice(0, SHOWN)
  return (
    <>
      <Avatar name={row.name} />
      <span className="flex min-w-0 grow flex-col gap-0.5 py-1.5 text-start">
        <bdi className="truncate">{row.name}</bdi>
        <bdi className="h-3.5 truncate text-12 text-ink-2">{known.map(words.line).join(' · ')}</bdi>
      </span>
      {row.lastAt !== undefined && (
        <span className="shrink-0 text-12 text-ink-2">
          <Time at={row.lastAt} form="short" plain />
        </span>
      )}
    </>
  )
}
