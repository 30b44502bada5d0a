import { xml } from '@xmpp/client'
import { xmpp } from '../../../electron/connectors/xmpp/xmpp.ts'
import type { Prosody } from '../../servers/prosody.ts'

/** An account of that server as the connector is given it, on loopback without TLS where it offers none. `through`: the port of a proxy. */
export function accountOn(prosody: Prosody, user = 'berta', { through = prosody.port, pingEvery = 60 } = {}) {
  const settings = xmpp.schema.parse({
    jid: `${user}@localhost`,
    server: `127.0.0.1:${through}`,
    plain: prosody.certificate === undefined,
    pingEvery,
  })
  return { settings, secrets: { password: 'pw' } }
}

export function numbered(word: string, from: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${word} ${from + i}`)
}

/** A chat message; `about` is an element that points at another message: its name, namespace, and the id it points at. */
export function stanza(
  to: string,
  id: string,
  body?: string,
  about?: [name: string, namespace: string, id: string],
): ReturnType<typeof xml> {
  const message = xml('message', { type: 'chat', to, id })
  if (body !== undefined) message.append(xml('body', {}, body))
  if (about) message.append(xml(about[0], { xmlns: about[1], id: about[2] }))
  return message
}
