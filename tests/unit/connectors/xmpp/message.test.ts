import { xml } from '@xmpp/client'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { understand, unwrap } from '../../../../electron/connectors/xmpp/message.ts'

const shop = 'shop@example.org'
const ana = 'ana@example.net'
type Element = ReturnType<typeof xml>

const read = (message: Element) => understand(message, { own: shop, sourceId: 'a1', at: 1_000, nameOf: () => undefined })
const from = (who: string, to: string, more: Record<string, string> = {}, ...children: Element[]) =>
  xml('message', { type: 'chat', id: 'm1', from: who, to, ...more }, ...children)
const body = (text: string) => xml('body', {}, text)

describe('a message', () => {
  it('comes from the customer, whichever device they write from', () => {
    expect(read(from(`${ana}/phone`, `${shop}/desk`, {}, body('hi')))?.item).toEqual({
      sourceId: 'a1',
      channel: 'chat',
      direction: 'in',
      occurredAt: 1_000,
      from: { kind: 'jid', address: ana },
      to: [{ kind: 'jid', address: shop, own: true }],
      text: 'hi',
      thread: ana,
    })
  })

  it('is ours when our account sent it; the server may leave out who that is', () => {
    for (const message of [from(`${shop}/phone`, ana, {}, body('hi')), xml('message', { to: ana }, body('hi'))]) {
      expect(read(message)?.item).toMatchObject({ direction: 'out', to: [{ address: ana }], thread: ana })
    }
  })

  it('shows the name the roster gives, else the one they give themselves', () => {
    const nick = xml('nick', { xmlns: 'http://jabber.org/protocol/nick' }, 'Anita')
    const message = from(ana, shop, {}, body('hi'), nick)
    expect(read(message)?.item?.from.name).toBe('Anita')
    expect(understand(message, { own: shop, sourceId: 'a1', at: 0, nameOf: () => 'Ana Pérez' })?.item?.from.name).toBe('Ana Pérez')
  })

  it.each([
    ['from a room', from('room@muc.example.org/ana', shop, { type: 'groupchat' }, body('hi'))],
    ['whispered in a room', from('room@muc.example.org/ana', shop, {}, body('hi'), xml('x', 'http://jabber.org/protocol/muc#user'))],
    ['an error', from(ana, shop, { type: 'error' }, body('hi'))],
    ['a headline', from(ana, shop, { type: 'headline' }, body('hi'))],
    ['a note to oneself', from(`${shop}/a`, shop, {}, body('hi'))],
    ['somebody typing', from(ana, shop, {}, xml('composing', 'http://jabber.org/protocol/chatstates'))],
    ['empty', from(ana, shop, {}, body('  \n'))],
    ['a receipt that we give', from(shop, ana, {}, xml('received', { xmlns: 'urn:xmpp:receipts', id: 'x' }))],
  ])('is none when it is %s', (_, message) => {
    expect(read(message)).toBeUndefined()
  })

  it('points at what it corrects, and at what was delivered or read', () => {
    const replace = xml('replace', { xmlns: 'urn:xmpp:message-correct:0', id: 'm0' })
    expect(read(from(ana, shop, {}, body('hi!'), replace))).toMatchObject({
      corrects: { author: ana, id: 'm0' },
      item: { marks: ['edited'] },
    })
    const receipt = xml('received', { xmlns: 'urn:xmpp:receipts', id: 'o1' })
    expect(read(from(ana, shop, {}, receipt))?.receipt).toEqual({ mark: 'delivered', of: { author: shop, id: 'o1' } })
    const displayed = xml('displayed', { xmlns: 'urn:xmpp:chat-markers:0', id: 'm1' })
    expect(read(from(shop, ana, {}, displayed))?.receipt).toEqual({ mark: 'read', of: { author: ana, id: 'm1' } })
  })

  it('takes the body without a language, else the first', () => {
    const spanish = xml('body', { 'xml:lang': 'es' }, 'hola')
    expect(read(from(ana, shop, {}, spanish, body('hello')))?.item?.text).toBe('hello')
    expect(read(from(ana, shop, {}, spanish, xml('body', { 'xml:lang': 'en' }, 'hello')))?.item?.text).toBe('hola')
  })
})

describe('a copy from another of our clients', () => {
  const carbon = (sender: string) =>
    xml(
      'message',
      { from: sender, to: `${shop}/x` },
      xml('sent', 'urn:xmpp:carbons:2', xml('forwarded', 'urn:xmpp:forward:0', from(shop, ana, {}, body('hi')))),
    )

  it('is what was sent, when our own server wraps it', () => {
    expect(unwrap(carbon(shop), shop)?.message.getChildText('body')).toBe('hi')
  })

  it('is nothing when anybody else does (CVE-2017-5589)', () => {
    for (const other of [ana, `${shop}.evil.example`, 'example.org']) expect(unwrap(carbon(other), shop)).toBeUndefined()
  })

  it('has an archive id only where our own server gave it', () => {
    const id = (by: string) => xml('stanza-id', { xmlns: 'urn:xmpp:sid:0', id: 'z', by })
    expect(unwrap(from(ana, shop, {}, body('hi'), id(ana)), shop)?.archiveId).toBeUndefined()
    expect(unwrap(from(ana, shop, {}, body('hi'), id(shop)), shop)?.archiveId).toBe('z')
  })
})

describe('whatever a server sends', () => {
  const names = [
    'body',
    'received',
    'displayed',
    'replace',
    'x',
    'url',
    'forwarded',
    'message',
    'sent',
    'stanza-id',
    'delay',
    'nick',
    'subject',
  ]
  const spaces = [
    'urn:xmpp:receipts',
    'urn:xmpp:carbons:2',
    'urn:xmpp:forward:0',
    'jabber:x:oob',
    'urn:xmpp:message-correct:0',
    'urn:xmpp:sid:0',
  ]
  const { element } = fc.letrec<{ element: Element }>(tie => ({
    element: fc
      .tuple(
        fc.constantFrom(...names),
        fc.dictionary(
          fc.constantFrom('id', 'from', 'to', 'type', 'stamp', 'by', 'xmlns'),
          fc.oneof(fc.string(), fc.constantFrom(...spaces, ana, shop)),
        ),
        fc.array(fc.oneof({ maxDepth: 4 }, fc.string(), tie('element')), { maxLength: 4 }),
      )
      .map(([name, attributes, children]) => xml(name, attributes, ...children)),
  }))

  it('never throws, and never says something of nobody', () => {
    fc.assert(
      fc.property(element, message => {
        const heard = unwrap(message, shop)
        const told = heard && read(heard.message)
        if (told) expect(told.other).not.toBe(shop)
      }),
    )
  })
})
