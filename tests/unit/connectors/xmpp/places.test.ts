import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPlaces } from '../../../../electron/connectors/xmpp/places.ts'
import { SRV, srv, startNames } from '../../../servers/names.ts'

const never = new AbortController().signal

describe('finding the server of a domain', () => {
  let names: Awaited<ReturnType<typeof startNames>>
  beforeAll(async () => {
    names = await startNames({
      [`${SRV} _xmpp-client._tcp.both.example`]: [srv(5, 0, 5222, 'first.both.example'), srv(30, 0, 5222, 'last.both.example')],
      [`${SRV} _xmpps-client._tcp.both.example`]: [srv(10, 1, 443, 'light.both.example'), srv(10, 9, 5223, 'heavy.both.example')],
      [`${SRV} _xmpps-client._tcp.half.example`]: [srv(0, 0, 0, '.')],
      [`${SRV} _xmpp-client._tcp.half.example`]: [srv(0, 0, 5269, 'chat.half.example')],
    })
  })
  afterAll(() => names.stop())
  const find = (domain: string, server = '') => findPlaces(domain, server, never, names.resolver())

  it('takes what the domain says of both ways, by priority, then weight', async () => {
    expect((await find('both.example')).map(({ host, port, direct }) => `${host}:${port} ${direct}`)).toEqual([
      'first.both.example:5222 false',
      'heavy.both.example:5223 true',
      'light.both.example:443 true',
      'last.both.example:5222 false',
    ])
  })

  it('takes a lone dot for a service that is not there', async () => {
    expect(await find('half.example')).toEqual([{ host: 'chat.half.example', port: 5269, direct: false }])
  })

  it('tries the domain itself when nothing is known of it, or nobody answers in time', async () => {
    const itself = [{ host: 'nothing.example', port: 5222, direct: false }]
    expect(await find('nothing.example')).toEqual(itself)
    const silent = await startNames()
    expect(await findPlaces('nothing.example', '', never, silent.resolver(100))).toEqual(itself)
    silent.stop()
  })

  it('asks nobody about a server that was set', async () => {
    expect(await find('both.example', '[::1]:5223')).toEqual([{ host: '::1', port: 5223, direct: true }])
  })
})
