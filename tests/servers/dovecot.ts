import { readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { type Certificate, selfSigned } from './certificate.ts'
import { dovecotConf } from './dovecot-conf.ts'
import { deliverToMaildir, maildirOf, type RawMail } from './maildir.ts'
import { answers, freePort, handOver, makeFolder, removeFolder, scratchFolder, startProgram, until } from './program.ts'

export interface DovecotOptions {
  /** Password by user name. Default: ana with pw. */
  users?: Record<string, string>
  port?: number
  /** Offer STARTTLS on the port and TLS on `tlsPort`, with a certificate signed by itself. */
  tls?: boolean
  /** Where mail is kept; it stays after `stop`. Default: a scratch folder that goes. */
  folder?: string
  /** Folders that are there from the start and their SPECIAL-USE (RFC 6154), '' for none. Default: Sent, Junk, Trash, Drafts as such. */
  folders?: Record<string, string>
  /** Announced instead of everything it can do, for example `IMAP4rev1 UIDPLUS`. */
  capabilities?: string
  /** Take XOAUTH2 and OAUTHBEARER tokens that this URL knows: asked by GET with `?token=`, it answers `{active, username}` (RFC 7662). */
  introspection?: string
}

export interface Dovecot {
  host: '127.0.0.1'
  port: number
  /** TLS from the first byte; 0 without `tls`. */
  tlsPort: number
  certificate: Certificate | undefined
  /** Resolves when the mails lie in the folder; it is made if it is not there. Levels are parted by `/`. */
  deliver: (user: string, folder: string, mails: readonly RawMail[]) => Promise<void>
  /** Holds from now on for new logins; also makes a new user. */
  setPassword: (user: string, password: string) => Promise<void>
  /** Ends every connection, runs `whileDown`, and comes back on the same ports; with other UIDs under a new UIDVALIDITY if wanted. */
  restart: (options?: { newUidValidity?: boolean; whileDown?: () => Promise<void> }) => Promise<void>
  stop: () => Promise<void>
}

const usual = { Sent: '\\Sent', Junk: '\\Junk', Trash: '\\Trash', Drafts: '\\Drafts' }

/** A Dovecot 2.3 of our own on loopback: IMAP with IDLE, CONDSTORE, QRESYNC, SPECIAL-USE, MOVE. */
export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  const home = options.folder ?? scratchFolder('dovecot')
  makeFolder(home)
  const mail = makeFolder(join(home, 'mail'))
  const port = options.port ?? (await freePort())
  const tlsPort = options.tls ? await freePort() : 0
  const certificate = options.tls ? await selfSigned(home) : undefined
  const passwords = new Map(Object.entries(options.users ?? { ana: 'pw' }))

  const usersFile = join(home, 'users')
  let changes = 0
  const writeUsers = () => {
    writeFileSync(usersFile, [...passwords].map(([user, password]) => `${user}:{PLAIN}${password}::::::\n`).join(''))
    handOver(usersFile)
    // Dovecot reads it again when its time in seconds is another one.
    changes++
    utimesSync(usersFile, changes, changes)
  }
  writeUsers()
  const conf = join(home, 'dovecot.conf')
  const { folders = usual, capabilities, introspection } = options
  writeFileSync(conf, dovecotConf({ home, port, tlsPort, certificate, folders, capabilities, introspection }))

  const start = () => startProgram('dovecot', { pack: 'dovecot-imapd', args: ['-c', conf, '-F'], ready: () => answers(port, '* OK') })
  let program = await start()

  return {
    host: '127.0.0.1',
    port,
    tlsPort,
    certificate,
    deliver: (user, folder, mails) => deliverToMaildir(maildirOf(makeFolder(join(mail, user)), folder), mails),
    setPassword: async (user, password) => {
      passwords.set(user, password)
      writeUsers()
      // It looks at the file once a second at most.
      await until(async () => ((await canLogIn(port, user, password)) ? true : undefined), 'the new password')
    },
    restart: async ({ newUidValidity = false, whileDown } = {}) => {
      await program.end()
      if (newUidValidity) for (const user of readdirSync(mail)) forgetUids(join(mail, user))
      await whileDown?.()
      program = await start()
    },
    stop: async () => {
      await program.end()
      if (options.folder === undefined) removeFolder(home)
    },
  }
}

/** Without its lists Dovecot numbers every mail anew; what is left tells it which UIDVALIDITY was given last. */
function forgetUids(maildir: string): void {
  for (const name of readdirSync(maildir)) {
    const path = join(maildir, name)
    if (name === 'dovecot-uidlist' || name.startsWith('dovecot.index')) rmSync(path)
    else if (name.startsWith('.') && statSync(path).isDirectory()) forgetUids(path)
  }
}

function canLogIn(port: number, user: string, password: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' })
    let said = ''
    const done = (result: boolean) => {
      socket.destroy()
      resolve(result)
    }
    socket.setTimeout(5_000, () => done(false))
    socket.once('error', () => done(false))
    socket.once('close', () => done(false))
    socket.on('data', chunk => {
      said += chunk
      if (/^a (OK|NO|BAD)/m.test(said)) done(/^a OK/m.test(said))
    })
    socket.write(`a LOGIN ${quoted(user)} ${quoted(password)}\r\n`)
  })
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
