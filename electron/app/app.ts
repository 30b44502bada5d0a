import type { AppEvent } from '#shared/contract/index.ts'
import type { WorkspaceView } from '#shared/contract/workspace.ts'
import type { Opened } from '#shared/desktop/opened.ts'
import type { CallSignal } from '#shared/model/call.ts'
import { createDesktop } from '../desktop/desktop.ts'
import { createPapers } from '../desktop/papers.ts'
import type { SurveyVisit } from '../platform/served.ts'
import { createDocuments } from './documents.ts'
import { createAnnouncements } from './events.ts'
import type { DocumentAnswer, Ports } from './ports.ts'
import { createRouter } from './router.ts'
import { type CallTaken, takeCall } from './routers/calls.ts'
import { visitSurvey } from './routers/surveys.ts'
import { createWorkspaces } from './workspace.ts'

export interface App {
  /** The contract, implemented; needs no context. A carrier hands calls to it. */
  router: ReturnType<typeof createRouter>
  /** What a one-time path (`timeline.open`) stands for; undefined when there is no such. */
  document(path: string): Promise<DocumentAnswer | undefined>
  /** Opens a workspace. Without a passphrase where one is needed, it stays locked and the window asks. */
  start(kind: WorkspaceView['kind'], passphrase?: string): Promise<void>
  /** A phone says how a call stands, with the token made for that; without one where the system itself opened the link. */
  call(signal: CallSignal, token?: string): Promise<CallTaken>
  /** What an answer link shows or keeps; undefined when nobody is to reach Hilo under that name. */
  survey(visit: SurveyVisit): Promise<DocumentAnswer | undefined>
  /** Shows something in the window, as soon as there is one. */
  open(opened: Opened): void
  /** The computer was asleep or without network: live sources try again now. */
  wake(): Promise<void>
  /** What is wrong with the database's pages, the log of what was done, and all that is kept beside the data. Empty when all is well. */
  check(): Promise<string[]>
  /** Ends after what is being written is written. */
  close(): Promise<void>
}

/** The main process, wherever it runs: wires store, connectors and services, and implements the contract. */
export function createApp(ports: Ports): App {
  const announcements = createAnnouncements()
  const events = {
    ...announcements,
    announce(event: AppEvent) {
      announcements.announce(event)
      // Whether an update may go on is found out again at the next call.
      desktop.hear(event).catch(() => {})
    },
  }
  const workspaces = createWorkspaces(ports, events.announce)
  const documents = createDocuments(ports.now, events.announce)
  const papers = createPapers(ports.now)
  const desktop = createDesktop({
    ...ports,
    announce: announcements.announce,
    async onCall() {
      const calls = await workspaces.session().read('currentCalls', { now: ports.now() })
      return calls.some(call => call.state === 'answered')
    },
  })
  return {
    router: createRouter(workspaces, documents, events, ports, { desktop, papers }),
    document: async path => papers.take(path) ?? documents.take(path),
    start: (kind, passphrase) => workspaces.open(kind, passphrase),
    async call(signal, token) {
      await workspaces.opened()
      return takeCall(workspaces, signal, token)
    },
    async survey(visit) {
      await workspaces.opened()
      return visitSurvey(workspaces, events, ports.now, visit)
    },
    open: opened => desktop.open(opened),
    wake: () => workspaces.wake(),
    async check() {
      const { cutOff, read } = workspaces.session()
      const unread = cutOff > 0 ? [`write-ahead log: at least ${cutOff} changes that were saved last are missing`] : []
      const problems = [...unread, ...(await read('checkIntegrity'))]
      return problems.length > 0 ? problems : read('checkDerived')
    },
    close: async () => void (await Promise.all([workspaces.close(), desktop.close().catch(() => {})])),
  }
}
