import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { client, xml } from '@xmpp/client'
import { type Certificate, selfSigned } from './certificate.ts'
import { answers, freePort, handOver, makeFolder, removeFolder, scratchFolder, startProgram } from './program.ts'

export interface ProsodyOptions {
  /** Password by user name. Default: ana and berta, both with pw. */
  users?: Record<string, string>
  /** Offer STARTTLS, with a certificate signed by itself; without it passwords travel in the open. */
  tls?: boolean
}

export interface Prosody {
  host: '127.0.0.1'
  /** Of the part after the @ of every address. */
  domain: 'localhost'
  port: number
  /** For @xmpp/client. */
  service: string
  certificate: Certificate | undefined
  /** Makes an account, or changes its password. */
  register: (user: string, password: string) => void
  /** A client that is online and takes part in nothing until told to. End it with `stop`. */
  connect: (user: string, resource?: string) => Promise<ReturnType<typeof client>>
  /** Sends chat messages from one user to another, in order; resolves with their ids when the server took them all. */
  send: (from: string, to: string, texts: readonly string[]) => Promise<string[]>
  /** Ends every connection, runs `whileDown`, and comes back on the same port with all accounts and archives. */
  restart: (options?: { whileDown?: () => Promise<void> }) => Promise<void>
  stop: () => Promise<void>
}

/** A Prosody of our own on loopback: archive (XEP-0313), stream management (XEP-0198), carbons (XEP-0280). */
export async function startProsody({ users = { ana: 'pw', berta: 'pw' }, tls = false }: ProsodyOptions = {}): Promise<Prosody> {
  const home = scratchFolder('prosody')
  const port = await freePort()
  const certificate = tls ? await selfSigned(home) : undefined
  const conf = join(home, 'prosody.cfg.lua')
  writeFileSync(conf, prosodyConf(home, port, certificate))

  const passwords = new Map<string, string>()
  const accounts = ['data', 'localhost', 'accounts'].reduce((path, name) => makeFolder(join(path, name)), home)
  const register = (user: string, password: string) => {
    passwords.set(user, password)
    // What `prosodyctl register` writes, without its third of a second (prosody: util.datamanager).
    const file = join(
      accounts,
      `${encodeURIComponent(user)
        .replace(/[-_.!~*'()]/g, one => `%${one.charCodeAt(0).toString(16)}`)
        .replace(/%../g, code => code.toLowerCase())}.dat`,
    )
    writeFileSync(file, `return { ["password"] = ${JSON.stringify(password)}; };\n`)
    handOver(file)
  }
  for (const [user, password] of Object.entries(users)) register(user, password)

  const start = () => startProgram('prosody', { pack: 'prosody', args: ['--config', conf, '-F'], ready: () => answers(port) })
  let program = await start()

  const service = `xmpp://127.0.0.1:${port}`
  const connect = async (user: string, resource = 'test') => {
    const one = client({ service, domain: 'localhost', resource, username: user, password: passwords.get(user) ?? '' })
    one.reconnect.stop()
    one.on('error', () => {})
    await one.start()
    return one
  }

  return {
    host: '127.0.0.1',
    domain: 'localhost',
    port,
    service,
    certificate,
    register,
    connect,
    send: async (from, to, texts) => {
      const sender = await connect(from, `sender-${Math.random()}`)
      const ids = texts.map(() => crypto.randomUUID())
      for (const [at, text] of texts.entries()) {
        const attributes = { type: 'chat', to: `${to}@localhost`, id: ids[at] ?? '' }
        await sender.send(xml('message', attributes, xml('body', {}, text)))
      }
      // It works off a connection in order: its answer to this comes after all of them.
      await sender.iqCaller.request(xml('iq', { type: 'get', to: 'localhost' }, xml('ping', { xmlns: 'urn:xmpp:ping' })))
      await sender.stop()
      return ids
    },
    restart: async ({ whileDown } = {}) => {
      await program.end()
      await whileDown?.()
      program = await start()
    },
    stop: async () => {
      await program.end()
      removeFolder(home)
    },
  }
}

/** https://prosody.im/doc/configure */
function prosodyConf(home: string, port: number, certificate: Certificate | undefined): string {
  return `
pidfile = "${home}/prosody.pid"
data_path = "${home}/data"
log = { warn = "${home}/log" }
interfaces = { "127.0.0.1" }
c2s_ports = { ${port} }
c2s_direct_tls_ports = {}
s2s_ports = {}
http_ports = {}
https_ports = {}
c2s_require_encryption = ${certificate !== undefined}
${certificate ? `ssl = { certificate = "${certificate.file}", key = "${certificate.key}" }` : ''}
authentication = "internal_plain"
storage = "internal"
storage_archive_item_limit = 100000
modules_enabled = { "roster", "saslauth", "disco", "carbons", "mam", "smacks", "ping", "csi_simple"${certificate ? ', "tls"' : ''} }
modules_disabled = { "s2s"${certificate ? '' : ', "tls"'} }
allow_unencrypted_plain_auth = true
archive_expires_after = "never"
default_archive_policy = true
VirtualHost "localhost"
`
}
