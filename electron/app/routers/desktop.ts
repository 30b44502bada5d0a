import type { Desktop } from '../../desktop/desktop.ts'
import type { Papers } from '../../desktop/papers.ts'
import { printedTimeline } from '../../desktop/printed.ts'
import type { implementContract } from '../implement.ts'
import type { Ports } from '../ports.ts'
import type { Session } from '../session.ts'
import type { Workspaces } from '../workspace.ts'

/** More than this nobody reads on paper: the newest are printed. */
const PRINTED = 500

/** What goes on around the window, as the window asks for it. */
export function createDesktopRouter(
  os: ReturnType<typeof implementContract>['desktop'],
  workspaces: Workspaces,
  desktop: Desktop,
  papers: Papers,
  { now, log }: Pick<Ports, 'now' | 'log'>,
) {
  const ok = { ok: true as const }
  const session = () => workspaces.session()

  return os.router({
    get: os.get.handler(() => desktop.view()),
    set: os.set.handler(({ input }) => {
      desktop.set(input)
      return desktop.view()
    }),
    menu: os.menu.handler(({ input }) => {
      desktop.menu(input.window, input.language, input.commands)
      return ok
    }),
    attention: os.attention.handler(({ input }) => {
      desktop.attention(input.waiting, input.late, input.text)
      return ok
    }),
    notify: os.notify.handler(({ input }) => ({ by: desktop.notify(input) })),
    take: os.take.handler(({ input }) => ({ opened: desktop.take(input.window, input.only) })),
    show: os.show.handler(({ input }) => {
      desktop.show(input)
      return ok
    }),
    popOut: os.popOut.handler(({ input }) => {
      desktop.popOut(input)
      return ok
    }),
    print: os.print.handler(async ({ input: { customer, as, language } }) => {
      const { read, settings } = session()
      const { name } = await read('getProfile', { id: customer })
      const { rows, older } = await read('timelinePage', { customer, limit: PRINTED })
      const { timeZone } = await settings()
      const { page, policy } = printedTimeline({ name, rows, older, language, timeZone })
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
      const path = papers.offer({ status: 200, headers, body: Buffer.from(page) })
      if (!desktop.print) return { path }
      await desktop.print(path, as, name)
      return {}
    }),
    drag: os.drag.handler(async ({ input }) => {
      const { read } = session()
      const risk = await read('attachmentRisk', input)
      if (risk === '') {
        const { name, content } = await read('attachmentContent', input)
        await desktop.drag(name, content)
      }
      return { risk }
    }),
    diagnostics: os.diagnostics.handler(async () => {
      const { version, settings } = desktop.view()
      const workspace = await workspaces.view()
      const connectors = workspace.needs ? [] : await connectorsOf(session(), now())
      // Loaded when it is asked for: it is nobody's everyday.
      const { diagnosticsZip } = await import('../../desktop/diagnostics.ts')
      const zip = await diagnosticsZip({ version, workspace, settings, connectors, log, at: now() })
      const headers = {
        'content-type': 'application/zip',
        'content-disposition': 'attachment; filename="hilo-diagnostics.zip"',
        'content-security-policy': "sandbox; default-src 'none'",
      }
      return { path: papers.offer({ status: 200, headers, body: zip }) }
    }),
    checkForUpdate: os.checkForUpdate.handler(async () => {
      await desktop.checkForUpdate()
      return ok
    }),
    installUpdate: os.installUpdate.handler(async () => {
      await desktop.installUpdate()
      return ok
    }),
  })
}

async function connectorsOf({ read, sources }: Session, now: number) {
  const accounts = await read('listAccounts', { now })
  if (accounts.length === 0) return []
  const running = await sources()
  return accounts.map(({ id, kind }) => {
    const { state } = running.state(id)
    return { kind, state: state.state, ...('code' in state && { code: state.code }) }
  })
}
