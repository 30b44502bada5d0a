/** A stand-in for Telegram's Bot API server: what its documentation says of getMe, getWebhookInfo, getUpdates and getFile, over HTTP. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** https://core.telegram.org/bots/api#available-types: plain objects, as they go over the wire. */
export type Json = Record<string, unknown>

/** What the next call of that kind gets instead of its answer. */
export type TelegramFault =
  /** An HTTP status, with the JSON of an error as Telegram sends it. */
  | { kind: 'error'; code: number; description: string; retryAfter?: number }
  /** A gateway's page, no JSON. */
  | { kind: 'page'; code: number }
  /** The connection ends in the middle of the answer. What was asked for stays unconfirmed. */
  | { kind: 'drop' }
  /** Every update of the answer is in it twice. */
  | { kind: 'twice' }

export interface TelegramStandIn {
  apiRoot: string
  token: string
  bot: { id: number; username: string; first_name: string }
  /** Queues an update, as if it had just happened; its number is the answer. */
  update: (update: Json) => number
  /** Queues a message of a private chat; the message is the answer. */
  say: (from: Json & { id: number }, content: Json) => Json & { message_id: number; chat: Json; date: number }
  /** Makes a file to be fetched; its file_id is the answer. Undefined bytes: getFile knows it, the download fails. */
  file: (name: string, bytes: Uint8Array | undefined) => string
  /** The next calls of a method (or `file` for downloads), one after the other. */
  fault: (method: string, ...faults: TelegramFault[]) => void
  /** Numbers of the updates confirmed so far, in order: those below the highest offset asked for. */
  readonly confirmed: number[]
  /** Calls so far, by method. */
  readonly calls: Record<string, number>
  webhook: (url: string) => void
  setToken: (token: string) => void
  /** Ends every connection and listens no more, until `listen`. */
  close: () => Promise<void>
  listen: () => Promise<void>
}

/** `keepConfirmed`: what was confirmed is given again when it is asked for without an offset, unlike Telegram's. */
export async function startTelegramStandIn({ keepConfirmed = false } = {}): Promise<TelegramStandIn> {
  const bot = { id: 700_100, is_bot: true, first_name: 'Hilo', username: 'hilo_test_bot' }
  let token = '700100:AA-stand-in'
  let webhook = ''
  let queue: (Json & { update_id: number })[] = []
  let nextUpdate = 5_000
  let nextMessage = 1
  let woken = () => {}
  const files = new Map<string, { path: string; bytes: Uint8Array | undefined }>()
  const faults = new Map<string, TelegramFault[]>()
  const confirmed: number[] = []
  const calls: Record<string, number> = {}

  const update = (content: Json) => {
    const update_id = nextUpdate++
    queue.push({ update_id, ...content })
    woken()
    return update_id
  }

  /** https://core.telegram.org/bots/api#getupdates */
  const getUpdates = async ({ offset, timeout, limit }: Json, gone: AbortSignal): Promise<Json[]> => {
    if (typeof offset === 'number') {
      confirmed.push(...queue.filter(one => one.update_id < offset).map(one => one.update_id))
      if (!keepConfirmed) queue = queue.filter(one => one.update_id >= offset)
    }
    const wanted = () => queue.filter(one => one.update_id >= Number(offset ?? 0))
    if (wanted().length === 0 && Number(timeout) > 0) {
      const news = Promise.withResolvers<void>()
      woken = news.resolve
      const timer = setTimeout(news.resolve, Number(timeout) * 1_000)
      gone.addEventListener('abort', () => news.resolve())
      await news.promise
      clearTimeout(timer)
    }
    return wanted().slice(0, Number(limit ?? 100))
  }

  const answer = async (method: string, payload: Json, gone: AbortSignal): Promise<unknown> => {
    if (method === 'getMe') return bot
    if (method === 'getWebhookInfo') return { url: webhook, has_custom_certificate: false, pending_update_count: queue.length }
    if (method === 'getFile') {
      const file = files.get(String(payload.file_id))
      return file && { file_id: payload.file_id, file_unique_id: 'u', file_path: file.path }
    }
    if (method === 'getUpdates') {
      if (webhook)
        return refuse(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
      return getUpdates(payload, gone)
    }
    return refuse(404, 'Not Found')
  }

  const server = createServer(async (request, response) => {
    const [, kind, given, ...rest] = new URL(request.url ?? '/', 'http://stand-in').pathname.match(/^\/(file\/)?bot([^/]+)\/(.+)$/) ?? []
    const name = rest.join('/')
    const method = kind ? 'file' : name
    calls[method] = (calls[method] ?? 0) + 1
    const payload = await readJson(request)
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    if (given !== token) return say(response, 401, failure({ code: 401, description: 'Unauthorized' }))
    const fault = faults.get(method)?.shift()
    if (fault?.kind === 'error') return say(response, fault.code, failure(fault))
    if (fault?.kind === 'page') return say(response, fault.code, '<html>Bad Gateway</html>', 'text/html')
    if (method === 'file') {
      const bytes = [...files.values()].find(file => file.path === name)?.bytes
      if (!bytes) return say(response, 404, failure({ code: 404, description: 'Not Found' }))
      return fault?.kind === 'drop' ? drop(response, bytes) : say(response, 200, bytes, 'application/octet-stream')
    }
    let result = await answer(method, payload, gone.signal)
    if (gone.signal.aborted) return
    if (result === undefined) return say(response, 400, failure({ code: 400, description: 'Bad Request: wrong file_id' }))
    if (result instanceof Refusal) return say(response, result.code, failure(result))
    if (fault?.kind === 'twice' && Array.isArray(result)) result = result.flatMap(one => [one, one])
    const text = JSON.stringify({ ok: true, result })
    if (fault?.kind === 'drop') drop(response, Buffer.from(text))
    else say(response, 200, text)
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  await listen(0)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  return {
    apiRoot: `http://127.0.0.1:${port}`,
    get token() {
      return token
    },
    bot,
    update,
    say: (from, content) => {
      const message = {
        message_id: nextMessage++,
        from: { is_bot: false, ...from },
        chat: { type: 'private', ...from },
        date: Math.floor(Date.now() / 1_000),
        ...content,
      }
      update({ message })
      return message
    },
    file: (name, bytes) => {
      const id = `file-${files.size}`
      files.set(id, { path: `documents/${name}`, bytes })
      return id
    },
    fault: (method, ...more) => {
      faults.set(method, more)
    },
    confirmed,
    calls,
    webhook: url => {
      webhook = url
    },
    setToken: value => {
      token = value
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
    listen: () => listen(port),
  }
}

class Refusal {
  readonly code: number
  readonly description: string
  constructor(code: number, description: string) {
    this.code = code
    this.description = description
  }
}

function refuse(code: number, description: string): Refusal {
  return new Refusal(code, description)
}

/** https://core.telegram.org/bots/api#making-requests */
function failure({ code, description, retryAfter }: { code: number; description: string; retryAfter?: number }): string {
  const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }
  return JSON.stringify({ ok: false, error_code: code, description, ...parameters })
}

function say(response: ServerResponse, code: number, body: string | Uint8Array, type = 'application/json'): void {
  response.writeHead(code, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body)
}

function drop(response: ServerResponse, body: Uint8Array): void {
  response.writeHead(200, { 'content-length': body.length })
  response.write(body.subarray(0, body.length / 2), () => response.socket?.resetAndDestroy())
}

async function readJson(request: IncomingMessage): Promise<Json> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  const json: unknown = text === '' ? {} : JSON.parse(text)
  return typeof json === 'object' && json !== null ? { ...json } : {}
}
