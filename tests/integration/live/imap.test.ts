import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { imapWith } from '../../../electron/connectors/imap/imap.ts'
import { SourceError } from '../../../electron/connectors/source-error.ts'
import { type Dovecot, startDovecot } from '../../servers/dovecot.ts'
import { Collector } from './collect.ts'
import { connectorContract } from './contract.ts'
import { anotherClient, collect, givenAt, mail, mails, quickImap } from './imap-world.ts'

connectorContract('imap', async () => {
  const server = await startDovecot()
  let count = 0
  let stopped: Promise<void> = Promise.resolve()
  let comeBack: () => void = () => {}
  return {
    connector: quickImap,
    given: givenAt(server.port),
    // Three slices.
    many: 1200,
    async add(more) {
      const some = mails(more, '', count + 1)
      count += more
      await server.deliver('ana', 'INBOX', some)
    },
    away: async () => {
      await new Promise<void>(resolve => {
        stopped = server.restart({
          whileDown: () => {
            resolve()
            return new Promise(back => (comeBack = back))
          },
        })
      })
    },
    back: async () => {
      comeBack()
      await stopped
    },
    wrong: [
      { given: givenAt(1), step: 'port', code: 'refused' },
      { given: givenAt(server.port, {}, { password: 'not it' }), step: 'login', code: 'login-refused' },
      { given: givenAt(server.port, { folders: ['Nowhere'] }), step: 'folder', code: 'folder-missing' },
    ],
    hidden: ['saddle', 'Bicycle', 'ana@example.es', 'not it'],
    close: server.stop,
  }
})

describe('an IMAP account', () => {
  let server: Dovecot
  let users = 0
  /** A mailbox of its own. */
  const someone = async () => {
    const user = `user${++users}`
    await server.setPassword(user, 'pw')
    return {
      user,
      deliver: (folder: string, some: string[]) => server.deliver(user, folder, some),
      run: (more: Record<string, unknown> = {}) => collect(server.port, { user, ...more }),
      client: () => anotherClient(server.port, user),
    }
  }
  beforeAll(async () => {
    server = await startDovecot()
  })
  afterAll(() => server.stop())

  it('brings the newest first, from all folders that hold mail', async () => {
    const { deliver, run } = await someone()
    await deliver('INBOX', mails(1200))
    await deliver('Sent', [mail('sent')])
    await deliver('Año/Пример', [mail('deep')])
    for (const folder of ['Junk', 'Trash', 'Drafts', 'Papelera', 'Spam']) await deliver(folder, [mail(folder)])
    const read = run().start()
    await read.until('live', so => so.live)
    await read.stop()
    const items = [...read.items.values()]
    expect(items).toHaveLength(1202)
    expect(read.items.get('email sent@example.es')?.direction).toBe('out')
    expect(read.items.get('email deep@example.es')).toMatchObject({ direction: 'in', file: 'Año/Пример/1' })
    const inbox = items.filter(item => item.file?.startsWith('INBOX')).map(item => Number(item.file?.split('/')[1]))
    expect(Math.min(...inbox.slice(0, 250))).toBe(951)
  })

  it('shows a mail when it arrives in the inbox, by IDLE, and elsewhere at the next look', async () => {
    const { user, deliver, run } = await someone()
    await deliver('INBOX', mails(3))
    // By IDLE alone: it would look again only in an hour.
    const told = new Collector(imapWith({ answer: 2000, poll: 3600_000 }), givenAt(server.port, { user })).start()
    await told.until('live', so => so.live)
    await deliver('INBOX', [mail('new')])
    await told.until('the mail', so => so.items.has('email new@example.es'))
    await told.stop()
    const looks = run().start()
    await looks.until('live', so => so.live)
    await deliver('Sent', [mail('answer')])
    await looks.until('the answer', so => so.items.get('email answer@example.es')?.direction === 'out')
    await looks.stop()
  })

  it.each([
    ['QRESYNC', undefined],
    ['plain UIDs', 'IMAP4rev1 UIDPLUS'],
  ])('marks what was moved and removed, while it watches and while it does not (%s)', async (_, capabilities) => {
    const own = await startDovecot(capabilities === undefined ? {} : { capabilities })
    await own.deliver('ana', 'INBOX', mails(10))
    await own.deliver('ana', 'Archive', [mail('old')])
    const read = collect(own.port).start()
    await read.until('live', so => so.live)
    const client = await anotherClient(own.port)
    await client.mailboxOpen('INBOX')
    const marks = (so: typeof read) => Object.fromEntries(so.late.map(late => [late.sourceId.split('@')[0], late.mark]))
    await client.messageCopy('1', 'Archive', { uid: true })
    await client.messageDelete('1:2', { uid: true })
    await read.until('the marks', so => so.late.length === 2)
    expect(marks(read)).toEqual({ 1: 'moved', 2: 'removed' })
    await read.stop()
    await client.messageCopy('3', 'Archive', { uid: true })
    await client.messageDelete('3:4', { uid: true })
    await own.deliver('ana', 'INBOX', [mail('new')])
    read.start()
    await read.until('the other marks', so => so.live && so.late.length === 4)
    expect(marks(read)).toEqual({ 1: 'moved', 2: 'removed', 3: 'moved', 4: 'removed' })
    expect(read.items.size).toBe(12)
    await read.stop()
    await client.logout()
    await own.stop()
  })

  it.each([
    ['QRESYNC', undefined],
    ['plain UIDs', 'IMAP4rev1 UIDPLUS'],
  ])('tells a mail put into a folder that is not read from one that was deleted, as far back as any (%s)', async (_, capabilities) => {
    const own = await startDovecot(capabilities === undefined ? {} : { capabilities })
    await own.deliver('ana', 'INBOX', mails(6000))
    await own.deliver('ana', 'Trash', [mail('thrown away')])
    await own.deliver('ana', 'Shop', mails(20, '', 7001))
    const read = collect(own.port).start()
    await read.until('live', so => so.live && so.items.size === 6020)
    expect(JSON.stringify(read.cursor).length).toBeLessThan(500)
    const client = await anotherClient(own.port)
    await client.mailboxOpen('INBOX')
    await client.messageMove('1', 'Trash', { uid: true })
    await client.messageDelete('2,11', { uid: true })
    await client.messageMove('3000', 'Junk', { uid: true })
    const marks = (so: typeof read) => Object.fromEntries(so.late.map(late => [late.sourceId.split('@')[0], late.mark]))
    await read.until('the marks', so => so.late.length >= 4)
    expect(marks(read)).toEqual({ 1: 'moved', 2: 'removed', 11: 'removed', 3000: 'moved' })
    await read.stop()
    read.late.length = 0
    await client.messageMove('12', 'Trash', { uid: true })
    await client.messageDelete('13', { uid: true })
    // One folder gets another name, whose mails then lie there; one mail of it does not.
    await client.mailboxOpen('Shop')
    await client.messageDelete('1', { uid: true })
    await client.mailboxRename('Shop', 'Orders')
    read.start()
    await read.until('the other marks', so => so.live && so.late.length >= 22)
    expect(marks(read)).toMatchObject({ 12: 'moved', 13: 'removed', 7001: 'removed', 7002: 'moved', 7020: 'moved' })
    expect(read.late).toHaveLength(22)
    expect(read.items.size).toBe(6020)
    await read.stop()
    await client.logout()
    await own.stop()
  })

  it('goes on with the folders that are left when one vanishes, and asks for a person when none is', async () => {
    const { user, deliver, run, client } = await someone()
    await deliver('One', [mail('one')])
    await deliver('Two', [mail('two')])
    // Dovecot drops who has a folder open that is deleted.
    const read = run({ folders: ['One', 'Two'] }).start(true)
    await read.until('live', so => so.live && so.items.size === 2)
    const other = await client()
    await other.mailboxDelete('One')
    await read.until('the mark', so => so.late.length === 1)
    expect(read.late).toMatchObject([{ sourceId: 'one@example.es', mark: 'removed' }])
    await server.deliver(user, 'Two', [mail('three')])
    await read.until('news', so => so.items.size === 3)
    await other.mailboxDelete('Two')
    await other.logout()
    const isMissing = (error: unknown) => error instanceof SourceError && error.kind === 'attention' && error.code === 'folder-missing'
    await read.until('its failure', so => so.errors.some(isMissing))
    await read.stop()
  })

  it('reads everything again, once, when the server numbers its mails anew', async () => {
    const own = await startDovecot()
    await own.deliver('ana', 'INBOX', mails(50))
    const read = collect(own.port).start(true)
    await read.until('live', so => so.live)
    await own.restart({ newUidValidity: true, whileDown: () => own.deliver('ana', 'INBOX', [mail('while down')]) })
    await read.until('the new one', so => so.items.size === 51 && so.live)
    expect(read.repeated).toBe(50)
    expect(read.late).toEqual([])
    await read.stop()
    await own.stop()
  })

  it('asks for a person when the password was changed, and goes on when it is right again', async () => {
    const own = await startDovecot()
    await own.deliver('ana', 'INBOX', mails(5))
    const read = collect(own.port).start()
    await read.until('live', so => so.live)
    await own.setPassword('ana', 'another')
    await own.restart()
    expect(await read.failure()).toMatchObject({ kind: 'retry' })
    read.start()
    expect(await read.failure()).toMatchObject({
      kind: 'attention',
      code: 'login-refused',
      detail: expect.stringContaining('Authentication failed'),
    })
    await own.setPassword('ana', 'pw')
    await own.deliver('ana', 'INBOX', [mail('meanwhile')])
    read.start()
    await read.until('the mail', so => so.live && so.items.size === 6)
    expect(read.repeated).toBe(0)
    await read.stop()
    await own.stop()
  })

  it('leaves out a mail that is too large, says so, and takes the others', async () => {
    const { deliver, run } = await someone()
    const line = `${'x'.repeat(76)}\r\n`
    await deliver('INBOX', [mail('before'), mail('large', line.repeat(900_000)), mail('after')])
    const read = run().start()
    await read.until('live', so => so.live)
    await read.stop()
    expect([...read.items.keys()].toSorted()).toEqual(['email after@example.es', 'email before@example.es'])
    expect(read.problems).toEqual([{ file: 'INBOX/2', code: 'too-large' }])
  })

  it('takes the folders that were chosen and no other', async () => {
    const { deliver, run } = await someone()
    await deliver('INBOX', mails(3))
    await deliver('Año', [mail('chosen')])
    const read = run({ folders: ['Año'] }).start()
    await read.until('live', so => so.live)
    await deliver('Año', [mail('news')])
    await read.until('news', so => so.items.size === 2)
    await read.stop()
    expect([...read.items.keys()].toSorted()).toEqual(['email chosen@example.es', 'email news@example.es'])
  })

  it('goes on where mails vanished before they were read', async () => {
    const { user, deliver, run, client } = await someone()
    await deliver('INBOX', mails(40))
    const read = run()
    // As a cut leaves it: two holes, of which the upper one is empty when it comes back.
    const other = await client()
    const { uidValidity } = await other.mailboxOpen('INBOX')
    read.cursor = {
      folders: {
        INBOX: {
          validity: String(uidValidity),
          next: 41,
          todo: [
            [1, 10],
            [30, 35],
          ],
        },
      },
    }
    await other.messageDelete('5,30:35', { uid: true })
    await other.logout()
    await server.deliver(user, 'INBOX', [mail('new')])
    read.start()
    await read.until('live', so => so.live)
    await read.stop()
    expect([...read.items.values()].map(item => Number(item.file?.split('/')[1])).toSorted((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 6, 7, 8, 9, 10, 41,
    ])
  })

  it('reads again from a date on', async () => {
    const { user, run } = await someone()
    const year = (at: number) => ({ raw: mail(at), receivedAt: Date.UTC(at, 0, 15) })
    await server.deliver(user, 'INBOX', [2020, 2021, 2022, 2023].map(year))
    const first = run().start()
    await first.until('live', so => so.live)
    await first.stop()
    const context = { ...givenAt(server.port, { user }), since: Date.UTC(2022, 0, 1) }
    const again = new Collector(quickImap, context)
    again.cursor = first.cursor
    again.start()
    await again.until('live', so => so.live)
    await again.stop()
    expect([...again.items.keys()].toSorted()).toEqual(['email 2022@example.es', 'email 2023@example.es'])
  })
})
