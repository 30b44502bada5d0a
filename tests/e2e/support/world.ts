import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { xml } from '@xmpp/client'
import { mail } from '../../integration/support/mail.ts'
import { startDovecot } from '../../servers/dovecot.ts'
import { freePort } from '../../servers/program.ts'
import { startProsody } from '../../servers/prosody.ts'
import { startProxy } from '../../servers/proxy.ts'
import { startSmtp } from '../../servers/smtp.ts'
import { root } from './paths.ts'
import { expect, ownPassphrase } from './test.ts'

export const OURS = 'support@us.example'
export const ANA = { name: 'Ana Ruiz', address: 'ana@x.example', jid: 'ana@localhost', phone: '+34600111222' }

export type World = Awaited<ReturnType<typeof startWorld>>

/**
 * A mailbox (Dovecot), a chat server (Prosody), a server that takes mail and keeps a copy in the mailbox as large providers do, a phone system's
 * file of records; the network between them and Hilo; Ana at her own chat client; and a folder of Hilo's that knows all of them.
 */
export async function startWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-e2e-'))
  const records = join(folder, 'Master.csv')
  writeFileSync(records, '')
  const [dovecot, prosody, smtp, port] = await Promise.all([
    startDovecot({ users: { [OURS]: 'pw' } }),
    startProsody({ users: { support: 'pw', ana: 'pw' } }),
    startSmtp(OURS, 'pw'),
    freePort(),
  ])
  const network = { imap: await startProxy(dovecot.port), chat: await startProxy(prosody.port), smtp: await startProxy(smtp.port) }
  const ana = await prosody.connect('ana')
  /** Chat messages that arrived at Ana's client, by the id each has: what comes twice under one id is one. */
  const read: { id: string; text: string }[] = []
  ana.on('stanza', stanza => {
    const text = stanza.is('message') ? stanza.getChildText('body') : null
    if (text !== null) read.push({ id: String(stanza.attrs.id), text })
  })
  await ana.send(xml('presence'))

  const host = '127.0.0.1'
  const accounts = [
    {
      kind: 'imap',
      name: 'Mail',
      settings: {
        user: OURS,
        host,
        port: network.imap.port,
        security: 'none',
        smtpHost: host,
        smtpPort: network.smtp.port,
        smtpSecurity: 'none',
      },
      secrets: { password: 'pw' },
    },
    {
      kind: 'xmpp',
      name: 'Chat',
      settings: { jid: 'support@localhost', server: `${host}:${network.chat.port}`, plain: true, pingEvery: 60 },
      secrets: { password: 'pw' },
    },
    { kind: 'asterisk-live', name: 'Phone', settings: { path: records, timeZone: 'UTC', hold: 0, every: 0.2 } },
  ]
  const made = [join(import.meta.dirname, 'make-accounts.ts'), folder, ownPassphrase, JSON.stringify(accounts)]
  const token = execFileSync(process.execPath, made, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

  const each = Object.values(network)
  return {
    folder,
    /** Where Hilo is to listen: the same after every start. */
    port,
    network: {
      cut: async () => {
        for (const one of each) {
          await one.refuse()
          one.cut()
        }
      },
      restore: async () => {
        for (const one of each) await one.accept()
      },
    },
    smtp,
    /** Ana writes a mail. */
    mail: (id: string, subject: string, text: string) =>
      dovecot.deliver(OURS, 'INBOX', [
        mail({ id, from: `${ANA.name} <${ANA.address}>`, to: OURS, at: new Date().toISOString(), subject, text }),
      ]),
    /** What was taken lies in the folder of sent mail. */
    copySent: (raw: string) => dovecot.deliver(OURS, 'Sent', [raw]),
    chat: (text: string) =>
      ana.send(xml('message', { type: 'chat', to: 'support@localhost', id: crypto.randomUUID() }, xml('body', {}, text))),
    read,
    /** Ana's phone call: it rings. The phone system names a call by when it began (Asterisk's Uniqueid). */
    async rings() {
      const began = Date.now()
      const id = `${Math.floor(began / 1000)}.1`
      /** What a softphone says of it, and how Hilo answers. */
      const stands = async (state: 'ringing' | 'answered' | 'ended'): Promise<number> => {
        const { status } = await fetch(`http://127.0.0.1:${port}/call`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}` },
          body: new URLSearchParams({ from: ANA.phone, id, state }),
        })
        return status
      }
      expect(await stands('ringing')).toBe(204)
      return {
        stands,
        /** The phone system writes down that it ended now, after it rang for a second (cdr_csv of Asterisk). */
        record(): void {
          const stamp = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')
          const seconds = Math.ceil((Date.now() - began) / 1000)
          const times = [stamp(began), stamp(began + 1000), stamp(Date.now()), String(seconds), String(seconds - 1)]
          const who = [
            ANA.phone,
            '600',
            'from-trunk',
            `"${ANA.phone}" <${ANA.phone}>`,
            'PJSIP/trunk-01',
            'PJSIP/201-02',
            'Dial',
            'PJSIP/201,30',
          ]
          const cells = ['', ...who, ...times, 'ANSWERED', 'DOCUMENTATION', id, '', '', id, '1']
          appendFileSync(records, `${cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`)
        },
      }
    },
    async close(): Promise<void> {
      await ana.stop()
      for (const one of each) await one.stop()
      await Promise.all([dovecot.stop(), prosody.stop(), smtp.close()])
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
