import type { CallFacts, Mark } from '#shared/model/interaction.ts'
import { localToUtc } from '#shared/model/local-time.ts'
import { isPlausibleTime } from '#shared/model/plausible.ts'
import type { ProblemCode } from '#shared/model/problem.ts'
import type { Attachment, Incoming, Party } from '../../connector.ts'
import type { FileSettings } from '../../file-format.ts'
import { baseName, mediaType } from '../media.ts'
import type { Chat, Sides } from './chats.ts'
import { toParty } from './chats.ts'
import type { Folder } from './folder.ts'
import type { Words } from './schema.ts'
import { TelegramMessage } from './schema.ts'

/** Turns one element of `messages` into an interaction, or says why not. Without `folder` media are named but not read. */
export async function toIncoming(
  json: unknown,
  chat: Chat,
  sides: Sides,
  settings: FileSettings,
  folder: Folder | undefined,
): Promise<Incoming | ProblemCode> {
  const parsed = TelegramMessage.safeParse(json)
  if (!parsed.success || chat.id === undefined) return 'broken-message'
  const message = parsed.data
  const occurredAt = timeOf(message, settings.timeZone)
  if (occurredAt === undefined) return 'bad-date'
  if (!isPlausibleTime(occurredAt, settings.now)) return 'date-out-of-range'

  const service = message.type === 'service'
  const call = service && message.action === 'phone_call'
  const id = service ? message.actor_id : message.from_id
  const name = service ? message.actor : message.from
  const own = sides.isOwn(id, name)
  // What Telegram itself reports must never look like a customer who waits for an answer.
  const sender: Party | undefined = service && !call ? sides.us : toParty(chat, id, name)
  if (!sender) return 'no-address'
  const out = own || (service && !call)
  const item: Incoming = {
    sourceId: `${chat.id}/${message.id}`,
    ...(sides.within !== undefined && { within: sides.within }),
    channel: call ? 'phone' : 'chat',
    direction: out ? 'out' : 'in',
    occurredAt,
    from: out ? { ...sender, own: true } : sender,
    to: out ? sides.customers : [sides.us],
    text: call ? '' : service ? serviceText(message) : textOf(message),
    thread: `telegram:${chat.id}`,
  }
  const marks: Mark[] = []
  if (service && !call) marks.push('system')
  if (message.edited !== undefined || message.edited_unixtime !== undefined) marks.push('edited')
  if (call) {
    item.call = callFacts(message)
    item.endedAt = occurredAt + item.call.talk * 1000
  }
  const media = mediaOf(message)
  if (media) {
    const content = media.path === undefined ? undefined : await folder?.read(media.path)
    if (!content && folder) marks.push('missing-media')
    item.attachments = [content ? { ...media.attachment, size: content.length, content } : media.attachment]
  }
  if (marks.length > 0) item.marks = marks
  return item
}

function timeOf({ date, date_unixtime }: TelegramMessage, timeZone: string): number | undefined {
  if (date_unixtime !== undefined) return date_unixtime * 1000
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(date ?? '')
  if (!match) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  const at = localToUtc(year, month, day, hour, minute, second, timeZone)
  return Number.isNaN(at) ? undefined : at
}

function plain(words: Words | undefined): string {
  if (words === undefined || typeof words === 'string') return words ?? ''
  return words.map(piece => (typeof piece === 'string' ? piece : piece.href ? `${piece.text} (${piece.href})` : piece.text)).join('')
}

function textOf(message: TelegramMessage): string {
  const { contact_information: contact, location_information: place, poll } = message
  const parts = [
    message.forwarded_from === undefined ? '' : `↪ ${message.forwarded_from}`,
    plain(message.text) || plain(message.text_entities),
    message.sticker_emoji ?? '',
    contact ? [contact.first_name, contact.last_name, contact.phone_number].filter(Boolean).join(' ') : '',
    place ? `${place.latitude}, ${place.longitude}` : '',
    poll ? [plain(poll.question), ...(poll.answers ?? []).map(answer => `– ${plain(answer.text)}`)].join('\n') : '',
  ]
  return parts.filter(part => part !== '').join('\n')
}

function serviceText({ actor, action, title, members, text }: TelegramMessage): string {
  const what = (action ?? '').replaceAll('_', ' ')
  const whom = (members ?? []).filter(Boolean).join(', ')
  return [actor, what, title, whom, plain(text)].filter(Boolean).join(' ')
}

function callFacts({ duration, duration_seconds, discard_reason }: TelegramMessage): CallFacts {
  const talk = Math.max(0, Math.round(duration_seconds ?? duration ?? 0))
  if (talk > 0) return { outcome: 'answered', talk }
  const outcome = discard_reason === 'busy' ? 'busy' : discard_reason === 'disconnect' ? 'failed' : 'missed'
  return { outcome, talk: 0 }
}

/** The file that comes with a message. `path` is absent when the export says in parentheses why it has none. */
function mediaOf(message: TelegramMessage): { attachment: Attachment; path?: string } | undefined {
  const written = message.file ?? message.photo
  if (written === undefined || written === '') return undefined
  const included = !written.startsWith('(')
  const fallback = message.photo === undefined ? (message.media_type ?? 'file') : 'photo'
  const name = message.file_name ?? (included ? baseName(written) : fallback)
  const type = message.mime_type ?? (message.file === undefined ? 'image/jpeg' : mediaType(name))
  const size = Math.max(0, message.file_size ?? message.photo_file_size ?? 0)
  return { attachment: { name, type, size }, ...(included ? { path: written } : {}) }
}
