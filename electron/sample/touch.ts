import type { CallOutcome, Direction } from '#shared/model/interaction.ts'

export type Language = 'es' | 'en' | 'de' | 'ja'
export type AttachmentKind = 'pdf' | 'png' | 'csv'

export interface Agent {
  name: string
  extension: string
}

/** Somebody who writes and calls. `chat` tells where: WhatsApp by number, WhatsApp saved under a name, or Telegram. */
export interface Person {
  key: string
  language: Language
  /** How they sign. */
  name: string
  /** How their mails, calls and chats name them: some Japanese customers write their name in Latin letters there. */
  shownAs: string
  /** What friends call them, for greetings. */
  shortName: string
  email?: string
  /** E.164. An identity only of those who call or use WhatsApp. */
  phone: string
  calls: boolean
  chat?: 'whatsapp' | 'whatsapp-named' | 'telegram'
  telegramId?: number
}

interface TouchBase {
  person: Person
  agent: Agent
  direction: Direction
  /** Epoch ms, whole seconds. */
  at: number
}

export interface MailTouch extends TouchBase {
  kind: 'mail'
  subject: string
  /** Paragraphs with greeting and signature, without quoted history. */
  body: string
  /** Mails of one story answer each other. */
  replyTo?: MailTouch
  attach?: AttachmentKind
  automatic: boolean
}

export interface ChatTouch extends TouchBase {
  kind: 'chat'
  text: string
  mark?: 'photo' | 'edited' | 'deleted'
}

export interface CallTouch extends TouchBase {
  kind: 'call'
  outcome: Extract<CallOutcome, 'answered' | 'missed' | 'busy' | 'voicemail'>
  /** Seconds. */
  ring: number
  talk: number
}

export type Touch = MailTouch | ChatTouch | CallTouch
