import type { createDocuments } from '../documents.ts'
import type { implementContract } from '../implement.ts'
import type { Ports } from '../ports.ts'
import type { Workspaces } from '../workspace.ts'

type Implementer = ReturnType<typeof implementContract>['timeline']

/** What a timeline is asked for. */
export function createTimelineRouter(
  os: Implementer,
  workspaces: Workspaces,
  documents: ReturnType<typeof createDocuments>,
  { openBrowser }: Pick<Ports, 'openBrowser'>,
) {
  const read = () => workspaces.session().read
  return {
    page: os.page.handler(({ input }) => read()('timelinePage', input)),
    get: os.get.handler(({ input }) => read()('getInteraction', input)),
    find: os.find.handler(async ({ input }) => ({ ids: await read()('findInTimeline', input) })),
    span: os.span.handler(({ input }) => read()('timelineSpan', input)),
    open: os.open.handler(({ input }) => ({ path: documents.open(input, workspaces.session()) })),
    link: os.link.handler(({ input, errors }) => {
      const link = documents.link(input.path, input.link)
      if (!link) throw errors.NOT_FOUND()
      return link
    }),
    follow: os.follow.handler(async ({ input, errors }) => {
      const link = documents.link(input.path, input.link)
      if (!link || !openBrowser) throw errors.NOT_FOUND()
      await openBrowser(link.url)
      return { ok: true }
    }),
    fileRisk: os.fileRisk.handler(async ({ input }) => ({ risk: await read()('attachmentRisk', input) })),
  }
}
