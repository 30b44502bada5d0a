import { ami } from './ami/ami.ts'
import { asteriskLive } from './asterisk-live/asterisk-live.ts'
import { folder } from './folder/folder.ts'
import { imap } from './imap/imap.ts'
import { sipRecords } from './sip-records/sip-records.ts'
import { asSource, type Source } from './sources.ts'
import { telegramBot } from './telegram-bot/telegram-bot.ts'
import { xmpp } from './xmpp/xmpp.ts'

const all = [
  asSource(imap),
  asSource(xmpp),
  asSource(telegramBot),
  asSource(asteriskLive),
  asSource(ami),
  asSource(sipRecords),
  asSource(folder),
]

/** Every kind of live source there is a connector for, in the order they are offered. Nothing but those: a kind may come from anywhere. */
export const sources: Readonly<Record<string, Source>> = Object.setPrototypeOf(
  Object.fromEntries(all.map(source => [source.kind, source])),
  null,
)
