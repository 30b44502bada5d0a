import { agentName } from '../../platform/agent.ts'
import type { implementContract } from '../implement.ts'
import type { Ports } from '../ports.ts'
import type { Workspaces } from '../workspace.ts'

/** Canned replies and macros. */
export function createMacrosRouter(
  os: ReturnType<typeof implementContract>['macros'],
  workspaces: Workspaces,
  { now }: Pick<Ports, 'now'>,
) {
  const session = () => workspaces.session()
  const agent = agentName()
  return os.router({
    list: os.list.handler(async () => ({ macros: await session().read('listMacros') })),
    save: os.save.handler(({ input }) => session().write('saveMacro', input)),
    remove: os.remove.handler(async ({ input }) => {
      await session().write('removeMacro', input)
      return { ok: true as const }
    }),
    fill: os.fill.handler(async ({ input }) => {
      const { timeZone } = await session().settings()
      return session().read('fillMacro', { ...input, timeZone, now: now(), agent: workspaces.ownName() ?? agent })
    }),
  })
}
