import type { ConnectorView } from '#shared/contract/connectors.ts'
import { SourceError } from '../../connectors/source-error.ts'
import { asValue, type implementContract } from '../implement.ts'
import type { Ports } from '../ports.ts'
import type { Session } from '../session.ts'
import type { Workspaces } from '../workspace.ts'
import { createGrants } from './grants.ts'

type Implementer = ReturnType<typeof implementContract>['connectors']

/** The live sources' part of the contract. */
export function createConnectorsRouter(os: Implementer, workspaces: Workspaces, { now, openBrowser }: Pick<Ports, 'now' | 'openBrowser'>) {
  const grants = createGrants(now)
  const session = () => workspaces.session()
  /** Loading the protocols holds this thread up: only for a consent, which a person waits for anyway. Else the sources' thread knows them. */
  const known = async () => (await import('../../connectors/all-sources.ts')).sources

  /** An account of ours has an address of ours: mail and chats from it are what we sent. */
  async function addOwn(addresses: readonly string[]): Promise<void> {
    const { own } = await session().settings()
    const all = [...new Set([...own, ...addresses])]
    if (all.length === own.length) return
    await session().write('setSettings', { own: all })
    await session().surround(await session().settings())
  }

  async function rerun(id: string): Promise<void> {
    const [account] = await session().write('runnableAccounts', { id })
    if (account) (await session().sources()).run(account)
  }

  return {
    kinds: os.kinds.handler(async () => ({ kinds: await (await session().sources()).kinds() })),
    list: os.list.handler(async () => ({ connectors: await list(session(), now()) })),
    test: os.test.handler(async ({ input }) => {
      const [stored] = input.id === undefined ? [] : await session().write('runnableAccounts', { id: input.id })
      const sources = await session().sources()
      const secrets = { ...stored?.secrets, ...input.secrets, ...grants.secrets(input.grant) }
      const tested = await sources.test(input.kind, input.settings, secrets)
      if (Object.keys(tested.secrets).length > 0) {
        grants.renew(input.grant, tested.secrets)
        if (stored && input.grant === undefined) await session().write('keepSecrets', { id: stored.id, secrets: tested.secrets })
      }
      return { steps: tested.steps }
    }),
    authorize: os.authorize.handler(async function* ({ input, errors, signal = new AbortController().signal }) {
      const source = (await known())[input.kind]
      if (!source?.authorize) throw errors.NOT_FOUND()
      const address = Promise.withResolvers<string>()
      const open = openBrowser ?? ((url: string) => address.resolve(url))
      const consent = source.authorize({ ...input, signal }, open)
      try {
        const first = openBrowser ? undefined : await Promise.race([address.promise, consent.then(() => undefined)])
        if (first !== undefined) yield { open: first }
        yield { grant: grants.keep(await consent) }
      } catch (error) {
        // Past its beginning the iterator is out of the middleware's reach.
        throw asValue(error)
      }
    }),
    add: os.add.handler(async ({ input, errors }) => {
      const { kind, settings } = input
      const it = await (await session().sources()).describe(kind, settings)
      if (!it) throw errors.NOT_FOUND()
      if ('wrong' in it) throw new SourceError('attention', 'settings', it.wrong)
      const name = input.name?.trim() || it.name
      const secrets = { ...input.secrets, ...grants.take(input.grant) }
      const id = await session().write('addAccount', { kind, name, settings, secrets, at: now() })
      await addOwn(it.own)
      await rerun(id)
      return { id }
    }),
    change: os.change.handler(async ({ input: { id, name, settings, grant, ...given } }) => {
      const secrets = { ...given.secrets, ...grants.take(grant) }
      await session().write('changeAccount', { id, name, settings, secrets })
      await rerun(id)
      return { ok: true }
    }),
    pause: os.pause.handler(async ({ input: { id } }) => {
      await session().write('steerAccount', { id, paused: true })
      await rerun(id)
      return { ok: true }
    }),
    resume: os.resume.handler(async ({ input: { id } }) => {
      await session().write('steerAccount', { id, paused: false })
      await rerun(id)
      return { ok: true }
    }),
    reconnect: os.reconnect.handler(async ({ input: { id } }) => {
      ;(await session().sources()).reconnect(id)
      return { ok: true }
    }),
    reread: os.reread.handler(async ({ input: { id, since } }) => {
      await session().write('steerAccount', { id, since })
      await session().write('logEvent', { id, event: { at: now(), what: 'reread' } })
      await rerun(id)
      return { ok: true }
    }),
    remove: os.remove.handler(async ({ input }) => {
      await (await session().sources()).stop(input.id)
      const { removed, customers } = await session().write('removeAccount', input)
      workspaces.changed(customers)
      return { removed }
    }),
    log: os.log.handler(async ({ input }) => ({ events: await session().read('accountLog', input) })),
  }
}

async function list(session: Session, now: number): Promise<ConnectorView[]> {
  const accounts = await session.read('listAccounts', { now })
  if (accounts.length === 0) return []
  const sources = await session.sources()
  return accounts.map(({ paused: _paused, ...account }) => ({ ...account, ...sources.state(account.id) }))
}
