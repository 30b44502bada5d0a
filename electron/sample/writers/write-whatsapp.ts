import { wall } from '../calendar.ts'
import { company } from '../names.ts'
import type { ChatTouch } from '../touch.ts'
import { international } from './numbers.ts'

const encryption =
  'Los mensajes y las llamadas están cifrados de extremo a extremo. Nadie fuera de este chat, ni siquiera WhatsApp, puede leerlos ni escucharlos. Toca para obtener más información.'

/** `3/3/25, 10:12`, as a Spanish Android phone writes it. */
function stamp(at: number): string {
  const local = wall(at)
  const minute = String(local.getUTCMinutes()).padStart(2, '0')
  return `${local.getUTCDate()}/${local.getUTCMonth() + 1}/${local.getUTCFullYear() % 100}, ${local.getUTCHours()}:${minute}`
}

function bodyOf(chat: ChatTouch): string {
  if (chat.mark === 'photo') return '<Multimedia omitido>'
  if (chat.mark === 'deleted') return 'Se eliminó este mensaje.'
  return chat.mark === 'edited' ? `${chat.text} <Se editó este mensaje.>` : chat.text
}

/** The name an unsaved contact has in WhatsApp: their number. */
export function whatsappName(chat: ChatTouch): string {
  return chat.person.chat === 'whatsapp-named' ? chat.person.shownAs : international(chat.person.phone)
}

/** The Android export of one chat. @param chats of one customer, oldest first, at least one */
export function whatsappOf(chats: readonly [ChatTouch, ...ChatTouch[]]): { name: string; text: string } {
  const [first] = chats
  const them = whatsappName(first)
  const lines = chats.map(chat => `${stamp(chat.at)} - ${chat.direction === 'in' ? them : company.name}: ${bodyOf(chat)}\n`)
  return { name: `Chat de WhatsApp con ${them}.txt`, text: `${stamp(first.at)} - ${encryption}\n${lines.join('')}` }
}
