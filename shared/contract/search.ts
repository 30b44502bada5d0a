import { oc, type } from '@orpc/contract'
import * as z from 'zod'
import type { CallFacts, Channel, Direction } from '../model/interaction.ts'
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
}

export interface SearchResult {
  /** Customers whose name, address or number matches. */
  customers: { id: number; name: string; match: SnippetPart[] }[]
  hits: SearchHit[]
  /** There are more hits than were asked for. */
  more: boolean
  /** Filters that could not be understood, as typed: `after:tomorow`. */
  ignored: string[]
}

export const search = {
  /** Words, "phrases", and filters (see shared/model/query.ts). Newest first. */
  query: oc
    .errors(errors)
    .input(z.object({ text: z.string().max(500), timeZone: z.string(), limit: z.number().int().min(1).max(200).default(40) }))
    .output(type<SearchResult>()),
}
