import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { ORPCError } from '@orpc/server'
import { UNDO_SEND } from '#shared/model/reply.ts'
import { fileProblem } from '../../connectors/file-problem.ts'
import { agentName } from '../../platform/agent.ts'
import type { Announcements } from '../events.ts'
import type { implementContract } from '../implement.ts'
import type { Ports } from '../ports.ts'
import type { Workspaces } from '../workspace.ts'

/** Bytes. Servers that take more are rare; the limit of the one it goes through shows when it is sent (RFC 1870). */
const LARGEST = 100 * 1024 * 1024

/** Replies: written, sent off, taken back, tried again. */
export function createRepliesRouter(
  os: ReturnType<typeof implementContract>['replies'],
  workspaces: Workspaces,
  events: Announcements,
  { now }: Pick<Ports, 'now'>,
) {
  const session = () => workspaces.session()
  const agent = agentName()

  /** The reply's fate changed: its customers' windows show it, and the outbox looks again. */
  function changed(customers: number[]): void {
    events.announce({ type: 'replies.changed', customers })
    session().outbox.wake()
  }

  return os.router({
    start: os.start.handler(({ input }) => session().read('startReply', { ...input, now: now() })),
    send: os.send.handler(async ({ input, errors }) => {
      const { key, customer, account, answers, to, cc, bcc, subject, text, quoted, switched, caseState, sendAt, files, writer } = input
      const sender = (await session().read('replyAccounts')).find(({ id }) => id === account)
      if (!sender) throw errors.NOT_FOUND()
      const at = now()
      const references = answers === undefined ? [] : await session().read('referencesOf', { answers })
      const signature = input.signed ? sender.signature : ''
      const name = sender.channel === 'email' ? workspaces.ownName() : undefined
      const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1)
      const { customers, ...queued } = await session().write('queueReply', {
        key,
        customer,
        answers,
        case: input.case,
        account,
        channel: sender.channel,
        message: {
          from: { address: sender.address, ...(name !== undefined && { name }) },
          to,
          cc,
          bcc,
          subject,
          text: signature === '' ? text : `${text}\n\n-- \n${signature}`,
          references,
          ...(signature !== '' && { body: text }),
          ...(quoted !== undefined && { quoted }),
          ...(switched !== undefined && { switched }),
          ...(caseState !== undefined && { caseState }),
          ...(sendAt !== undefined && { sendAt }),
        },
        files,
        writer,
        sourceId: sender.channel === 'email' ? `${key}@${domain}` : key,
        at,
        dueAt: Math.max(at + UNDO_SEND, sendAt ?? 0),
        ...(agent !== undefined && { agent }),
      })
      changed(customers)
      return queued
    }),
    cancel: os.cancel.handler(({ input }) => decide(input.key, 'cancel')),
    again: os.again.handler(({ input }) => decide(input.key, 'again')),
    arrived: os.arrived.handler(({ input }) => decide(input.key, 'arrived')),
    edit: os.edit.handler(async ({ input }) => {
      const { customers, draft } = await session().write('editReply', { ...input, at: now() })
      changed(customers)
      return { draft }
    }),
    waiting: os.waiting.handler(async ({ input }) => ({ replies: await session().read('waitingReplies', input) })),
    attach: os.attach.handler(async ({ input }) => {
      const content = 'path' in input ? await contentOf(input.path) : Buffer.from(input.content, 'base64')
      return session().write('attachFile', { name: basename(input.name), type: input.type, content, at: now() })
    }),
    draft: os.draft.handler(({ input }) => session().write('getDraft', input)),
    saveDraft: os.saveDraft.handler(({ input }) => session().write('saveDraft', { ...input, at: now() })),
    accounts: os.accounts.handler(async () => ({ accounts: await session().read('replyAccounts') })),
    saveSignature: os.saveSignature.handler(async ({ input }) => {
      await session().write('saveSignature', input)
      return { ok: true as const }
    }),
  })

  async function decide(key: string, decision: 'cancel' | 'again' | 'arrived') {
    const { customers } = await session().write('decideReply', { key, decision, at: now() })
    changed(customers)
    return { ok: true as const }
  }
}

/** Throws PROBLEM when the file cannot be read, or is larger than any server takes. */
async function contentOf(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path)
    if (size > LARGEST) throw new ORPCError('PROBLEM', { defined: true, status: 422, data: { code: 'too-large' } })
    return await readFile(path)
  } catch (error) {
    if (error instanceof ORPCError) throw error
    throw new ORPCError('PROBLEM', { defined: true, status: 422, data: fileProblem(path, error) })
  }
}
