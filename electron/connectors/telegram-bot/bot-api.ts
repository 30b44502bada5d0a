import { Agent as HttpAgent } from 'node:http'
import { Agent } from 'node:https'
import { Api } from 'grammy'
import type { LiveContext } from '../live.ts'
import { rootOf, type Settings } from './settings.ts'

/**
 * The Bot API with connections of its own, which end with the signal: grammY shares its connections between all bots and knows another
 * kind of signal. `patience`: seconds a call may take. `close` lets go of the connections.
 */
export function openApi(
  { settings, secrets, signal }: Pick<LiveContext<Settings>, 'settings' | 'secrets' | 'signal'>,
  patience: number,
): { api: Api; close: () => void } {
  const root = rootOf(settings)
  const agent = root.startsWith('https:') ? new Agent({ keepAlive: true }) : new HttpAgent({ keepAlive: true })
  const api = new Api(secrets.token ?? '', { apiRoot: root, timeoutSeconds: patience, baseFetchConfig: { agent } })
  api.config.use((call, method, payload, ...rest) => {
    signal.throwIfAborted()
    return call(method, payload, ...rest)
  })
  const destroy = (): void => agent.destroy()
  signal.addEventListener('abort', destroy, { once: true })
  return {
    api,
    close: () => {
      signal.removeEventListener('abort', destroy)
      destroy()
    },
  }
}
