import type { Message, User } from 'grammy/types'
import { mediaType } from '../chat/media.ts'
import type { Attachment, Incoming, Party } from '../connector.ts'

/** A file that comes with a message, and the handle to fetch it with. */
export interface File {
  attachment: Attachment
  fileId: string
}

/** What a message says, still without the content of its files. */
export interface Told {
  item: Incoming
  files: File[]
}

/** The message's id within the source; an edit has the number of the update that told of it as well. */
export function sourceIdOf(message: Message): string {
  return `${message.chat.id}/${message.message_id}`
}

/**
 * Reads one message of a private chat (https://core.telegram.org/bots/api#message). Nothing for groups and channels, and for what
 * Telegram itself reports (a pinned message, a changed picture).
 */
export function understand(message: Message, me: User): Told | undefined {
  if (message.chat.type !== 'private') return undefined
  const files = filesOf(message)
  const text = textOf(message)
  if (text === '' && files.length === 0) return undefined
  const customer = partyOf(message.chat.id, message.chat)
  const bot: Party = { ...partyOf(me.id, me), own: true }
  const out = message.from?.id === me.id
  return {
    item: {
      sourceId: sourceIdOf(message),
      channel: 'chat',
      direction: out ? 'out' : 'in',
      occurredAt: message.date * 1_000,
      from: out ? bot : customer,
      to: [out ? customer : bot],
      text,
      thread: `telegram:${message.chat.id}`,
    },
    files,
  }
}

/** As in Telegram's own exports: the same person is the same customer, whichever way they came in. */
function partyOf(id: number, { first_name, last_name }: { first_name?: string; last_name?: string }): Party {
  const name = [first_name, last_name].filter(Boolean).join(' ')
  return { kind: 'handle', address: `telegram:user${id}`, ...(name && { name }) }
}

function textOf(message: Message): string {
  const { contact, venue, location, poll, dice, sticker } = message
  const parts = [
    forwardedFrom(message),
    written(message),
    sticker?.emoji,
    dice && `${dice.emoji} ${dice.value}`,
    contact && [contact.first_name, contact.last_name, international(contact.phone_number)].filter(Boolean).join(' '),
    venue && `${venue.title}, ${venue.address}`,
    location && `${location.latitude}, ${location.longitude}`,
    poll && [poll.question, ...poll.options.map(option => `– ${option.text}`)].join('\n'),
  ]
  return parts.filter(Boolean).join('\n')
}

/** The text or caption, with the addresses behind links in parentheses. Offsets are in UTF-16 units, as in JavaScript. */
function written({ text, caption, entities, caption_entities }: Message): string {
  let shown = text ?? caption ?? ''
  const links = (entities ?? caption_entities ?? []).flatMap(entity =>
    entity.type === 'text_link' ? [{ end: entity.offset + entity.length, url: entity.url }] : [],
  )
  for (const { end, url } of links.sort((a, b) => b.end - a.end)) shown = `${shown.slice(0, end)} (${url})${shown.slice(end)}`
  return shown
}

function forwardedFrom({ forward_origin: origin }: Message): string {
  if (!origin) return ''
  if (origin.type === 'user') return `↪ ${[origin.sender_user.first_name, origin.sender_user.last_name].filter(Boolean).join(' ')}`
  if (origin.type === 'hidden_user') return `↪ ${origin.sender_user_name}`
  const chat = origin.type === 'chat' ? origin.sender_chat : origin.chat
  return `↪ ${chat.title ?? chat.first_name ?? ''}`
}

/** Numbers of contacts come with or without the plus sign. */
function international(phone: string): string {
  return phone.startsWith('+') ? phone : `+${phone}`
}

function filesOf(message: Message): File[] {
  const { photo, document, video, audio, voice, video_note: note, sticker } = message
  const files: File[] = []
  const add = (
    file: { file_id: string; file_name?: string; mime_type?: string; file_size?: number } | undefined,
    name: string,
    type = mediaType(name),
  ): void => {
    if (!file) return
    files.push({
      fileId: file.file_id,
      attachment: {
        name: file.file_name || name,
        type: file.mime_type || (file.file_name ? mediaType(file.file_name) : type),
        size: file.file_size ?? 0,
      },
    })
  }
  // Smallest first.
  add(photo?.at(-1), 'photo.jpg')
  // An animation is there as a document as well.
  add(document, 'file')
  add(video, 'video.mp4')
  add(audio, 'audio.mp3')
  add(voice, 'voice.ogg')
  add(note, 'video.mp4')
  add(sticker, sticker?.is_animated ? 'sticker.tgs' : sticker?.is_video ? 'sticker.webm' : 'sticker.webp')
  return files
}
