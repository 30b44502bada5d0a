import type { Message, User } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { understand } from '../../../../electron/connectors/telegram-bot/message.ts'
import { Settings } from '../../../../electron/connectors/telegram-bot/settings.ts'

const me: User = { id: 9, is_bot: true, first_name: 'Hilo' }
const ana: User = { id: 4411, is_bot: false, first_name: 'Ana' }
const chat: Message['chat'] = { id: 4411, type: 'private', first_name: 'Ana' }

const read = (more: Partial<Message>) => understand({ message_id: 1, date: 1_710_263_133, from: ana, chat, ...more } satisfies Message, me)
const textOf = (more: Partial<Message>) => read(more)?.item.text

describe('a message of Telegram', () => {
  it('shows where links lead', () => {
    const entities: Message['entities'] = [
      { type: 'bold', offset: 0, length: 2 },
      { type: 'text_link', offset: 3, length: 4, url: 'https://example.org/a' },
      { type: 'text_link', offset: 12, length: 5, url: 'https://example.org/b' },
    ]
    expect(textOf({ text: '🚲 here and there', entities })).toBe('🚲 here (https://example.org/a) and there (https://example.org/b)')
  })

  it('says in words what is no text', () => {
    expect(textOf({ contact: { phone_number: '34600111222', first_name: 'Ana', last_name: 'Pérez', user_id: 4411 } })).toBe(
      'Ana Pérez +34600111222',
    )
    expect(textOf({ location: { latitude: 40.4, longitude: -3.7 } })).toBe('40.4, -3.7')
    expect(textOf({ dice: { emoji: '🎲', value: 6 } })).toBe('🎲 6')
    expect(textOf({ text: 'look', forward_origin: { type: 'hidden_user', sender_user_name: 'Eva', date: 0 } })).toBe('↪ Eva\nlook')
  })

  it('names its files; of a photo, the largest', () => {
    const size = (file_id: string, file_size: number) => ({ file_id, file_unique_id: file_id, width: 1, height: 1, file_size })
    expect(read({ photo: [size('small', 10), size('large', 1_000)], caption: 'broken' })).toMatchObject({
      item: { text: 'broken' },
      files: [{ fileId: 'large', attachment: { name: 'photo.jpg', type: 'image/jpeg', size: 1_000 } }],
    })
    const voice = { file_id: 'v', file_unique_id: 'v', duration: 3 }
    expect(read({ voice })?.files).toEqual([{ fileId: 'v', attachment: { name: 'voice.ogg', type: 'audio/ogg', size: 0 } }])
  })

  it('is none in a group, and when Telegram itself reports something', () => {
    expect(read({ text: 'hi', chat: { id: -5, type: 'group', title: 'Staff' } })).toBeUndefined()
    expect(read({ message_auto_delete_timer_changed: { message_auto_delete_time: 60 } })).toBeUndefined()
  })
})

describe('settings', () => {
  it('let the token, part of every address, over no open network', () => {
    const given = (apiRoot: string) => Settings.safeParse({ bot: '@shop_bot', apiRoot })
    for (const fine of ['', 'https://bots.example.org/', 'http://127.0.0.1:8081', 'http://localhost:8081'])
      expect(given(fine).success).toBe(true)
    for (const open of ['http://bots.example.org', 'ftp://localhost', 'localhost:8081', 'nonsense']) expect(given(open).success).toBe(false)
    expect(given('https://bots.example.org/').data).toEqual({ bot: 'shop_bot', apiRoot: 'https://bots.example.org' })
  })
})
