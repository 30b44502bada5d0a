import type { Archive } from './archive.ts'
import type { Inbox } from './inbox.ts'
import type { Stream } from './session.ts'
import type { Settings } from './settings.ts'

/** What is left of a session whose connection was cut: all that is needed to go on as if nothing had been (XEP-0198 section 5). */
export interface Cut {
  stream: Stream
  archive: Archive
  /** With what was heard and not yet handed on. */
  inbox: Inbox
  names: ReadonlyMap<string, string>
}

/** By account and server. The server forgets a session after some minutes, and says so when it is asked for. */
const cuts = new Map<string, Cut>()

export function keepCut({ jid, server }: Settings, cut: Cut): void {
  cuts.set(`${jid} ${server}`, cut)
}

/** Each session is gone on with once at most. */
export function takeCut({ jid, server }: Settings): Cut | undefined {
  const cut = cuts.get(`${jid} ${server}`)
  cuts.delete(`${jid} ${server}`)
  return cut
}
