/**
 * A stand-in for Asterisk's Manager Interface: what its documentation says of Challenge, Login, CoreShowChannels, Ping and the events of calls, over TCP.
 * Events look as in "AMI Events"; which follow on each other was put together from that, not recorded from a real switch.
 */
import { createHash, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

type Fields = Record<string, string>

export interface AmiStandIn {
  port: number
  user: string
  password: string
  /** Sends an event to everybody who is logged in. */
  tell: (event: string, fields: Fields) => void
  /** A caller from outside dials `exten`; the phone of `extension` rings. The answer is the call's Linkedid. */
  ring: (call: { from: string; exten: string; extension: string; name?: string }) => string
  /** Somebody takes it. */
  answer: (call: string) => void
  hangUp: (call: string) => void
  /** As if it had been told while nobody listened. */
  forget: (call: string) => void
  /** Actions so far, by name; passwords as they came. */
  readonly actions: Fields[]
  readonly logins: number
  close: () => Promise<void>
  listen: () => Promise<void>
}

const write = (fields: Fields) =>
  `${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`

export async function startAmiStandIn({ challenges = true } = {}): Promise<AmiStandIn> {
  const [user, password] = ['hilo', 'hunter2']
  const sockets = new Set<Socket>()
  const listening = new Set<Socket>()
  const channels = new Map<string, Fields>()
  const actions: Fields[] = []
  let logins = 0
  let numbers = 0

  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => {
      sockets.delete(socket)
      listening.delete(socket)
    })
    socket.write('Asterisk Call Manager/9.0.0\r\n')
    let challenge = ''
    let text = ''
    const act = (action: Fields) => {
      actions.push(action)
      const id: Fields = action.ActionID === undefined ? {} : { ActionID: action.ActionID }
      const refuse = (Message: string) => socket.write(write({ Response: 'Error', ...id, Message }))
      if (action.Action === 'Challenge') {
        if (!challenges) return refuse('Must specify AuthType')
        challenge = String(randomInt(100_000_000, 999_999_999))
        return socket.write(write({ Response: 'Success', ...id, Challenge: challenge }))
      }
      if (action.Action === 'Login') {
        const key = createHash('md5').update(`${challenge}${password}`).digest('hex')
        const right = action.AuthType === 'MD5' ? challenge !== '' && action.Key === key : action.Secret === password
        if (!right || action.Username !== user) {
          refuse('Authentication failed')
          return socket.end()
        }
        logins++
        socket.write(write({ Response: 'Success', ...id, Message: 'Authentication accepted' }))
        socket.write(write({ Event: 'FullyBooted', Privilege: 'system,all', Status: 'Fully Booted' }))
        return listening.add(socket)
      }
      if (!listening.has(socket)) return refuse('Permission denied')
      if (action.Action === 'Ping') return socket.write(write({ Response: 'Success', ...id, Ping: 'Pong', Timestamp: '1.0' }))
      if (action.Action !== 'CoreShowChannels') return refuse('Invalid/unknown command')
      socket.write(write({ Response: 'Success', ...id, EventList: 'start', Message: 'Channels will follow' }))
      for (const channel of channels.values()) socket.write(write({ Event: 'CoreShowChannel', ...id, ...channel }))
      return socket.write(write({ Event: 'CoreShowChannelsComplete', ...id, EventList: 'Complete', ListItems: String(channels.size) }))
    }
    socket.on('data', chunk => {
      text += chunk.toString('utf8')
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const lines = text.slice(0, end).split('\r\n')
        text = text.slice(end + 4)
        act(Object.fromEntries(lines.map(line => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)])))
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  const tell = (Event: string, fields: Fields) => {
    for (const socket of listening) socket.write(write({ Event, Privilege: 'call,all', ...fields }))
  }
  const prefixed = (fields: Fields) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [`Dest${name}`, value]))
  const legs = (call: string) => [...channels.values()].filter(channel => channel.Linkedid === call)
  const change = (channel: Fields, fields: Fields) => {
    Object.assign(channel, fields)
    tell('Newstate', channel)
  }
  const forget = (call: string) => {
    for (const channel of legs(call)) channels.delete(channel.Uniqueid ?? '')
  }

  return {
    port,
    user,
    password,
    tell,
    ring({ from, exten, extension, name = '<unknown>' }) {
      const call = `${1_790_000_000 + ++numbers}.${numbers * 2}`
      const lead: Fields = {
        Channel: `PJSIP/trunk-${numbers}`,
        ChannelState: '4',
        ChannelStateDesc: 'Ring',
        CallerIDNum: from,
        CallerIDName: name,
        ConnectedLineNum: '<unknown>',
        Exten: exten,
        Context: 'from-trunk',
        Uniqueid: call,
        Linkedid: call,
      }
      const phone: Fields = {
        Channel: `PJSIP/${extension}-${numbers}`,
        ChannelState: '0',
        ChannelStateDesc: 'Down',
        CallerIDNum: extension,
        CallerIDName: '<unknown>',
        ConnectedLineNum: from,
        Exten: 's',
        Context: 'from-internal',
        Uniqueid: `${1_790_000_000 + numbers}.${numbers * 2 + 1}`,
        Linkedid: call,
      }
      for (const channel of [lead, phone]) {
        channels.set(channel.Uniqueid ?? '', channel)
        tell('Newchannel', channel)
      }
      tell('DialBegin', { ...lead, ...prefixed(phone), DialString: extension })
      change(phone, { ChannelState: '5', ChannelStateDesc: 'Ringing' })
      return call
    },
    answer(call) {
      const [lead, phone] = legs(call)
      if (!lead || !phone) return
      change(phone, { ChannelState: '6', ChannelStateDesc: 'Up' })
      tell('DialEnd', { ...lead, ...prefixed(phone), DialStatus: 'ANSWER' })
      change(lead, { ChannelState: '6', ChannelStateDesc: 'Up' })
      for (const [index, channel] of [phone, lead].entries()) {
        channel.BridgeId = `bridge-${call}`
        tell('BridgeEnter', { BridgeUniqueid: `bridge-${call}`, BridgeNumChannels: String(index + 1), ...channel })
      }
    },
    hangUp(call) {
      for (const channel of legs(call)) tell('Hangup', { ...channel, Cause: '16', 'Cause-txt': 'Normal Clearing' })
      forget(call)
    },
    forget,
    actions,
    get logins() {
      return logins
    },
    async close() {
      for (const socket of sockets) socket.resetAndDestroy()
      server.close()
      await once(server, 'close')
    },
    async listen() {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
  }
}
