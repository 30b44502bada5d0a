import { setTimeout } from 'node:timers/promises'
import type { Papers } from '../../../desktop/papers.ts'
import { agentName } from '../../../platform/agent.ts'
import type { Announcements } from '../../events.ts'
import type { implementContract } from '../../implement.ts'
import type { Ports } from '../../ports.ts'
import type { Session } from '../../session.ts'
import type { Workspaces } from '../../workspace.ts'
import { createRenewalRouter } from './renewal.ts'

type Implementer = Pick<ReturnType<typeof implementContract>, 'backups' | 'privacy' | 'retention'>

/** Backups of the workspace, and what the law asks of it. */
export function createSafetyRouters(
  { backups, privacy, retention }: Implementer,
  workspaces: Workspaces,
  papers: Papers,
  events: Announcements,
  ports: Ports,
) {
  const { now } = ports
  const session = () => workspaces.session()
  const by = () => ({ at: now(), agent: agentName() })
  return {
    backups: {
      list: backups.list.handler(async () => ({
        ...(await session().backups.view()),
        keychain: await ports.keys.hasKeychain(),
        canShow: ports.desktop !== undefined,
      })),
      ...createRenewalRouter(backups, workspaces, ports),
      make: backups.make.handler(() => session().backups.make()),
      protect: backups.protect.handler(async ({ input }) => {
        await session().backups.protect(input.passphrase)
        await session().write('noteAudit', { ...by(), what: 'backup.protected' })
        return { ok: true as const }
      }),
      settings: backups.settings.handler(async ({ input }) => {
        await session().write('saveBackupSettings', input)
        await session().write('noteAudit', { ...by(), what: 'backup.settings', detail: input })
        return { ok: true as const }
      }),
    },
    privacy: {
      export: privacy.export.handler(async ({ input: { customer, language }, signal }) => {
        const { read, write, settings } = session()
        // With a library for zip files that nothing else needs at the start.
        const [{ zipCustomer }, collected, { timeZone }] = await Promise.all([
          import('../../../privacy/export.ts'),
          read('collectCustomer', { customer }, signal),
          settings(),
        ])
        const of = collected.interactions.length
        const body = await zipCustomer({
          collected,
          interactions: ids => read('collectInteractions', ids, signal),
          attachment: (id, position) => read('attachmentContent', { id, position }, signal),
          onProgress: done => events.announce({ type: 'export.progress', customer, done, of }),
          timeZone,
          language,
          signal,
        })
        await write('noteAudit', { ...by(), what: 'customer.exported', detail: { customer, bytes: body.length } })
        const headers = {
          'content-type': 'application/zip',
          'content-disposition': `attachment; filename="customer-${customer}.zip"`,
          'content-security-policy': "sandbox; default-src 'none'",
        }
        return { path: papers.offer({ status: 200, headers, body }) }
      }),
      foresee: privacy.foresee.handler(async ({ input }) => {
        const { read, backups } = session()
        const [foreseen, made] = await Promise.all([read('foreseeErasure', input), backups.view()])
        return { ...foreseen, backups: made.backups.map(({ name }) => name) }
      }),
      erase: privacy.erase.handler(async ({ input }) => {
        const { write, backups } = session()
        const { backups: made } = await backups.view()
        const agent = agentName()
        const receipt = await write('eraseCustomer', {
          ...input,
          at: now(),
          ...(agent !== undefined && { agent }),
          backups: made.map(({ name }) => name),
        })
        await forgetLog(write)
        events.announce({ type: 'customer.erased', customer: input.customer })
        events.announce({ type: 'workspace.changed' })
        return receipt
      }),
      audit: privacy.audit.handler(async ({ input }) => ({ lines: await session().read('auditLines', input) })),
      checkAudit: privacy.checkAudit.handler(() => session().read('checkAudit')),
    },
    retention: {
      get: retention.get.handler(() => session().retention.view()),
      preview: retention.preview.handler(({ input }) => session().retention.preview(input)),
      set: retention.set.handler(async ({ input }) => {
        await session().retention.set(input, agentName())
        return { ok: true as const }
      }),
      run: retention.run.handler(() => session().retention.run(agentName())),
    },
  }
}

/** Tries for so long, ms, while somebody still reads from the log. */
const PATIENCE = { every: 100, times: 100 }

/** After a time-out the log is emptied when the workspace closes. */
async function forgetLog(write: Session['write']): Promise<void> {
  for (let tries = 0; tries < PATIENCE.times && !(await write('forgetLog')); tries++) await setTimeout(PATIENCE.every)
}
