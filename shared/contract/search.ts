import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import type { CallFacts, Channel, Direction, IdentityKind } from '../model/interaction.ts'
import { TimeZone } from '../model/local-time.ts'
import { errors } from './errors.ts'

/** A piece of a snippet; `hit` pieces are what was searched for. */
export interface SnippetPart {
  text: string
  hit: boolean
}

export interface SearchHit {
  /** Interaction id. */
  id: number
  customer: number
  customerName: string
  channel: Channel
  direction: Direction
  occurredAt: number
  subject?: string
  call?: CallFacts
  /** Names of attachments. */
  files: string[]
  snippet: SnippetPart[]
  /** Said by the service, by neither side: somebody changed their number. */
  system?: true
}

export interface NoteHit {
  key: string
  customer: number
  customerName: string
  changedAt: number
  snippet: SnippetPart[]
}

/** A customer's hits stand together; `count` of them were found, not all are among the hits. */
export interface SearchGroup {
  customer: number
  name: string
  count: number
}

export interface SearchResult {
  /** Customers whose name, address or number matches. `kind`: of the identity that `match` shows, if it shows one. */
  customers: { id: number; name: string; match: SnippetPart[]; kind?: IdentityKind }[]
  hits: SearchHit[]
  /** Notes that hold the words, newest first, at most 20. */
  notes: NoteHit[]
  /** When asked for `grouped`: whose the hits are, in their order. */
  groups?: SearchGroup[]
  /** There are more hits than were asked for. */
  more: boolean
  /** Filters that could not be understood, as typed: `after:tomorow`. */
  ignored: string[]
  /** Nothing was found; this was searched for instead. */
  instead?: string
}

/** `best`: by how well it matches and how new it is. */
export const SearchOrder = z.enum(['best', 'newest'])
export type SearchOrder = z.infer<typeof SearchOrder>

/** UTF-16 units of a search. */
export const LONGEST_SEARCH = 500

const SearchInput = z.object({
  text: z.string().max(LONGEST_SEARCH),
  timeZone: TimeZone,
  limit: z.number().int().min(1).max(200).default(40),
  order: SearchOrder.default('newest'),
  grouped: z.boolean().default(false),
})
export type SearchInput = z.infer<typeof SearchInput>

/** A search with a name, kept in the workspace. `id` is made by who saves it. */
export const SavedSearch = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(80),
  text: z.string().trim().min(1).max(LONGEST_SEARCH),
})
export type SavedSearch = z.infer<typeof SavedSearch>

export const search = {
  /** Words, "phrases", and filters (see shared/model/query.ts). */
  query: oc.errors(errors).input(SearchInput).output(type<SearchResult>()),
  saved: oc.errors(errors).output(type<{ searches: SavedSearch[] }>()),
  /** Keeps a new one, or another name or text for one that is there. */
  save: oc.errors(errors).input(SavedSearch).output(type<{ ok: true }>()),
  /** NOT_FOUND when it is gone. */
  remove: oc
    .errors(errors)
    .input(SavedSearch.pick({ id: true }))
    .output(type<{ ok: true }>()),
}
