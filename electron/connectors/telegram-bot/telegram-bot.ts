import type { Api } from 'grammy'
import type { Update, User } from 'grammy/types'
import * as z from 'zod'
import type { TestStep } from '#shared/contract/connectors.ts'
import { isPlausibleTime } from '#shared/model/plausible.ts'
import type { Late, LiveConnector, LiveContext, LiveStep } from '../live.ts'
import { SourceError } from '../source-error.ts'
import { openApi } from './bot-api.ts'
import { sourceError } from './errors.ts'
import { fetchFile } from './files.ts'
import { sourceIdOf, understand } from './message.ts'
import { form, rootOf, Settings } from './settings.ts'

/** Seconds a call waits for news at Telegram's end. */
const LONG_POLL = 30
const PATIENCE = LONG_POLL + 15
const BATCH_BYTES = 4_000_000
/** After a week of silence update numbers start anew somewhere (https://core.telegram.org/bots/api#update): an old offset would skip news. */
const OFFSET_HOLDS = 6 * 86_400_000
/** Edited messages whose latest version is remembered. */
const EDITS = 200
const WANTED = ['message', 'edited_message'] as const

const Cursor = z
  .object({
    /** The next update wanted: what Telegram gets to know only after everything before it is committed. */
    offset: z.int(),
    at: z.number(),
    /** Source id of a message, and the update that told of its latest version. */
    edits: z.array(z.tuple([z.string(), z.int()])),
  })
  .optional()
  .catch(undefined)
type Cursor = NonNullable<z.infer<typeof Cursor>>
type Batch = Extract<LiveStep, { type: 'batch' }>

/**
 * The private chats of one Telegram bot, by long polling (https://core.telegram.org/bots/api#getupdates). Telegram keeps what nobody has
 * asked for 24 hours, and shows no history: `since` cannot be honoured. What the bot itself says elsewhere is not told either.
 */
export const telegramBot: LiveConnector<Settings> = {
  kind: 'telegram-bot',
  source: 'telegram-bot',
  schema: Settings,
  form,

  identify: ({ bot }) => `@${bot.toLowerCase()}`,

  async *test(context) {
    const { settings } = context
    const { api, close } = openApi(context, PATIENCE)
    let step: TestStep['step'] = 'login'
    try {
      const me = await whoAmI(api, settings).catch(sourceError)
      const failed = me instanceof SourceError ? me.code : undefined
      for (const [reaching, codes] of reach) {
        if (reaching === 'tls' && rootOf(settings).startsWith('http:')) continue
        step = reaching
        if (failed !== undefined && codes.includes(failed)) throw me
        yield { step, ok: true, ...(step === 'name' && { found: [{ what: 'server', value: new URL(rootOf(settings)).host }] }) }
      }
      step = 'login'
      if (me instanceof SourceError) throw me
      yield { step, ok: true, found: [{ what: 'name', value: me.first_name }] }
      step = 'records'
      const { url, pending_update_count: waiting } = await api.getWebhookInfo()
      if (url) throw new SourceError('attention', 'in-use', 'webhook')
      yield { step, ok: true, found: [{ what: 'messages', value: String(waiting) }] }
    } catch (error) {
      const { code, detail } = sourceError(error)
      yield { step, ok: false, code, ...(detail !== undefined && { detail }) }
    } finally {
      close()
    }
  },

  async *read(context) {
    const { settings, signal, now } = context
    const { api, close } = openApi(context, PATIENCE)
    let cursor: Cursor | undefined = Cursor.parse(context.cursor)
    let done = 0
    let live = false
    try {
      const me = await whoAmI(api, settings)
      let { pending_update_count: total } = await api.getWebhookInfo()
      for (;;) {
        const offset = cursor && now() - cursor.at < OFFSET_HOLDS ? { offset: cursor.offset } : {}
        const updates = await api.getUpdates({ ...offset, timeout: live ? LONG_POLL : 0, limit: 100, allowed_updates: WANTED })
        for await (const batch of batches(updates, cursor, me, api, context)) {
          cursor = batch.cursor
          yield batch
        }
        done += updates.length
        total = Math.max(total, done)
        if (live) yield { type: 'alive' }
        else if (updates.length > 0) yield { type: 'catching-up', done, total }
        else {
          live = true
          yield { type: 'live' }
        }
      }
    } catch (error) {
      if (!signal.aborted) throw sourceError(error)
    } finally {
      close()
    }
  },
}

/** The steps before the login, and what fails each. */
const reach: [TestStep['step'], string[]][] = [
  ['name', ['name-not-found']],
  ['port', ['refused', 'timed-out', 'dropped']],
  ['tls', ['certificate', 'no-tls']],
]

async function whoAmI(api: Api, { bot }: Settings): Promise<User> {
  const me = await api.getMe()
  // Another bot's token: its messages would land among this one's.
  if (me.username.toLowerCase() !== bot.toLowerCase()) throw new SourceError('attention', 'settings', 'bot')
  return me
}

/** Updates as batches that hold no more files than memory should. */
async function* batches(
  updates: Update[],
  before: Cursor | undefined,
  me: User,
  api: Api,
  { settings, secrets, signal, now }: LiveContext<Settings>,
): AsyncGenerator<Batch & { cursor: Cursor }> {
  const edits = new Map(before?.edits)
  let batch: Batch = { type: 'batch', items: [], problems: [] }
  let late: Late[] = []
  let bytes = 0
  for (const [index, update] of updates.entries()) {
    const { update_id: number, message = update.edited_message } = update
    try {
      const told = message && understand(message, me)
      if (message && told && !isPlausibleTime(told.item.occurredAt, now()))
        batch.problems.push({ file: 'updates', code: 'date-out-of-range' })
      else if (message && told) {
        const { item, files } = told
        if (update.edited_message) {
          const original = sourceIdOf(message)
          const versionOf = (told: number): string => `${original}/${told}`
          item.sourceId = versionOf(number)
          item.marks = ['edited']
          const latest = edits.get(original)
          // An edit that comes again, after a later one, corrects nothing.
          if (latest === undefined || number > latest) {
            const earlier = latest === undefined ? original : versionOf(latest)
            const at = (message.edit_date ?? message.date) * 1_000
            late.push({ sourceId: earlier, mark: 'corrected', at, by: item.sourceId })
            edits.delete(original)
            edits.set(original, number)
          }
        }
        for (const file of files) {
          const content = await fetchFile(api, settings, secrets.token ?? '', file, signal)
          if (signal.aborted) return
          item.attachments ??= []
          item.attachments.push(content ? { ...file.attachment, size: content.length, content } : file.attachment)
          if (!content) item.marks = [...new Set([...(item.marks ?? []), 'missing-media' as const])]
          bytes += content?.length ?? 0
        }
        batch.items.push(item)
      }
    } catch (error) {
      if (error instanceof SourceError) throw error
      // Something that is not as documented: it must not come back for ever.
      batch.problems.push({ file: 'updates', code: 'broken-message' })
    }
    if (bytes < BATCH_BYTES && index < updates.length - 1) continue
    for (const oldest of edits.keys()) {
      if (edits.size <= EDITS) break
      edits.delete(oldest)
    }
    yield { ...batch, ...(late.length > 0 && { late }), cursor: { offset: number + 1, at: now(), edits: [...edits] } }
    batch = { type: 'batch', items: [], problems: [] }
    late = []
    bytes = 0
  }
}
