import { agentName } from '../../platform/agent.ts'
import type { Announcements } from '../events.ts'
import type { implementContract } from '../implement.ts'
import type { Ports } from '../ports.ts'
import type { Workspaces } from '../workspace.ts'

/** Cases and their queues: each call goes to the open workspace's store. */
export function createCasesRouter(
  os: ReturnType<typeof implementContract>['cases'],
  workspaces: Workspaces,
  events: Announcements,
  { now }: Ports,
) {
  const read = () => workspaces.session().read
  const write = () => workspaces.session().write
  const changed = (customers: number[]) => {
    events.announce({ type: 'cases.changed', customers })
    workspaces.session().surveys.wake()
  }
  const agent = agentName()
  const made = () => ({ at: now(), ...(agent !== undefined && { agent }) })

  return os.router({
    list: os.list.handler(({ input }) => read()('listCases', { filter: input, now: now() })),
    get: os.get.handler(({ input }) => read()('getCase', { ...input, now: now() })),
    some: os.some.handler(({ input }) => read()('someCases', { ...input, now: now() })),
    known: os.known.handler(async () => ({ ...(await read()('knownInCases')), ...(agent !== undefined && { me: agent }) })),
    unplaced: os.unplaced.handler(() => read()('unplaced')),
    change: os.change.handler(async ({ input }) => {
      const { customers, ...done } = await write()('changeCase', { ...input, ...made() })
      changed(customers)
      return done
    }),
    move: os.move.handler(async ({ input }) => {
      const { customers, ...done } = await write()('moveToCase', { ...input, ...made() })
      changed(customers)
      return done
    }),
    join: os.join.handler(async ({ input }) => {
      const { customers, ...done } = await write()('joinCases', { ...input, ...made() })
      changed(customers)
      return done
    }),
    undo: os.undo.handler(async ({ input }) => {
      const { customers, ...done } = await write()('undoCaseOp', { ...input, ...made() })
      changed(customers)
      return done
    }),
    queues: os.queues.handler(() => read()('listQueues')),
    saveQueue: os.saveQueue.handler(async ({ input }) => {
      const saved = await write()('saveQueue', input)
      changed([])
      return saved
    }),
    orderQueues: os.orderQueues.handler(async ({ input }) => {
      await write()('orderQueues', input)
      changed([])
      return { ok: true }
    }),
    removeQueue: os.removeQueue.handler(async ({ input }) => {
      await write()('removeQueue', input)
      changed([])
      return { ok: true }
    }),
  })
}
