import { agentName } from '../../platform/agent.ts'
import type { Announcements } from '../events.ts'
import type { implementContract } from '../implement.ts'
import type { Workspaces } from '../workspace.ts'

type Implementer = ReturnType<typeof implementContract>

/** Customers, whose identities are whose, and who may be one person with whom. Every change is an op with a name and a time. */
export function createCustomersRouter(
  os: Pick<Implementer, 'customers' | 'suggestions'>,
  workspaces: Workspaces,
  { announce }: Announcements,
  now: () => number,
) {
  const session = () => workspaces.session()
  const agent = agentName()
  const made = () => ({ at: now(), ...(agent !== undefined && { agent }) })

  function changed(customers: number[]): void {
    announce({ type: 'timeline.changed', customers })
    // Their cases go where their addresses go.
    announce({ type: 'cases.changed', customers })
    announce({ type: 'suggestions.changed' })
    session().finder.look(customers)
  }

  /** What is ours changed with it: the sources must know. */
  async function surround(): Promise<void> {
    await session().surround(await session().settings())
    announce({ type: 'workspace.changed' })
  }

  const customers = {
    list: os.customers.list.handler(({ input }) => session().read('listCustomers', { ...input, at: now() })),
    find: os.customers.find.handler(({ input }) => session().read('findPeople', input)),
    get: os.customers.get.handler(({ input }) => session().read('getProfile', input)),
    merge: os.customers.merge.handler(async ({ input }) => {
      const done = await session().write('mergeCustomers', { ...input, ...made() })
      changed(done.customers)
      return { op: done.op }
    }),
    split: os.customers.split.handler(async ({ input }) => {
      const { op, customer, customers } = await session().write('splitCustomer', { ...input, ...made() })
      changed(customers)
      return { op, customer }
    }),
    move: os.customers.move.handler(async ({ input }) => {
      const { op, customers } = await session().write('moveIdentity', { ...input, ...made() })
      changed(customers)
      return { op }
    }),
    add: os.customers.add.handler(async ({ input: { customer, address }, errors }) => {
      // Reading numbers takes a large table: loaded when somebody adds one.
      const { normalise } = await import('../../ingest/prepare.ts')
      const kind = address.includes('@') ? 'email' : 'phone'
      const value = normalise(kind, address, (await session().settings()).region)
      if (value === undefined) throw errors.CONFLICT({ data: { reason: 'no-address' } })
      const { op, customers } = await session().write('addIdentity', { customer, kind, value, ...made() })
      changed(customers)
      return { op }
    }),
    ours: os.customers.ours.handler(async ({ input }) => {
      const { op, customers } = await session().write('makeOurs', { ...input, ...made() })
      changed(customers)
      await surround()
      return { op }
    }),
    undo: os.customers.undo.handler(async ({ input }) => {
      const before = await session().settings()
      const { customer, customers } = await session().write('undoOp', { ...input, at: now() })
      changed(customers)
      const after = await session().settings()
      if (after.own.length !== before.own.length) await surround()
      return { customer }
    }),
  }

  const suggestions = {
    list: os.suggestions.list.handler(({ input }) => session().read('listSuggestions', { ...input, now: now() })),
    count: os.suggestions.count.handler(async () => {
      const looking = session().finder.looking()
      return { open: await session().read('countSuggestions', { now: now() }), ...(looking !== undefined && { looking }) }
    }),
    answer: os.suggestions.answer.handler(async ({ input }) => {
      const { op, customers } = await session().write('decide', { ...input, ...made() })
      if (customers.length > 0) changed(customers)
      else announce({ type: 'suggestions.changed' })
      return { op }
    }),
    apart: os.suggestions.apart.handler(async ({ input }) => {
      const said = await session().read('saidApart', input)
      return said ? { said } : {}
    }),
    decided: os.suggestions.decided.handler(async ({ input }) => ({ rows: await session().read('listDecisions', input) })),
    mentioned: os.suggestions.mentioned.handler(async ({ input }) => ({ rows: await session().read('mentionedBy', input) })),
  }
  return { customers, suggestions }
}
