import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppEvent } from '#shared/contract/index.ts'
import { type Preferences, PreferencesChanges, type Settings, type Unopened, type WorkspaceView } from '#shared/contract/workspace.ts'
import { newestWhole } from '../backup/folder.ts'
import { dropNext, finishNext } from '../backup/next.ts'
import { accountName } from '../platform/agent.ts'
import { KeyLost } from '../platform/key-file.ts'
import { StoreError } from '../store/protocol.ts'
import type { Ports } from './ports.ts'
import { fillSample, sampleKey } from './sample.ts'
import { folderOf, openSession, type Session } from './session.ts'

type Kind = WorkspaceView['kind']

/** Why there is no session to ask: a passphrase must be chosen or given first. */
export class Locked extends Error {}
export class WrongPassphrase extends Error {}

/** Gets the key of the user's own workspace, where that is open. `change` answers with the key that it has afterwards. */
type Prepare<T> = (key: Uint8Array | undefined) => Promise<{ change: () => Promise<Uint8Array>; answer: T }>

/** Holds the one workspace that is open, and switches between the sample and the user's own. */
export function createWorkspaces(ports: Ports, announce: (event: AppEvent) => void) {
  let current: Session | undefined
  let kind: Kind = 'sample'
  let needs: 'new' | 'locked' | undefined
  let failed: Unopened | undefined
  /** The key of the workspace that is open. */
  let held: Uint8Array | undefined
  let working: WorkspaceView['working']
  let edition = 0
  /** The sample being filled. */
  let preparing: Promise<void> | undefined
  /** Switches happen one after the other. */
  let queue: Promise<unknown> = Promise.resolve()
  let first: Promise<unknown> | undefined

  async function switchTo(wanted: Kind, passphrase: string | undefined): Promise<void> {
    failed = undefined
    try {
      await enter(wanted, passphrase)
    } catch (error) {
      // Whoever mistyped tries again.
      if (!(error instanceof WrongPassphrase && passphrase !== undefined)) {
        await leave()
        kind = wanted
        needs = undefined
        const backup = await newestWhole(join(folderOf(ports.folder, wanted), 'backups'))
        failed = { code: whyNot(error), ...(backup && { backup }) }
      }
      throw error
    } finally {
      announce({ type: 'workspace.changed' })
    }
  }

  async function enter(wanted: Kind, passphrase: string | undefined): Promise<void> {
    if (current?.kind !== 'own') {
      await finishNext(ports.folder)
      await dropNext(ports.folder)
    }
    const state = wanted === 'sample' ? 'ready' : await ports.keys.state(ports.folder)
    if (state !== 'ready' && passphrase === undefined) {
      await leave()
      kind = wanted
      needs = state
    } else {
      if (current && current.kind !== wanted) await leave()
      // Not waited for: the session's threads start while a passphrase is made a key of.
      const key = wanted === 'sample' ? sampleKey(folderOf(ports.folder, wanted)) : ports.keys.key(ports.folder, passphrase)
      current ??= await openSession(wanted, key, ports, announce).catch(async error => {
        // The sample can be made again.
        if (wanted === 'sample' && error instanceof StoreError && error.code === 'corrupt') {
          await rm(folderOf(ports.folder, wanted), { recursive: true, force: true })
          return openSession(wanted, await sampleKey(folderOf(ports.folder, wanted)), ports, announce)
        }
        throw error instanceof StoreError && error.code === 'wrong-key' ? new WrongPassphrase() : error
      })
      held = await key
      kind = wanted
      needs = undefined
      ports.preferences.set('workspace', wanted)
      if (wanted === 'sample' && (await current.read('counts')).interactions === 0) prepare(current)
    }
  }

  async function reopen(wanted: Kind, key: Uint8Array): Promise<void> {
    current = await openSession(wanted, key, ports, announce)
    held = key
    kind = wanted
    needs = undefined
    failed = undefined
    ports.preferences.set('workspace', wanted)
  }

  async function renewNow<T>(work: NonNullable<WorkspaceView['working']>, prepare: Prepare<T>): Promise<T> {
    const before = current && held ? { kind: current.kind, key: held } : undefined
    const { change, answer } = await prepare(before?.kind === 'own' ? before.key : undefined)
    working = work
    announce({ type: 'workspace.changed' })
    try {
      await leave()
      const key = await change().catch(async (error: unknown) => {
        if (before) await reopen(before.kind, before.key)
        throw error
      })
      if (work === 'restore') edition++
      await reopen('own', key)
      return answer
    } finally {
      working = undefined
      announce({ type: 'workspace.changed' })
    }
  }

  function prepare(session: Session): void {
    preparing = fillSample(session, ports.now())
      // A sample that was left while it was filled is filled when it is opened next.
      .catch((error: unknown) => process.emitWarning(`The sample is incomplete: ${error instanceof StoreError ? error.message : 'failed'}`))
      .finally(() => {
        preparing = undefined
        announce({ type: 'workspace.changed' })
        announce({ type: 'timeline.changed' })
      })
  }

  async function leave(): Promise<void> {
    const leaving = current
    current = undefined
    held = undefined
    await leaving?.importer.close()
    await preparing
    await leaving?.close()
  }

  return {
    /** The open workspace. Throws Locked when a passphrase is missing. */
    session(): Session {
      if (!current) throw new Locked()
      return current
    },
    open(wanted: Kind, passphrase?: string): Promise<void> {
      const done = queue.then(() => switchTo(wanted, passphrase))
      queue = done.catch(() => {})
      first ??= queue
      return done
    },
    /** Resolves when the first one was opened, asks for its passphrase, or did not open: nobody has to ask before. */
    async opened(): Promise<void> {
      await first
    },
    /** Of the user's own workspace, while it is open. */
    ownKey: (): Uint8Array | undefined => (current?.kind === 'own' ? held : undefined),
    /**
     * Changes the user's own workspace as a whole: what `prepare` does is done while it is open, `change` while nobody has it open. When that fails
     * it is opened again as it was.
     */
    renew<T>(work: NonNullable<WorkspaceView['working']>, prepare: Prepare<T>): Promise<T> {
      const done = queue.then(() => renewNow(work, prepare))
      queue = done.catch(() => {})
      return done
    },
    changed(customers: number[]): void {
      announce({ type: 'timeline.changed', customers })
      current?.finder.look(customers)
    },
    async view(): Promise<WorkspaceView> {
      const known = { edition, kind, folder: folderOf(ports.folder, kind), preferences: looks(ports.preferences.get('looks')) }
      if (!current) {
        const empty = {
          customers: 0,
          waiting: 0,
          interactions: 0,
          byChannel: [],
          settings: { own: [], region: 'US', timeZone: 'UTC' } satisfies Settings,
        }
        return { ...known, ...empty, ...(working ? { working } : failed ? { failed } : { needs: needs ?? 'locked' }) }
      }
      const [counts, settings] = await Promise.all([current.read('counts'), current.settings()])
      const [job] = current.importer.jobs()
      const share = job && job.bytesTotal > 0 ? job.bytesDone / job.bytesTotal : 0
      const { cutOff } = current
      return { ...known, ...counts, settings, ...(preparing && { preparing: share }), ...(cutOff > 0 && { cutOff }) }
    },
    setPreferences(changes: PreferencesChanges): Preferences {
      const next = looks({ ...looks(ports.preferences.get('looks')), ...changes })
      ports.preferences.set('looks', next)
      announce({ type: 'workspace.changed' })
      return next
    },
    /** What the agent is called in what customers get: as they said, else as the system's account is. Undefined where neither says a name. */
    ownName: (): string | undefined => looks(ports.preferences.get('looks')).name || accountName(),
    /** Live sources try again now. */
    async wake(): Promise<void> {
      await current?.wake()
    },
    async close(): Promise<void> {
      await queue
      await leave()
    },
  }
}

function whyNot(error: unknown): Unopened['code'] {
  if (error instanceof WrongPassphrase) return 'wrong-key'
  if (error instanceof KeyLost) return 'key-lost'
  if (!(error instanceof StoreError)) return 'failed'
  if (error.code === 'corrupt') return 'damaged'
  return error.code === 'newer' || error.code === 'no-permission' || error.code === 'disk-full' || error.code === 'busy'
    ? error.code
    : 'failed'
}

/** How the window looks: what is kept, and the system's own wherever nothing valid is. */
function looks(kept: unknown): Preferences {
  const {
    language = 'system',
    theme = 'system',
    density = 'comfortable',
    lockAfter = 0,
    name = '',
  } = PreferencesChanges.safeParse(kept).data ?? {}
  return { language, theme, density, lockAfter, name }
}

export type Workspaces = ReturnType<typeof createWorkspaces>
