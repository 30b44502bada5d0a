import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { xml } from '@xmpp/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Outgoing } from '../../../electron/connectors/outgoing.ts'
import { xmpp } from '../../../electron/connectors/xmpp/xmpp.ts'
import { type Prosody, startProsody } from '../../servers/prosody.ts'
import { Collector } from '../live/collect.ts'
import { accountOn } from '../live/xmpp-account.ts'

let prosody: Prosody
let users = 0
beforeAll(async () => {
  prosody = await startProsody()
})
afterAll(() => prosody.stop())

/** A customer who listens, and our account, live. */
async function two() {
  const [customer, shop] = [`customer${++users}`, `shop${users}`]
  prosody.register(customer, 'pw')
  prosody.register(shop, 'pw')
  const given = accountOn(prosody, shop)
  const collected = new Collector(xmpp, given).start()
  await collected.until('live', so => so.live)
  const phone = await prosody.connect(customer)
  const got: string[] = []
  phone.on('stanza', stanza => {
    const body = stanza.is('message') ? stanza.getChildText('body') : null
    if (body === null) return
    got.push(body)
    const received = xml('received', { xmlns: 'urn:xmpp:receipts', id: stanza.attrs.id })
    void phone.send(xml('message', { to: stanza.attrs.from, type: 'chat', id: randomUUID() }, received))
  })
  await phone.send(xml('presence'))
  let handedOver = 0
  const send = (message: Outgoing) =>
    xmpp.send?.(
      {
        ...given,
        signal: new AbortController().signal,
        keepSecrets: async () => {},
        handedOver: async () => {
          handedOver++
        },
      },
      message,
    )
  const outgoing = (text: string, to = `${customer}@localhost`): Outgoing => ({
    sourceId: randomUUID(),
    from: { address: `${shop}@localhost` },
    to: [{ address: to }],
    cc: [],
    bcc: [],
    subject: '',
    text,
    references: [],
    files: [],
    at: Date.now(),
  })
  return { collected, got, send, outgoing, phone, handedOver: () => handedOver, end: () => Promise.all([collected.stop(), phone.stop()]) }
}

test('a reply goes through the live connection; its copy in the archive is the interaction, and the receipt marks it', async () => {
  const { collected, got, send, outgoing, phone, end } = await two()
  const sent = await send(outgoing('We are on it.'))
  expect(sent?.item).toMatchObject({ text: 'We are on it.', direction: 'out', channel: 'chat' })
  await expect.poll(() => got).toEqual(['We are on it.'])
  // The customer answers: what is read then holds our own message under the very id.
  await phone.send(xml('message', { to: sent?.item?.from.address ?? '', type: 'chat', id: randomUUID() }, xml('body', {}, 'Thanks')))
  await collected.until('both', so => so.texts.includes('Thanks') && so.texts.includes('We are on it.'))
  const own = [...collected.items.values()].filter(item => item.direction === 'out')
  expect(own.map(item => item.sourceId)).toEqual([sent?.item?.sourceId])
  await collected.until('the receipt', so => so.late.some(late => late.mark === 'delivered'))
  expect(collected.late).toMatchObject([{ mark: 'delivered', sourceId: sent?.item?.sourceId }])
  await end()
})

test('in doubt it is looked for in the archive, and sent only when it is not there', async () => {
  const { got, send, outgoing, handedOver, end } = await two()
  const message = outgoing('Once and only once.')
  const first = await send(message)
  const again = await send({ ...message, doubtSince: message.at })
  expect(again?.item?.sourceId).toBe(first?.item?.sourceId)
  expect(handedOver()).toBe(1)
  const never = outgoing('This one never went out.')
  await send({ ...never, doubtSince: never.at })
  expect(handedOver()).toBe(2)
  await expect.poll(() => got).toEqual(['Once and only once.', 'This one never went out.'])
  await end()
})

test('what the server refuses says why; without a connection it waits', async () => {
  const { send, outgoing, end } = await two()
  await expect(send(outgoing('Hello?', 'nobody@localhost'))).rejects.toMatchObject({ again: 'no', code: 'server-said-no' })
  await end()
  await expect(send(outgoing('Too early'))).rejects.toMatchObject({ again: 'later', code: 'dropped' })
})

test('cut off right after it was handed over, it arrives once all the same', async () => {
  const { got, send, outgoing, collected, end } = await two()
  const message = outgoing('Across a restart.')
  const lost = send(message)?.catch((error: unknown) => error)
  await prosody.restart()
  await lost
  await collected.stop()
  collected.start(true)
  await collected.until('live again', so => so.live)
  for (let tries = 0; tries < 20; tries++) {
    const done = await send({ ...message, doubtSince: message.at })?.catch(() => undefined)
    if (done) break
    await pause(200)
  }
  await send({ ...message, doubtSince: message.at })
  expect(got.filter(text => text === 'Across a restart.').length).toBeLessThanOrEqual(1)
  await end()
})
