import { existsSync, statSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import type { AppEvent } from '#shared/contract/index.ts'
import { Settings, type WorkspaceView } from '#shared/contract/workspace.ts'
import { CsvMapping } from '#shared/model/csv-mapping.ts'
import { type Backups, keepBackups } from '../backup/schedule.ts'
import { followCalls, type LiveCalls } from '../calls/live-calls.ts'
import { keepUpWithCases } from '../cases/keep-up.ts'
import { nobodyPresent, type Presence, startPresence } from '../day/presence.ts'
import { createImporter, type Importer } from '../ingest/importer.ts'
import type { Reading } from '../ingest/task.ts'
import { keepUpWithNotes, type NotesKeeper } from '../notes/keep-up.ts'
import { agentName } from '../platform/agent.ts'
import { keepRetention, type Retention } from '../privacy/retention/keep-up.ts'
import { startLearning } from '../search/learn.ts'
import { createCalm } from '../store/calm.ts'
import { openStoreThread, type StoreThread } from '../store/client.ts'
import { createFinder, type Finder } from '../suggestions/finder.ts'
import { type Sources, startSources } from '../supervisor/sources.ts'
import { keepUpWithSurveys, type SurveyKeeper } from '../surveys/keep-up.ts'
import { openOutbox, outboxAtRest, type WorkspaceOutbox } from './outbox.ts'
import type { Ports } from './ports.ts'
import type { StoreProcedures } from './procedures.ts'

/** An open workspace: a thread that writes, one that reads beside it, and the importer that fills it. */
export interface Session {
  kind: WorkspaceView['kind']
  /** How many of the changes saved last are missing at least: see store/cut-log.ts. */
  cutOff: number
  folder: string
  /** Answers in the order asked; sees its own writes at once. */
  write: StoreThread<StoreProcedures>['call']
  /** Never waits for a batch being written. */
  read: StoreThread<StoreProcedures>['call']
  importer: Importer
  /** Sends what agents wrote. */
  outbox: WorkspaceOutbox
  /** Asks about what was solved. */
  surveys: SurveyKeeper
  /** Works through what is written in notes. */
  notes: NotesKeeper
  /** Keeps the time of the agent at this window. */
  presence: Presence
  /** Calls in progress. */
  calls: LiveCalls
  /** Finds who may be one person with whom. */
  finder: Finder
  backups: Backups
  /** Removes what is older than the rules keep. */
  retention: Retention
  /** The thread of the live sources; it is started when first asked for, and at once when there are any. */
  sources(): Promise<Sources>
  /** Tells the sources what changed in the workspace's settings. */
  surround(settings: Settings): Promise<void>
  settings(): Promise<Settings>
  /** What reading a file needs to know. */
  reading(): Promise<Reading>
  /** Live sources that wait try again now. */
  wake(): Promise<void>
  close(): Promise<void>
}

/** Where a workspace lies: the user's own in the root, the sample below it. */
export function folderOf(root: string, kind: WorkspaceView['kind']): string {
  return kind === 'sample' ? join(root, 'sample') : root
}

/** It may still be worked out. */
type Key = Uint8Array | Promise<Uint8Array>

/** Opens a workspace's store. Rejects with StoreError `wrong-key`, `newer`, `no-permission`, ... */
export async function openSession(
  kind: WorkspaceView['kind'],
  given: Key,
  ports: Ports,
  announce: (event: AppEvent) => void,
): Promise<Session> {
  const folder = folderOf(ports.folder, kind)
  const open = (readonly: boolean, key: Key) =>
    openStoreThread<StoreProcedures>(ports.workers.store, { folder, key, readonly }, () => ports.lost?.('store'))
  const { writer, reader } = await openThreads(open, folder, given)
  const key = await given
  const defaults = defaultSettings()
  const settings = () => reader.call('getSettings', defaults)
  let started: Sources | undefined
  const calm = createCalm({
    idle: () => importer.idle(),
    busy: () => started?.catchingUp() === true,
    // A large workspace takes as much more of both.
    first: Math.min(FIRST_WORK.most, statSync(join(folder, 'hilo.db')).size * FIRST_WORK.perByte),
  })
  let outbox: WorkspaceOutbox | undefined
  const onChanged = (customers: number[]) => {
    announce({ type: 'timeline.changed', customers })
    learner.changed()
    merger.changed()
    finder.look(customers)
    cases.wake()
    outbox?.look()
    surveys.wake()
    calls.look()
  }
  const cases = keepUpWithCases(
    // Files come one after the other, matters across all of them: they are told apart in the order in which things happened.
    limit => calm.slice(() => writer.call('placeInteractions', { now: ports.now(), limit })),
    customers => announce({ type: 'cases.changed', customers }),
  )
  const notes = keepUpWithNotes({
    settle: () => writer.call('settleNotes', { now: ports.now() }),
    async derive(id) {
      const apart = await openStoreThread<StoreProcedures>(ports.workers.store, { folder, key, readonly: true })
      return apart.call('deriveNote', { id }).finally(() => apart.close())
    },
    keep: derived => writer.call('keepDerived', { ...derived, now: ports.now() }),
    onSettled: customers => announce({ type: 'notes.changed', customers }),
  })
  const surveys = keepUpWithSurveys(
    now => writer.call('askSolved', { now }),
    customers => {
      announce({ type: 'replies.changed', customers })
      outbox?.wake()
    },
    ports.now,
  )
  const presence = ports.visiting
    ? nobodyPresent
    : startPresence({
        keep: kept => writer.call('keepAgentTime', { agent: agentName() ?? '', ...kept }),
        now: ports.now,
        steady: () => uptime() * 1000,
      })
  const calls = followCalls({
    hear: heard => writer.call('hearCalls', heard),
    expire: at => writer.call('expireCalls', at),
    settle: at => writer.call('settleCalls', at),
    settings,
    now: ports.now,
    onChanged: customers => announce({ type: 'calls.changed', customers }),
    onSettled: onChanged,
  })
  const importer = createImporter({
    worker: ports.workers.ingest,
    store: writer,
    now: ports.now,
    onProgress: job => announce({ type: 'import.progress', job }),
    onChanged,
    onOwn: own => writer.call('setSettings', { own }),
  })
  const learner = startLearning(() => writer.call('learnWords'), calm)
  const merger = startLearning(() => writer.call('mergeIndex'), calm)
  const finder = createFinder({
    open: () => openStoreThread<StoreProcedures>(ports.workers.store, { folder, key, readonly: true }),
    read: reader.call,
    write: writer.call,
    quiet: calm.turn,
    now: ports.now,
    onChanged: () => announce({ type: 'suggestions.changed' }),
  })
  let sources: Promise<Sources> | undefined
  const startAll = async () => {
    started = startSources({
      worker: ports.workers.sources,
      parser: ports.workers.parser,
      store: writer.port(),
      onState: () => announce({ type: 'connectors.changed' }),
      onChanged,
      onLost: () => ports.lost?.('sources'),
      // What a full disk keeps from being noted is lost, as the call itself soon is.
      onCalls: (source, signals, all) => void calls.take(source, signals, all).catch(() => {}),
    })
    started.surround(await settings())
    for (const account of await reader.call('runnableAccounts', {})) started.run(account)
    return started
  }
  const theSources = () => {
    sources ??= startAll()
    return sources
  }
  if (!ports.visiting && (await reader.call('listAccounts', { now: ports.now() })).length > 0) theSources()
  outbox = ports.visiting
    ? outboxAtRest
    : await openOutbox({ write: writer.call, sources: theSources, now: ports.now, announce, onChanged })
  finder.look()
  cases.wake()
  surveys.wake()
  notes.wake()
  const backups = keepBackups({
    folder,
    key,
    worker: ports.workers.store,
    settings: () => reader.call('backupSettings'),
    async onDone(done) {
      const at = ports.now()
      if ('problem' in done) await writer.call('noteAudit', { at, what: 'backup.failed', detail: { problem: done.problem } })
      else await writer.call('noteAudit', { at, agent: agentName(), what: 'backup.made', detail: { name: done.name, bytes: done.bytes } })
    },
    now: ports.now,
  })
  if (writer.cutOff > 0) {
    ports.log?.warn('store.cut', { changes: writer.cutOff })
    await writer.call('noteAudit', { at: ports.now(), what: 'store.damaged', detail: { changes: writer.cutOff } })
  }
  const retention = keepRetention({
    store: {
      state: () => reader.call('retentionState'),
      save: (rules, agent) => writer.call('saveRetention', { rules, at: ports.now(), agent }),
      begin: () => writer.call('beginRetention', { at: ports.now() }),
      look: from => reader.call('agedSome', from),
      remove: some => calm.slice(() => writer.call('removeAged', some)),
      removeUnrecorded: () => calm.slice(() => writer.call('removeUnrecorded')),
      forgetWords: from => calm.slice(() => writer.call('forgetWordsSlowly', from)),
      forgetLog: () => writer.call('forgetLog'),
      end: agent => writer.call('endRetention', { at: ports.now(), agent }),
    },
    now: ports.now,
    onDone(customers, gone) {
      if (customers.length > 0) onChanged(customers)
      // A window that shows one of them leaves; after more of them it asks for everything again.
      for (const customer of gone.slice(0, NAMED)) announce({ type: 'customer.erased', customer })
      announce({ type: 'workspace.changed' })
    },
  })
  return {
    kind,
    cutOff: writer.cutOff,
    folder,
    backups,
    retention,
    write: writer.call,
    read: reader.call,
    importer,
    outbox,
    presence,
    surveys,
    notes,
    calls,
    finder,
    settings,
    sources: theSources,
    async surround(changed) {
      const started = await sources
      started?.surround(changed)
    },
    async reading() {
      const { own, region, timeZone } = await settings()
      const stored = await reader.call('getMappings')
      const mappings: Reading['mappings'] = {}
      for (const [signature, value] of Object.entries(stored)) {
        const mapping = CsvMapping.safeParse(value)
        if (mapping.success) mappings[signature] = mapping.data
      }
      return { own, region, timeZone, now: ports.now(), mappings }
    },
    async wake() {
      ;(await sources)?.wake()
    },
    async close() {
      await importer.close()
      await backups.close()
      await retention.close()
      calm.close()
      await surveys.close()
      await outbox.close()
      await finder.close()
      await cases.close()
      await presence.close()
      await notes.close()
      await (await sources)?.close()
      await calls.close()
      await learner.close()
      await merger.close()
      await reader.close()
      await writer.close()
    },
  }
}

/**
 * Both start at once and open side by side; but a new workspace has nothing to read before it is made, and of one that was cut off the writer
 * sees first what is missing (store/cut-log.ts).
 */
async function openThreads(open: (readonly: boolean, key: Key) => Promise<StoreThread<StoreProcedures>>, folder: string, key: Key) {
  const closed = existsSync(join(folder, 'hilo.db')) && !existsSync(join(folder, 'hilo.db-shm'))
  const writing = open(false, key)
  const reading = open(true, closed ? key : writing.then(() => key))
  const [writer, reader] = await Promise.allSettled([writing, reading])
  if (writer.status === 'fulfilled' && reader.status === 'fulfilled') return { writer: writer.value, reader: reader.value }
  for (const each of [reader, writer]) if (each.status === 'fulfilled') await each.value.close()
  throw writer.status === 'rejected' ? writer.reason : reader.status === 'rejected' && reader.reason
}

/** Background work begins so long after a workspace was opened, by the size of its file, ms. */
const FIRST_WORK = { perByte: 1e-6, most: 3000 }

/** So many customers of whom nothing was left are told of. */
const NAMED = 200

/** Until the user says otherwise: this computer's time zone, and the country its language names. */
function defaultSettings(): Settings {
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const region = new Intl.Locale(locale).maximize().region ?? 'US'
  return { own: [], region: /^[A-Z]{2}$/.test(region) ? region : 'US', timeZone: Settings.shape.timeZone.safeParse(timeZone).data ?? 'UTC' }
}
