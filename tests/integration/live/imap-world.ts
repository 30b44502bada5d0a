import { ImapFlow } from 'imapflow'
import { ownAddresses } from '../../../electron/connectors/email/content/addresses.ts'
import { parseMessage } from '../../../electron/connectors/email/message.ts'
import type { Settings } from '../../../electron/connectors/imap/account/settings.ts'
import { imapWith } from '../../../electron/connectors/imap/imap.ts'
import type { LiveContext } from '../../../electron/connectors/live.ts'
import { Collector, type Given } from './collect.ts'

/** The connector with looks a test can wait for: at other folders every 0.5 s. A server that comes to nothing for a while is given its time. */
export const quickImap = imapWith({ answer: 30_000, poll: 500 })

/** The same for servers that do fall silent: given up after 2 s. */
const hastyImap = imapWith({ answer: 2000, poll: 500 })

/** What the supervisor's pool does, here and now. */
export const parseMails: LiveContext<unknown>['parseMails'] = async mails => {
  const parsed = await Promise.all(
    mails.map(({ bytes, ...known }) => parseMessage(bytes, { ...known, own: ownAddresses(['us@example.com']), now: Date.now() })),
  )
  return {
    results: parsed.map(one => (typeof one === 'string' ? { problem: one } : { sourceId: one.sourceId })),
    items: parsed.filter(one => typeof one !== 'string'),
  }
}

export function givenAt(
  port: number,
  more: Record<string, unknown> = {},
  secrets: Record<string, string> = { password: 'pw' },
): Given<Settings> {
  const settings = quickImap.schema.parse({ user: 'ana', host: '127.0.0.1', port, security: 'none', ...more })
  return { settings, secrets, own: ['us@example.com'], parseMails }
}

export function collect(port: number, more?: Record<string, unknown>, secrets?: Record<string, string>): Collector<Settings> {
  return new Collector(quickImap, givenAt(port, more, secrets))
}

/** Of a server that falls silent. */
export function collectHastily(port: number, more?: Record<string, unknown>): Collector<Settings> {
  return new Collector(hastyImap, givenAt(port, more))
}

/** A mail with a number as its id and in its text. */
export function mail(id: number | string, text = ''): string {
  return `From: Ana <ana@example.es>\r\nTo: us@example.com\r\nSubject: Bicycle ${id}\r\nDate: Mon, 03 Mar 2025 10:00:00 +0100\r\nMessage-ID: <${id}@example.es>\r\n\r\nThe saddle ${id} is loose.\r\n${text}`
}

export function mails(count: number, text = '', from = 1): string[] {
  return Array.from({ length: count }, (_, i) => mail(from + i, text))
}

/** Somebody else at the same mailbox. */
export async function anotherClient(port: number, user = 'ana', pass = 'pw'): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass },
    logger: false,
    disableAutoIdle: true,
  })
  await client.connect()
  return client
}
