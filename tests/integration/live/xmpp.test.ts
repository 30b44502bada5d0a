import { xml } from '@xmpp/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { xmpp } from '../../../electron/connectors/xmpp/xmpp.ts'
import { type Prosody, startProsody } from '../../servers/prosody.ts'
import { Collector } from './collect.ts'
import { connectorContract, type World } from './contract.ts'
import { accountOn, numbered, stanza } from './xmpp-account.ts'

type Settings = ReturnType<typeof xmpp.schema.parse>

connectorContract('XMPP', async (): Promise<World<Settings>> => {
  const prosody = await startProsody()
  const given = accountOn(prosody)
  let sent = 0
  let bringBack = () => {}
  let restarted: Promise<void> = Promise.resolve()
  return {
    connector: xmpp,
    given,
    add: async count => {
      await prosody.send('ana', 'berta', numbered('sesame', sent, count))
      sent += count
    },
    many: 120,
    away: () =>
      new Promise(resolve => {
        const whileDown = () => {
          resolve()
          return new Promise<void>(back => (bringBack = back))
        }
        restarted = prosody.restart({ whileDown })
      }),
    back: () => {
      bringBack()
      return restarted
    },
    wrong: [
      { given: { ...given, settings: { ...given.settings, server: 'nowhere.invalid' } }, step: 'name', code: 'name-not-found' },
      { given: { ...given, settings: { ...given.settings, server: '127.0.0.1:1' } }, step: 'port', code: 'refused' },
      { given: { ...given, settings: { ...given.settings, plain: false } }, step: 'tls', code: 'no-tls' },
      { given: { ...given, secrets: { password: 'hunter2' } }, step: 'login', code: 'login-refused' },
    ],
    hidden: ['sesame', 'hunter2', 'berta@', 'ana@'],
    close: () => prosody.stop(),
  }
})

describe('an XMPP account', () => {
  let prosody: Prosody
  let users = 0
  beforeAll(async () => {
    prosody = await startProsody()
  })
  afterAll(async () => {
    await prosody.stop()
  })

  /** Two people nobody else in these tests is. */
  async function two() {
    const [customer, shop] = [`customer${++users}`, `shop${users}`]
    prosody.register(customer, 'pw')
    prosody.register(shop, 'pw')
    const run = new Collector(xmpp, accountOn(prosody, shop)).start()
    await run.until('live', so => so.live)
    const speak = await prosody.connect(customer)
    const other = await prosody.connect(shop, 'phone')
    const end = async () => {
      await Promise.all([run.stop(), speak.stop(), other.stop()])
    }
    return { customer: `${customer}@localhost`, shop: `${shop}@localhost`, run, speak, other, end }
  }

  it('shows what comes in, and what another of our clients answers', async () => {
    const { customer, shop, run, speak, other, end } = await two()
    await speak.send(stanza(shop, 'q1', 'is it open?'))
    await run.until('the question', so => so.items.size === 1)
    await other.send(stanza(customer, 'a1', 'until eight'))
    await run.until('the answer', so => so.items.size === 2)
    const [question, answer] = [...run.items.values()]
    expect(question).toMatchObject({ direction: 'in', text: 'is it open?', thread: customer, from: { kind: 'jid', address: customer } })
    expect(answer).toMatchObject({ direction: 'out', text: 'until eight', thread: customer, from: { address: shop, own: true } })
    await end()
  })

  it('links a correction to what it corrects, and to the correction before', async () => {
    const { shop, run, speak, end } = await two()
    await speak.send(stanza(shop, 'm1', 'at nien'))
    await speak.send(stanza(shop, 'm2', 'at nine', ['replace', 'urn:xmpp:message-correct:0', 'm1']))
    await speak.send(stanza(shop, 'm3', 'at ten', ['replace', 'urn:xmpp:message-correct:0', 'm1']))
    await run.until('both corrections', so => so.late.length === 2)
    const [first, second, third] = [...run.items.values()]
    expect([first?.marks, second?.marks, third?.marks]).toEqual([undefined, ['edited'], ['edited']])
    expect(run.late).toMatchObject([
      { mark: 'corrected', sourceId: first?.sourceId, by: second?.sourceId },
      { mark: 'corrected', sourceId: second?.sourceId, by: third?.sourceId },
    ])
    await end()
  })

  it('says that our message was delivered and read, also when it was sent before we were started', async () => {
    const { customer, shop, run, speak, other, end } = await two()
    await other.send(stanza(customer, 'a1', 'your order is ready'))
    await run.until('the message', so => so.items.size === 1)
    const [message] = run.items.values()
    await speak.send(stanza(shop, 'r1', undefined, ['received', 'urn:xmpp:receipts', 'a1']))
    await run.until('the receipt', so => so.late.length === 1)
    await run.stop()
    run.start()
    await run.until('live again', so => so.live)
    await speak.send(stanza(shop, 'r2', undefined, ['displayed', 'urn:xmpp:chat-markers:0', 'a1']))
    await run.until('the marker', so => so.late.length === 2)
    expect(run.late).toMatchObject([
      { mark: 'delivered', sourceId: message?.sourceId },
      { mark: 'read', sourceId: message?.sourceId },
    ])
    expect(run.items.size).toBe(1)
    await end()
  })

  it('takes no copy from somebody who only says to be our server', async () => {
    const { customer, shop, run, speak, end } = await two()
    const forged = stanza(shop, 'f1')
    const inner = stanza(customer, 'f2', 'send the money')
    inner.attrs.from = shop
    forged.c('sent', { xmlns: 'urn:xmpp:carbons:2' }).c('forwarded', { xmlns: 'urn:xmpp:forward:0' }).cnode(inner)
    await speak.send(forged)
    await speak.send(stanza(shop, 'm1', 'hello'))
    await run.until('the honest message', so => so.items.size > 0)
    expect(run.texts).toEqual(['hello'])
    await end()
  })

  it('names a file that is sent', async () => {
    const { shop, run, speak, end } = await two()
    const message = stanza(shop, 'm1', 'https://files.example.org/up/f%C3%BCr%20dich.pdf')
    message.c('x', { xmlns: 'jabber:x:oob' }).c('url').t('https://files.example.org/up/f%C3%BCr%20dich.pdf')
    await speak.send(message)
    await run.until('the file', so => so.items.size === 1)
    expect([...run.items.values()][0]?.attachments).toEqual([{ name: 'für dich.pdf', type: 'application/pdf', size: 0 }])
    await end()
  })

  it('brings the same to two connectors of one account', async () => {
    const { shop, run, speak, end } = await two()
    const second = new Collector(xmpp, accountOn(prosody, shop.replace(/@.*/, ''))).start()
    await second.until('live', so => so.live)
    for (const text of numbered('m', 0, 30)) await speak.send(stanza(shop, text, text))
    for (const so of [run, second]) await so.until('all', ({ items }) => items.size === 30)
    expect([...second.items.keys()]).toEqual([...run.items.keys()])
    expect([run.repeated, second.repeated]).toEqual([0, 0])
    await second.stop()
    await end()
  })

  it('reads again from a date, and adds nothing by it', async () => {
    const { shop, run, speak, end } = await two()
    for (const text of numbered('m', 0, 70)) await speak.send(stanza(shop, text, text))
    await run.until('all', ({ items }) => items.size === 70)
    const again = new Collector(xmpp, { ...accountOn(prosody, shop.replace(/@.*/, '')), since: Date.now() - 3_600_000 })
    again.cursor = run.cursor
    again.start()
    await again.until('all again', so => so.items.size === 70 && so.live)
    expect([...again.items.keys()]).toEqual([...run.items.keys()])
    await again.stop()
    await end()
  })

  it('takes what the server does not keep as it was heard', async () => {
    const { shop, run, speak, other, end } = await two()
    await other.iqCaller.set(xml('prefs', { xmlns: 'urn:xmpp:mam:2', default: 'never' }))
    await speak.send(stanza(shop, 'm1', 'off the record'))
    await run.until('the message', so => so.items.size === 1)
    expect(run.texts).toEqual(['off the record'])
    await end()
  })
})
