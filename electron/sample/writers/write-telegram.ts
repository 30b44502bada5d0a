import { wall } from '../calendar.ts'
import { company } from '../names.ts'
import type { ChatTouch, Person } from '../touch.ts'

/** Local time without an offset, as Telegram Desktop writes `date`. */
const local = (at: number): string => wall(at).toISOString().slice(0, 19)

/**
 * The whole-account export of Telegram Desktop (`result.json`, "Machine-readable JSON"): our account and its personal chats.
 * @param chats per customer, oldest first
 */
export function telegramOf(chats: ReadonlyMap<Person, readonly ChatTouch[]>): string {
  const us = `user${company.telegramId}`
  let id = 0
  const list = Array.from(chats, ([person, messages]) => ({
    name: person.shownAs,
    type: 'personal_chat',
    id: person.telegramId,
    messages: messages.map(message => ({
      id: ++id,
      type: 'message',
      date: local(message.at),
      date_unixtime: String(message.at / 1000),
      ...(message.mark === 'edited' ? { edited: local(message.at + 20_000), edited_unixtime: String(message.at / 1000 + 20) } : {}),
      from: message.direction === 'in' ? person.shownAs : company.name,
      from_id: message.direction === 'in' ? `user${person.telegramId}` : us,
      ...(message.mark === 'photo'
        ? { photo: '(File not included. Change data exporting settings to download.)', width: 960, height: 1280 }
        : {}),
      text: message.text,
      text_entities: [{ type: 'plain', text: message.text }],
    })),
  }))
  const account = {
    user_id: company.telegramId,
    first_name: company.name,
    last_name: '',
    phone_number: '+34 919 00 01 00',
    username: '@albatelecom',
    bio: '',
  }
  const about = 'Here is the data you requested.'
  return `${JSON.stringify({ about, personal_information: account, chats: { about: 'This page lists all chats from this export.', list } }, null, 1)}\n`
}
