import { access, cp, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { workers } from '../../../app/workers.ts'
import type { noteAudit } from '../../../audit/audit.ts'
import { finishNext } from '../../../backup/next.ts'
import { opensBy, recover } from '../../../backup/recovery.ts'
import { rekeyWorkspace } from '../../../backup/rekey.ts'
import { CannotRestore, restoreBackup } from '../../../backup/restore.ts'
import { agentName } from '../../../platform/agent.ts'
import { freshKey, keyOf, passphraseKeys } from '../../../platform/passphrase-keys.ts'
import { openStoreThread } from '../../../store/client.ts'
import { StoreError } from '../../../store/protocol.ts'
import type { Answer, CommandInput } from '../command.ts'
import { Failure } from '../failure.ts'
import { askPassphrase, chooseNewPassphrase } from '../passphrase.ts'
import { words } from '../words.ts'

/** `backup [--to DIR]`: makes one now; `--to` copies it to a folder elsewhere too. */
export async function backup({ client, options }: CommandInput): Promise<Answer> {
  const made = await client.backups.make()
  const { folder } = await client.backups.list()
  const path = join(folder, made.name)
  if (options.to === undefined) return { json: { ...made, path }, lines: [words.backedUp(path, made.interactions)] }
  const copy = join(resolve(options.to), made.name)
  await mkdir(options.to, { recursive: true })
  await cp(path, copy, { recursive: true, errorOnExist: true, force: false })
  return { json: { ...made, path: copy }, lines: [words.backedUp(copy, made.interactions)] }
}

/** `restore BACKUP --data DIR`: DIR must have no workspace yet. The backup's passphrase is the new workspace's too. */
export async function restore(from: string, folder: string, given: string | undefined): Promise<Answer> {
  const passphrase = given ?? (await askPassphrase({ state: async () => 'locked' }, folder))
  const key = passphrase === undefined ? undefined : await keyOfBackup(from, passphrase)
  if (passphrase === undefined || !key) throw new Failure(words.notABackup(from))
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    await finishNext(folder)
    const { interactions } = await restoreBackup({
      from,
      folder,
      key,
      fresh: await freshKey(passphrase),
      worker: workers.store,
      at: Date.now(),
      agent: agentName(),
    })
    return { json: { interactions, folder }, lines: [words.restored(folder, interactions)] }
  } catch (error) {
    if (!(error instanceof CannotRestore)) throw wrongOr(error)
    throw new Failure(
      { 'not-a-backup': words.notABackup(from), changed: words.backupChanged(from), taken: words.taken(folder) }[error.reason],
    )
  }
}

/** By the passphrase of the workspace it is a copy of, or the one chosen for backups of a workspace without. */
async function keyOfBackup(from: string, passphrase: string): Promise<Uint8Array | undefined> {
  if (opensBy(from) === 'passphrase') return keyOf(from, passphrase)
  const key = await recover(from, passphrase)
  if (!key && opensBy(from) === 'recovery') throw new Failure(words.wrongPassphrase)
  return key
}

/** `rekey`: a new passphrase and a new key for all that is written. Nobody else may have the workspace open. */
export async function rekey(folder: string, given: string | undefined, chosen: string | undefined): Promise<Answer> {
  await finishNext(folder)
  const passphrase = given ?? (await askPassphrase(passphraseKeys(), folder))
  const key = passphrase === undefined ? undefined : await keyOf(folder, passphrase)
  if (!key) throw new Failure(words.needPassphrase)
  await access(join(folder, 'hilo.db')).catch(() => {
    throw new Failure(words.noWorkspace(folder))
  })
  try {
    const fresh = await freshKey(chosen ?? (await chooseNewPassphrase()))
    await rekeyWorkspace({ folder, key, fresh, worker: workers.store })
    const thread = await openStoreThread<{ noteAudit: typeof noteAudit }>(workers.store, { folder, key: fresh.key, readonly: false })
    await thread.call('noteAudit', { at: Date.now(), agent: agentName(), what: 'key.changed' }).finally(() => thread.close())
  } catch (error) {
    if (error instanceof StoreError && error.code === 'busy') throw new Failure(words.openElsewhere)
    throw wrongOr(error)
  }
  return { json: { ok: true }, lines: [words.rekeyed] }
}

function wrongOr(error: unknown): unknown {
  return error instanceof StoreError && error.code === 'wrong-key' ? new Failure(words.wrongPassphrase) : error
}
