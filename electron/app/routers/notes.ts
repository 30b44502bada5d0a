import { ORPCError } from '@orpc/server'
import { isUpdate, noteUpdate } from '../../notes/document.ts'
import { agentName } from '../../platform/agent.ts'
import type { Announcements } from '../events.ts'
import type { implementContract } from '../implement.ts'
import type { Ports } from '../ports.ts'
import type { Workspaces } from '../workspace.ts'

/** Notes: written as updates of a document, everything else about them as ops. */
export function createNotesRouter(
  os: ReturnType<typeof implementContract>['notes'],
  workspaces: Workspaces,
  { announce }: Announcements,
  { now }: Pick<Ports, 'now'>,
) {
  const session = () => workspaces.session()
  const agent = agentName()
  const made = () => ({ at: now(), ...(agent !== undefined && { agent }) })

  return os.router({
    list: os.list.handler(async ({ input }) => ({ notes: await session().read('listNotes', input) })),
    followUps: os.followUps.handler(async ({ input }) => ({ notes: await session().read('followUps', input) })),
    mentions: os.mentions.handler(async () => ({
      mentions: agent === undefined ? [] : await session().read('mentionsOf', { agent }),
    })),
    readMention: os.readMention.handler(async ({ input }) => {
      const { customers } = await session().write('readMention', { ...input, agent: agent ?? '', at: now() })
      announce({ type: 'notes.changed', customers })
      return { ok: true }
    }),
    sync: os.sync.handler(async ({ input: { update: text, ...input } }) => {
      const update = text === undefined ? undefined : new Uint8Array(Buffer.from(text, 'base64'))
      // What is not an update would make the note unreadable for good.
      if (update && !isUpdate(update)) throw new ORPCError('BAD_REQUEST')
      const { seq, updates, customers, made: began } = await session().write('syncNote', { ...input, update, ...made() })
      if (update) announce({ type: 'notes.changed', customers, written: { note: input.note, seq } })
      if (began) announce({ type: 'notes.changed', customers })
      if (update) session().notes.wake()
      return { seq, updates: updates.map(one => Buffer.from(one).toString('base64')) }
    }),
    write: os.write.handler(async ({ input: { lines, mention, ...input } }) => {
      const { seq, customers } = await session().write('syncNote', { ...input, after: 0, update: noteUpdate(lines, mention), ...made() })
      announce({ type: 'notes.changed', customers, written: { note: input.note, seq } })
      announce({ type: 'notes.changed', customers })
      session().notes.wake()
      return { ok: true }
    }),
    change: os.change.handler(async ({ input }) => {
      const { customers, ...done } = await session().write('changeNote', { ...input, ...made() })
      announce({ type: 'notes.changed', customers })
      return done
    }),
    undo: os.undo.handler(async ({ input }) => {
      const { customers } = await session().write('undoNoteOp', { ...input, at: now() })
      announce({ type: 'notes.changed', customers })
      return { ok: true }
    }),
    history: os.history.handler(async ({ input }) => ({ records: await session().read('noteHistory', input) })),
    content: os.content.handler(({ input }) => session().read('noteContent', input)),
    restore: os.restore.handler(async ({ input }) => {
      const { seq, customers } = await session().write('restoreNote', { ...input, ...made() })
      announce({ type: 'notes.changed', customers, written: { note: input.note, seq } })
      announce({ type: 'notes.changed', customers })
      session().notes.wake()
      return { ok: true }
    }),
    people: os.people.handler(async () => {
      const names = await session().read('knownAgents')
      return { names: [...new Set([...(agent !== undefined ? [agent] : []), ...names])] }
    }),
  })
}
