import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { discover } from '../../../../electron/connectors/imap/account/discover.ts'
import { oauthOfHost } from '../../../../electron/connectors/imap/account/providers.ts'
import { A, MX, mx, SRV, srv, startNames, type Zone } from '../../../servers/names.ts'

/** What the name server knows, by "type name". */
const zone: Zone = {
  [`${SRV} _imaps._tcp.both.example`]: [
    srv(20, 0, 993, 'second.both.example'),
    srv(10, 1, 9930, 'light.both.example'),
    srv(10, 9, 9931, 'first.both.example'),
  ],
  [`${SRV} _imap._tcp.both.example`]: [srv(0, 0, 143, 'plain.both.example')],
  [`${SRV} _imaps._tcp.starttls.example`]: [srv(0, 0, 0, '.')],
  [`${SRV} _imap._tcp.starttls.example`]: [srv(0, 0, 143, 'mail.starttls.example')],
  [`${MX} workspace.example`]: [mx(10, 'alt1.aspmx.l.google.com'), mx(1, 'aspmx.l.google.com')],
  [`${MX} office.example`]: [mx(0, 'office-example.mail.protection.outlook.com')],
  [`${A} imap.usual.example`]: [Buffer.from([192, 0, 2, 1])],
  [`${A} mail.other.example`]: [Buffer.from([192, 0, 2, 2])],
}

describe('finding the server of an address', () => {
  let names: Awaited<ReturnType<typeof startNames>>
  const never = new AbortController().signal
  beforeAll(async () => {
    names = await startNames(zone)
  })
  afterAll(() => names.stop())
  const find = (address: string) => discover(address, never, names.resolver())

  it.each([
    ['what the domain says, TLS first, by priority and weight', 'Ana@BOTH.example', 'first.both.example', 9931, 'tls'],
    ['STARTTLS when there is no other', 'ana@starttls.example', 'mail.starttls.example', 143, 'starttls'],
    ['a large provider by its domain', 'ana@gmail.com', 'imap.gmail.com', 993, 'tls'],
    ['one in any country', 'ana@hotmail.co.uk', 'outlook.office365.com', 993, 'tls'],
    ['who takes the mail of the domain in', 'ana@workspace.example', 'imap.gmail.com', 993, 'tls'],
    ['and another', 'ana@office.example', 'outlook.office365.com', 993, 'tls'],
    ['the usual name', 'ana@usual.example', 'imap.usual.example', 993, 'tls'],
    ['the next usual name', 'ana@other.example', 'mail.other.example', 993, 'tls'],
  ])('takes %s', async (_, address, host, port, security) => {
    expect(await find(address)).toEqual({ host, port, security })
  })

  it('says when nothing is found', async () => {
    expect(await find('ana@nothing.example')).toBeUndefined()
    expect(await find('ana')).toBeUndefined()
  })

  it('ends at once when it is told to', async () => {
    const silent = await startNames()
    const stop = new AbortController()
    silent.socket.once('message', () => stop.abort())
    expect(await discover('ana@silent.example', stop.signal, silent.resolver())).toBeUndefined()
    silent.stop()
  })

  it('goes on without a name server that does not answer in time', async () => {
    const silent = await startNames()
    expect(await discover('ana@gmail.com', never, silent.resolver(100))).toEqual({ host: 'imap.gmail.com', port: 993, security: 'tls' })
    expect(await discover('ana@silent.example', never, silent.resolver(100))).toBeUndefined()
    silent.stop()
  })

  it('knows where the large providers hand out tokens', () => {
    expect(oauthOfHost('imap.gmail.com')?.tokenUrl).toContain('googleapis.com')
    expect(oauthOfHost('outlook.office365.com')?.tokenUrl).toContain('microsoftonline.com')
    expect(oauthOfHost('imap.example.es')).toBeUndefined()
  })
})
