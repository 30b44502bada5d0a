import type { Desktop } from '../desktop/desktop.ts'
import type { Papers } from '../desktop/papers.ts'
import type { createDocuments } from './documents.ts'
import type { Announcements } from './events.ts'
import { implementContract } from './implement.ts'
import type { Ports } from './ports.ts'
import { createCallsRouter } from './routers/calls.ts'
import { createCasesRouter } from './routers/cases.ts'
import { createConnectorsRouter } from './routers/connectors.ts'
import { createCustomersRouter } from './routers/customers.ts'
import { createDayRouters } from './routers/day.ts'
import { createDesktopRouter } from './routers/desktop.ts'
import { createMacrosRouter } from './routers/macros.ts'
import { createNotesRouter } from './routers/notes.ts'
import { createProfileRouter } from './routers/profile.ts'
import { createRepliesRouter } from './routers/replies.ts'
import { createSafetyRouters } from './routers/safety/safety.ts'
import { createSurveysRouter } from './routers/surveys.ts'
import { createTimelineRouter } from './routers/timeline.ts'
import type { Workspaces } from './workspace.ts'

/** The contract, implemented: each call goes to the open workspace's store or importer. */
export function createRouter(
  workspaces: Workspaces,
  documents: ReturnType<typeof createDocuments>,
  events: Announcements,
  ports: Ports,
  { desktop, papers }: { desktop: Desktop; papers: Papers },
) {
  const os = implementContract(workspaces.opened)
  const { now } = ports
  const read = () => workspaces.session().read
  const write = () => workspaces.session().write

  return os.router({
    ...createCustomersRouter(os, workspaces, events, now),
    profile: createProfileRouter(os.profile, workspaces, events, ports),
    calls: createCallsRouter(os.calls, workspaces, events, ports),
    cases: createCasesRouter(os.cases, workspaces, events, ports),
    ...createDayRouters(os, workspaces, events, ports),
    replies: createRepliesRouter(os.replies, workspaces, events, ports),
    macros: createMacrosRouter(os.macros, workspaces, ports),
    surveys: createSurveysRouter(os.surveys, workspaces, events, ports),
    notes: createNotesRouter(os.notes, workspaces, events, ports),
    timeline: createTimelineRouter(os.timeline, workspaces, documents, ports),
    brief: { get: os.brief.get.handler(({ input }) => read()('briefOf', { ...input, now: now() })) },
    search: {
      query: os.search.query.handler(({ input, signal }) => read()('search', input, signal)),
      saved: os.search.saved.handler(async () => ({ searches: await read()('savedSearches') })),
      save: os.search.save.handler(async ({ input }) => {
        await write()('saveSearch', { ...input, at: now() })
        return { ok: true }
      }),
      remove: os.search.remove.handler(async ({ input }) => {
        await write()('removeSavedSearch', input)
        return { ok: true }
      }),
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
      undo: os.imports.undo.handler(async ({ input, errors }) => {
        const { importer, write, finder } = workspaces.session()
        const taken = importer.taken(input.job)
        if (!taken) throw errors.NOT_FOUND()
        const { kept, customers } = await write('undoImport', { ...taken, at: now() })
        importer.undone(input.job)
        events.announce({ type: 'timeline.changed' })
        events.announce({ type: 'suggestions.changed' })
        finder.look(customers)
        return { kept }
      }),
      jobs: os.imports.jobs.handler(() => ({ jobs: workspaces.session().importer.jobs() })),
    },
    desktop: createDesktopRouter(os.desktop, workspaces, desktop, papers, ports),
    ...createSafetyRouters(os, workspaces, papers, events, ports),
    connectors: createConnectorsRouter(os.connectors, workspaces, ports),
    workspace: {
      get: os.workspace.get.handler(() => workspaces.view()),
      open: os.workspace.open.handler(async ({ input }) => {
        await workspaces.open(input.kind, input.passphrase)
        return { ok: true }
      }),
      settings: os.workspace.settings.handler(async ({ input }) => {
        const session = workspaces.session()
        await session.write('setSettings', input)
        const settings = await session.settings()
        await session.surround(settings)
        events.announce({ type: 'workspace.changed' })
        return settings
      }),
      preferences: os.workspace.preferences.handler(({ input }) => workspaces.setPreferences(input)),
    },
    events: os.events.handler(({ signal }) => events.subscribe(signal)),
  })
}
