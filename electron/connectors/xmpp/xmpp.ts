import type { Socket } from 'node:net'
import { xml } from '@xmpp/client'
import * as z from 'zod'
import type { TestStep } from '#shared/contract/connectors.ts'
import type { LiveConnector, LiveContext } from '../live.ts'
import { SourceError } from '../source-error.ts'
import { Archive } from './archive.ts'
import { type Cut, keepCut, takeCut } from './cut.ts'
import { isRefusal, sourceError } from './errors.ts'
import { Inbox } from './inbox.ts'
import { bare } from './message.ts'
import { findPlaces } from './places.ts'
import { Reading } from './reading.ts'
import { dial, fingerprintOf, protect } from './secure.ts'
import { closeLine, Line, lineOf, openLine, sendChat } from './send.ts'
import { type Element, Session } from './session.ts'
import { domainOf, form, Settings } from './settings.ts'

const Position = z.object({ after: z.string(), at: z.number() }).optional().catch(undefined)

/**
 * One XMPP account: its one-to-one messages, from the server's archive (XEP-0313) and live, also those that other clients of the account
 * send and get (XEP-0280). Source ids are the archive's (XEP-0359), the cursor is the last one read.
 */
export const xmpp: LiveConnector<Settings> = {
  kind: 'xmpp',
  source: 'xmpp',
  schema: Settings,
  form,

  identify: ({ jid }) => jid,
  own: ({ jid }) => [jid],

  async *test(context) {
    const { settings, secrets, signal } = context
    const archive = new Archive(settings.jid)
    let session: Session | undefined
    let socket: Socket | undefined
    let step: TestStep['step'] = 'name'
    try {
      const places = await findPlaces(domainOf(settings.jid), settings.server, signal)
      const dialled = await dial(places, signal).catch(sourceError)
      if (dialled instanceof SourceError && dialled.code === 'name-not-found') throw dialled
      yield { step, ok: true, ...(places[0] && { found: [{ what: 'server', value: `${places[0].host}:${places[0].port}` }] }) }
      step = 'port'
      if (dialled instanceof SourceError) throw dialled
      yield { step, ok: true }
      socket = dialled.socket
      step = 'tls'
      socket = await protect(socket, dialled.place, settings, signal)
      const fingerprint = fingerprintOf(socket)
      if (fingerprint !== undefined) yield { step, ok: true, found: [{ what: 'fingerprint', value: fingerprint }] }
      step = 'login'
      session = await Session.open(socket, settings, secrets.password ?? '', message => archive.hear(message), signal)
      yield { step, ok: true }
      step = 'archive'
      const { count, last } = await archive.page(session, { before: '', max: 1 })
      const messages = last === undefined ? 0 : count
      yield { step, ok: true, ...(messages !== undefined && { found: [{ what: 'messages', value: String(messages) }] }) }
    } catch (error) {
      const { code, detail } = sourceError(error)
      yield { step, ok: false, code, ...(detail !== undefined && { detail }) }
    } finally {
      await session?.close()
      socket?.destroy()
    }
  },

  async *read(context) {
    const { settings, signal } = context
    const cut = takeCut(settings)
    const archive = cut?.archive ?? new Archive(settings.jid)
    const inbox = cut?.inbox ?? new Inbox(settings.jid, archive)
    let names = cut?.names
    let session: Session | undefined
    try {
      session = await login(context, inbox, cut)
      if (!session.resumed) names = undefined
      names ??= await settleIn(session)
      openLine(settings, new Line(session, archive, names))
      const reading = new Reading(session, archive, inbox, names, {
        cursor: Position.parse(context.cursor),
        since: context.since,
        now: context.now,
      })
      for (;;) {
        yield* reading.step()
        while (!(await session.until(inbox.rung(settings.pingEvery * 1_000)))) {
          await session.ping()
          yield { type: 'alive' }
        }
      }
    } catch (error) {
      if (signal.aborted) return
      const failed = sourceError(error)
      // Without a session, nobody was there to be asked.
      const stream = session ? session.stream : cut?.stream
      if (failed.kind === 'retry' && stream && names) keepCut(settings, { stream, archive, inbox, names })
      throw failed
    } finally {
      closeLine(settings)
      inbox.close()
      await session?.close()
    }
  },

  send: sendChat,
}

async function login({ settings, secrets, signal }: LiveContext<Settings>, inbox: Inbox, cut: Cut | undefined): Promise<Session> {
  const places = await findPlaces(domainOf(settings.jid), settings.server, signal)
  const { socket, place } = await dial(places, signal)
  const secured = await protect(socket, place, settings, signal)
  try {
    const hear = (message: Element) => {
      lineOf(settings)?.hear(message)
      inbox.hear(message)
    }
    return await Session.open(secured, settings, secrets.password ?? '', hear, signal, cut?.stream)
  } catch (error) {
    secured.destroy()
    throw error
  }
}

/** Asks for copies of what other clients send and get, says that we are there, and learns what people are called. */
async function settleIn(session: Session): Promise<Map<string, string>> {
  await optional(session.ask('set', xml('enable', { xmlns: 'urn:xmpp:carbons:2' })))
  // Below zero: messages go to a person's client, or wait for one; we get our copies all the same (RFC 6121 section 8.5.2, XEP-0280).
  await session.send(xml('presence', {}, xml('show', {}, 'xa'), xml('priority', {}, '-1')))
  const roster = await optional(session.ask('get', xml('query', { xmlns: 'jabber:iq:roster' })))
  const names = new Map<string, string>()
  for (const { attrs } of roster?.getChild('query', 'jabber:iq:roster')?.getChildren('item') ?? []) {
    const jid = bare(attrs.jid)
    if (jid !== undefined && attrs.name) names.set(jid, String(attrs.name))
  }
  return names
}

/** What a server may refuse without our minding. */
async function optional<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (!isRefusal(error)) throw error
    return undefined
  }
}
