import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { CallSignal } from '#shared/model/call.ts'
import { agentName } from '../../platform/agent.ts'
import type { Announcements } from '../events.ts'
import type { implementContract } from '../implement.ts'
import type { Ports } from '../ports.ts'
import { Locked, type Workspaces } from '../workspace.ts'

/** Calls as they happen: shown, written about, closed; and who may tell of them. */
export function createCallsRouter(
  os: ReturnType<typeof implementContract>['calls'],
  workspaces: Workspaces,
  { announce }: Announcements,
  { now }: Pick<Ports, 'now'>,
) {
  const session = () => workspaces.session()
  const agent = agentName()
  const by = agent !== undefined && { agent }
  const changed = (customers: number[]) => {
    announce({ type: 'calls.changed', customers })
    session().calls.watch()
    return { ok: true as const }
  }

  return os.router({
    now: os.now.handler(async () => ({ calls: await session().read('currentCalls', { now: now() }) })),
    of: os.of.handler(async ({ input }) => ({ calls: await session().read('callsOf', { ...input, now: now() }) })),
    say: os.say.handler(async ({ input }) => changed((await session().write('sayCall', { ...input, at: now() })).customers)),
    note: os.note.handler(async ({ input }) => {
      await session().write('saveCallNote', { ...input, ...by })
      return { ok: true }
    }),
    close: os.close.handler(async ({ input }) => changed((await session().write('closeCall', { ...input, at: now(), ...by })).customers)),
    followUps: os.followUps.handler(async ({ input }) => ({ calls: await session().read('callFollowUps', input) })),
    followed: os.followed.handler(async ({ input }) => changed((await session().write('followedCall', { ...input, at: now() })).customers)),
    create: os.create.handler(async ({ input }) => {
      const { op, customer, customers } = await session().write('createCaller', { ...input, at: now(), ...by })
      announce({ type: 'timeline.changed', customers })
      changed(customers)
      session().finder.look(customers)
      return { op, customer }
    }),
    access: os.access.handler(async () => {
      const access = await session().read('callAccess')
      return access ? { createdAt: access.createdAt } : {}
    }),
    allow: os.allow.handler(async () => {
      const token = randomBytes(32).toString('base64url')
      await session().write('setCallAccess', { access: { digest: digestOf(token), createdAt: now() } })
      return { token }
    }),
    revoke: os.revoke.handler(async () => {
      await session().write('setCallAccess', {})
      return { ok: true }
    }),
  })
}

/** What is kept of a token. It is random, so that no salt is needed. */
function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** What became of the word that a call rings, was answered or ended. `locked`: no workspace is open to note it in. */
export type CallTaken = 'taken' | 'refused' | 'locked'

/** Lets phones tell of calls: `token` is the one made in Settings; a link that the system opened here needs none. */
export function takeCall(workspaces: Workspaces, signal: CallSignal, token?: string): Promise<CallTaken> {
  return take(workspaces, signal, token).catch(error => {
    if (error instanceof Locked) return 'locked'
    throw error
  })
}

async function take(workspaces: Workspaces, signal: CallSignal, token: string | undefined): Promise<CallTaken> {
  const session = workspaces.session()
  if (token !== undefined) {
    const access = await session.read('callAccess')
    if (!access || !timingSafeEqual(Buffer.from(access.digest, 'hex'), Buffer.from(digestOf(token), 'hex'))) return 'refused'
  }
  await session.calls.take(null, [signal])
  return 'taken'
}
