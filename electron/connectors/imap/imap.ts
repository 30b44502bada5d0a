import type { LiveConnector } from '../live.ts'
import { form, Settings } from './account/settings.ts'
import type { Waits } from './connection.ts'
import { readMail } from './read.ts'
import { testMail } from './steps.ts'

/** IMAP (RFC 3501, RFC 9051) with other waits: for tests that cannot wait a minute for a server to be found silent. */
export function imapWith(waits: Waits): LiveConnector<Settings> {
  return {
    kind: 'imap',
    source: 'email',
    schema: Settings,
    form,
    identify: ({ user, host }) => (user.includes('@') || host === undefined ? user.toLowerCase() : `${user}@${host}`.toLowerCase()),
    own: ({ user }) => (user.includes('@') ? [user] : []),
    test: context => testMail(context, waits),
    read: context => readMail(context, waits),
  }
}

export const imap = imapWith({ answer: 60_000, poll: 60_000 })
