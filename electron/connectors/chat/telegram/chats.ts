import * as z from 'zod'
import { contactHandle } from '#shared/model/interaction.ts'
import type { Problem } from '#shared/model/problem.ts'
import type { Party } from '../../connector.ts'
import type { Cut, Want } from './json-cutter.ts'
import { JsonCutter } from './json-cutter.ts'
import { Account } from './schema.ts'

/** Persons remembered of one chat, and written to at most. */
const MOST_SENDERS = 50

/** One chat of the export, as far as it has been read. */
export interface Chat {
  id?: string
  name?: string
  /** `personal_chat`, `private_group` and so on. */
  type?: string
  /** Names by id (`user123`), in the order of their first message. */
  senders: Map<string, string | undefined>
  messages: number
}

/** An export before its messages are read. Chats are in the order in which their objects begin; the first is the document itself. */
export interface Overview {
  chats: Chat[]
  account?: Account
}

/** The paths that lead to messages: a single chat is the document itself, an account's export lists its chats. */
function want(path: string): Want {
  const inner = path.replace(/^(?:left_)?chats\.list\.\*\.?/, '')
  if (inner !== path && inner === '') return 'enter'
  switch (inner) {
    case 'chats':
    case 'left_chats':
    case 'chats.list':
    case 'left_chats.list':
    case 'messages':
      return 'enter'
    case 'messages.*':
    case 'id':
    case 'name':
    case 'type':
    case 'personal_information':
      return 'take'
    default:
      return 'skip'
  }
}

/** One message with the index of its chat, or a problem with its place. `bytes`: how far the file has been read. */
export interface Found {
  messages: { chat: number; line: number; json: unknown }[]
  problems: Omit<Problem, 'file'>[]
  bytes: number
}

/** Streams through `result.json`; `overview` is filled as the file is read. Errors of the source pass through. */
export async function* readChats(source: AsyncIterable<Uint8Array>, overview: Overview): AsyncGenerator<Found> {
  const cutter = new JsonCutter(want)
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    yield sort(cutter.push(chunk), overview, bytes)
  }
  yield sort(cutter.end(), overview, bytes)
}

function sort(cuts: Cut[], overview: Overview, bytes: number): Found {
  const found: Found = { messages: [], problems: [], bytes }
  for (const cut of cuts) {
    if (cut.kind === 'problem') {
      found.problems.push({ code: cut.code, line: cut.line })
    } else if (cut.kind === 'enter') {
      if (cut.path === '' || cut.path.endsWith('.*')) overview.chats.push({ senders: new Map(), messages: 0 })
    } else {
      const json = parse(cut.text)
      if (cut.path.endsWith('messages.*')) {
        if (json === undefined) found.problems.push({ code: 'broken-json', line: cut.line })
        else found.messages.push({ chat: overview.chats.length - 1, line: cut.line, json })
      } else {
        note(overview, cut.path, json)
      }
    }
  }
  return found
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function note(overview: Overview, path: string, json: unknown): void {
  const chat = overview.chats.at(-1)
  if (path === 'personal_information') {
    const account = Account.safeParse(json)
    if (account.success) overview.account = account.data
  } else if (chat && path.endsWith('id') && (typeof json === 'number' || typeof json === 'string')) {
    chat.id = String(json)
  } else if (chat && typeof json === 'string') {
    if (path.endsWith('name')) chat.name = json
    else if (path.endsWith('type')) chat.type = json
  }
}

const Sender = z.object({ from: z.string().nullish(), from_id: z.union([z.string(), z.int().transform(id => `user${id}`)]) })

/** Notes who wrote in which chat. `limit` bytes are read at most. */
export async function surveyChats(source: AsyncIterable<Uint8Array>, limit: number, signal: AbortSignal): Promise<Overview> {
  const overview: Overview = { chats: [] }
  for await (const { messages, bytes } of readChats(source, overview)) {
    if (signal.aborted || bytes > limit) break
    for (const { chat: index, json } of messages) {
      const chat = overview.chats[index]
      const sender = Sender.safeParse(json)
      if (!chat || !sender.success) continue
      chat.messages++
      const { from, from_id } = sender.data
      if (chat.senders.size < MOST_SENDERS && !chat.senders.get(from_id)) chat.senders.set(from_id, from ?? undefined)
    }
  }
  return overview
}

/** Who of a chat is us, and who the customers are. */
export interface Sides {
  us: Party
  customers: Party[]
  isOwn(id: string | undefined, name: string | undefined): boolean
  /** The account that counted the messages: each counts those of its own chats and small groups, while large ones have a count of their own. */
  within?: string | null
}

/** Without an id the name means somebody in this chat only. */
export function toParty(chat: Chat, id: string | undefined, name: string | undefined): Party | undefined {
  if (id !== undefined) return { kind: 'handle', address: `telegram:${id.toLowerCase()}`, ...(name === undefined ? {} : { name }) }
  return name === undefined ? undefined : { kind: 'handle', address: contactHandle('telegram', name, chat.id ?? ''), name }
}

/** `own` are our ids and names as the user typed them; they win over the account that made the export, and that over the shape of the chat. */
export function tellSides(chat: Chat, account: Account | undefined, own: string[]): Sides {
  const typed = new Set(
    own.map(name =>
      name
        .trim()
        .toLowerCase()
        .replace(/^telegram:/, ''),
    ),
  )
  const isTyped = (id: string | undefined, name: string | undefined): boolean =>
    (id !== undefined && (typed.has(id.toLowerCase()) || typed.has(id.replace(/^user/, '')))) ||
    (name !== undefined && typed.has(name.trim().toLowerCase()))

  const personal = chat.type === 'personal_chat' || chat.type === 'bot_chat'
  const peer = personal && chat.id !== undefined ? `user${chat.id}` : undefined
  const known = new Map(chat.senders)
  if (peer !== undefined && !known.get(peer)) known.set(peer, chat.name)
  const people = [...known]

  const accountId = account === undefined ? undefined : `user${account.user_id}`
  const isOwn = people.some(([id, name]) => isTyped(id, name))
    ? isTyped
    : accountId !== undefined
      ? (id: string | undefined) => id === accountId
      : (id: string | undefined) => peer !== undefined && id !== peer

  const [first] = people.filter(([id, name]) => isOwn(id, name))
  const accountName = [account?.first_name, account?.last_name].filter(Boolean).join(' ')
  const us = first ? toParty(chat, ...first) : toParty(chat, accountId, accountName === '' ? undefined : accountName)
  const customers = people.filter(([id, name]) => !isOwn(id, name)).flatMap(([id, name]) => toParty(chat, id, name) ?? [])
  const counter = accountId ?? (personal ? first?.[0] : undefined) ?? null
  return {
    us: { kind: 'handle', address: 'telegram:own', ...us, own: true },
    customers,
    isOwn,
    ...(!/supergroup|channel/.test(chat.type ?? '') && { within: counter }),
  }
}
