import { agentName } from '../../platform/agent.ts'
import type { Announcements } from '../events.ts'
import type { implementContract } from '../implement.ts'
import type { Ports } from '../ports.ts'
import type { Workspaces } from '../workspace.ts'

/** The agent's day: what waits, how long it may, and what they do with their time. */
export function createDayRouters(
  os: ReturnType<typeof implementContract>,
  workspaces: Workspaces,
  events: Announcements,
  { now }: Pick<Ports, 'now'>,
) {
  const session = () => workspaces.session()
  const agent = agentName() ?? ''
  const where = async () => ({ agent, timeZone: (await session().settings()).timeZone, now: now() })
  const agentToday = async () => {
    const { timeZone } = await session().settings()
    return session().write('agentDay', { agent, timeZone, at: now() })
  }

  return {
    day: os.day.router({
      cases: os.day.cases.handler(async ({ input }) => session().read('dayCases', { ...input, ...(await where()) })),
      agent: os.day.agent.handler(async () => {
        await session().presence.beat()
        return agentToday()
      }),
      setAgent: os.day.setAgent.handler(async ({ input }) => {
        await session().presence.set(input.state)
        events.announce({ type: 'agent.changed' })
        return agentToday()
      }),
    }),
    sla: os.sla.router({
      settings: os.sla.settings.handler(async () => session().read('slaSettings', await where())),
      save: os.sla.save.handler(async ({ input }) => {
        await session().write('saveSla', input)
        events.announce({ type: 'cases.changed', customers: [] })
        return { ok: true }
      }),
      of: os.sla.of.handler(async ({ input }) => session().read('duesOf', { ...input, ...(await where()) })),
      alarms: os.sla.alarms.handler(async () => session().read('slaAlarms', await where())),
    }),
  }
}
