import { timingSafeEqual } from 'node:crypto'
import { basename, join } from 'node:path'
import type { BackupPlace } from '#shared/contract/safety/backups.ts'
import { findBackups, keyOfBackup } from '../../../backup/found.ts'
import { asideOf, dropNext, finishNext, readyNext } from '../../../backup/next.ts'
import { opensBy, protect } from '../../../backup/recovery.ts'
import { rekeyWorkspace } from '../../../backup/rekey.ts'
import { CannotRestore, checkUnchanged, stageRestore } from '../../../backup/restore.ts'
import { agentName } from '../../../platform/agent.ts'
import { openStoreThread } from '../../../store/client.ts'
import type { beAlone } from '../../../store/database.ts'
import type { implementContract } from '../../implement.ts'
import type { Ports } from '../../ports.ts'
import { Locked, type Workspaces, WrongPassphrase } from '../../workspace.ts'

/** What changes the user's own workspace as a whole: a backup in its place, another key. */
export function createRenewalRouter(
  os: ReturnType<typeof implementContract>['backups'],
  workspaces: Workspaces,
  { folder, keys, workers, desktop, now }: Ports,
) {
  const ok = { ok: true as const }
  const worker = workers.store
  const placeOf = (from: BackupPlace) => {
    if ('path' in from) return from.path
    if (basename(from.name) !== from.name || /^\.|[\0:]/.test(from.name)) throw new CannotRestore('not-a-backup')
    return join(folder, 'backups', from.name)
  }

  return {
    verify: os.verify.handler(async ({ input }) => {
      await checkUnchanged(placeOf(input))
      return ok
    }),
    show: os.show.handler(({ input }) => {
      desktop?.showInFolder(placeOf(input))
      return ok
    }),
    find: os.find.handler(async ({ input }) => ({
      backups: await findBackups(placeOf(input), { keys, key: workspaces.ownKey(), worker }),
    })),
    restore: os.restore.handler(({ input: { from, passphrase } }) =>
      workspaces.renew('restore', async key => {
        const path = placeOf(from)
        await checkUnchanged(path)
        const opened = await keyOfBackup(path, passphrase, { keys, key, worker })
        if (!opened) throw passphrase === undefined ? new Locked() : new WrongPassphrase()
        // Its own key is in another computer's keychain.
        const fresh = opened.recovered ? await keys.fresh((await keys.hasKeychain()) ? undefined : passphrase) : undefined
        const at = now()
        await stageRestore({ from: path, folder, key: opened.key, fresh, worker, at, agent: agentName() })
        const aside = await asideOf(folder, at)
        return {
          answer: aside === undefined ? {} : { aside: join(folder, aside) },
          async change() {
            try {
              if (key) await nobodyElse(folder, key, worker)
              await readyNext(folder, aside === undefined ? {} : { aside })
            } catch (error) {
              await dropNext(folder)
              throw error
            }
            await finishNext(folder)
            if (fresh?.name === 'key.keychain' && passphrase !== undefined) await protect(folder, fresh.key, passphrase)
            return fresh?.key ?? opened.key
          },
        }
      }),
    ),
    rekey: os.rekey.handler(async ({ input: { passphrase, next } }) => {
      await workspaces.renew('key', async key => {
        if (!key) throw new Locked()
        if (opensBy(folder) === 'passphrase') {
          const given = passphrase === undefined ? undefined : await keys.keyIn(folder, passphrase)
          if (!given || !timingSafeEqual(given, key)) throw new WrongPassphrase()
        }
        if (next === undefined && !(await keys.hasKeychain())) throw new Locked()
        const fresh = await keys.fresh(next)
        return {
          answer: ok,
          async change() {
            await rekeyWorkspace({ folder, key, fresh, worker })
            return fresh.key
          },
        }
      })
      await workspaces.session().write('noteAudit', { at: now(), agent: agentName(), what: 'key.changed' })
      return ok
    }),
  }
}

/** Rejects with StoreError `busy` when another program has the workspace open. */
async function nobodyElse(folder: string, key: Uint8Array, worker: URL): Promise<void> {
  const thread = await openStoreThread<{ beAlone: typeof beAlone }>(worker, { folder, key, readonly: false })
  await thread.call('beAlone').finally(() => thread.close())
}
