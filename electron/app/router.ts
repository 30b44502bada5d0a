import { implement, ORPCError } from '@orpc/server'
import { contract } from '#shared/contract/index.ts'
import { StoreError } from '../store/protocol.ts'
import type { createDocuments } from './documents.ts'
import type { Announcements } from './events.ts'
import { Locked, type Workspaces, WrongPassphrase } from './workspace.ts'

/** The contract, implemented: each call goes to the open workspace's store or importer. */
export function createRouter(
  workspaces: Workspaces,
  documents: ReturnType<typeof createDocuments>,
  events: Announcements,
  now: () => number,
) {
  const os = implement(contract).use(async ({ next }) => {
    try {
      return await next()
    } catch (error) {
      throw asValue(error)
    }
  })
  const read = () => workspaces.session().read
  const write = () => workspaces.session().write
  const changed = (customers: number[]) => events.announce({ type: 'timeline.changed', customers })

  return os.router({
    customers: {
      list: os.customers.list.handler(({ input }) => read()('listCustomers', input)),
      get: os.customers.get.handler(({ input }) => read()('getProfile', input)),
      merge: os.customers.merge.handler(async ({ input }) => {
        const { op, customers } = await write()('mergeCustomers', { ...input, at: now() })
        changed(customers)
        return { op }
      }),
      split: os.customers.split.handler(async ({ input }) => {
        const { op, customer, customers } = await write()('splitCustomer', { ...input, at: now() })
        changed(customers)
        return { op, customer }
      }),
      undo: os.customers.undo.handler(async ({ input }) => {
        const { customer, customers } = await write()('undoOp', { ...input, at: now() })
        changed(customers)
        return { customer }
      }),
    },
    timeline: {
      page: os.timeline.page.handler(({ input }) => read()('timelinePage', input)),
      get: os.timeline.get.handler(({ input }) => read()('getInteraction', input)),
      find: os.timeline.find.handler(async ({ input }) => ({ ids: await read()('findInTimeline', input) })),
      span: os.timeline.span.handler(({ input }) => read()('timelineSpan', input)),
      open: os.timeline.open.handler(({ input }) => ({ path: documents.open(input, workspaces.session()) })),
    },
    search: {
      query: os.search.query.handler(({ input }) => read()('search', input)),
    },
    imports: {
      inspect: os.imports.inspect.handler(async ({ input }) => {
        const session = workspaces.session()
        const reading = await session.reading()
        return { files: await session.importer.inspect(input.paths, { ...reading, own: input.own ?? reading.own }, input.mapping) }
      }),
      start: os.imports.start.handler(async ({ input, errors }) => {
        const session = workspaces.session()
        const reading = await session.reading()
        const own = [...new Set([...reading.own, ...input.own])]
        if (own.length > reading.own.length) await session.write('setSettings', { own })
        const job = session.importer.start(input.items, { ...reading, own })
        if (!job) throw errors.BUSY()
        return { job: job.id }
      }),
      cancel: os.imports.cancel.handler(({ input, errors }) => {
        if (!workspaces.session().importer.cancel(input.job)) throw errors.NOT_FOUND()
        return { ok: true }
      }),
      jobs: os.imports.jobs.handler(() => ({ jobs: workspaces.session().importer.jobs() })),
    },
    workspace: {
      get: os.workspace.get.handler(() => workspaces.view()),
      open: os.workspace.open.handler(async ({ input }) => {
        await workspaces.open(input.kind, input.passphrase)
        return { ok: true }
      }),
      settings: os.workspace.settings.handler(async ({ input }) => {
        const session = workspaces.session()
        await session.write('setSettings', input)
        events.announce({ type: 'workspace.changed' })
        return session.settings()
      }),
      preferences: os.workspace.preferences.handler(({ input }) => workspaces.setPreferences(input)),
    },
    events: os.events.handler(({ signal }) => events.subscribe(signal)),
  })
}

/** Errors cross as values with a code of the contract; anything else is a defect and says nothing about what it met. */
function asValue(error: unknown): ORPCError<string, unknown> {
  if (error instanceof ORPCError) return error
  if (error instanceof Locked) return new ORPCError('LOCKED', { defined: true, status: 403 })
  if (error instanceof WrongPassphrase) return new ORPCError('WRONG_PASSPHRASE', { defined: true, status: 403 })
  if (error instanceof StoreError) {
    if (error.code === 'refused' && error.detail === 'not-found') return new ORPCError('NOT_FOUND', { defined: true, status: 404 })
    if (error.code === 'refused') return new ORPCError('CONFLICT', { defined: true, status: 409, data: { reason: error.detail } })
    const code = error.code === 'disk-full' || error.code === 'busy' || error.code === 'no-permission' ? error.code : 'failed'
    return new ORPCError('PROBLEM', { defined: true, status: 422, data: { code, detail: code === 'failed' ? error.code : undefined } })
  }
  return new ORPCError('INTERNAL_SERVER_ERROR')
}
