import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { BatchBuilder } from '../batch-builder.ts'
import type { Batch } from '../connector.ts'
import type { FileFormat, FileSettings, Preview } from '../file-format.ts'
import { fileProblem } from '../file-problem.ts'
import type { Overview, Sides } from './telegram/chats.ts'
import { readChats, surveyChats, tellSides } from './telegram/chats.ts'
import { folderOf } from './telegram/folder.ts'
import { toIncoming } from './telegram/message.ts'

const PREVIEW_ITEMS = 20
const PREVIEW_BYTES = 32 * 1024 * 1024
const MOST_SHOWN = 20

/**
 * The machine-readable export of Telegram Desktop: `result.json` of one chat or of a whole account, with its media in the same folder
 * (https://core.telegram.org/import-export). Read twice: once for who takes part in which chat, once for the messages. There is no
 * cursor: source ids are Telegram's own, reading again is harmless. `saved_messages` are notes to oneself and left out.
 */
export const telegram: FileFormat = {
  kind: 'telegram',
  source: 'telegram',

  recognise({ folder, text }) {
    if (folder || !/^\s*\{/.test(text)) return 0
    const has = (key: string): boolean => text.includes(`"${key}"`)
    const chat = /"type"\s*:\s*"(?:personal_chat|bot_chat|saved_messages|(?:private|public)_(?:group|supergroup|channel))"/.test(text)
    if (has('messages') && (chat || ((has('from_id') || has('actor_id')) && has('date')))) return 0.95
    return has('personal_information') && has('user_id') ? 0.9 : 0
  },

  async check({ path }, signal) {
    try {
      const { size } = await stat(path)
      for await (const _ of createReadStream(path, { end: 0 })) break
      if (signal.aborted) return { ok: false, problem: { file: path, code: 'cancelled' } }
      return size === 0 ? { ok: false, problem: { file: path, code: 'empty' } } : { ok: true }
    } catch (error) {
      return { ok: false, problem: fileProblem(path, error) }
    }
  },

  async *read(settings, _cursor, signal) {
    yield* readExport(settings, signal, false, () => {})
  },

  async preview(settings, signal) {
    const preview: Preview = { items: [], problems: [], ownGuess: [], participants: [] }
    const told = (overview: Overview): void => {
      Object.assign(preview, whoIsWho(overview, settings.own))
    }
    for await (const batch of readExport(settings, signal, true, told)) {
      preview.items.push(...batch.items.slice(0, PREVIEW_ITEMS - preview.items.length))
      preview.problems.push(...batch.problems.slice(0, PREVIEW_ITEMS - preview.problems.length))
      if (preview.items.length >= PREVIEW_ITEMS) break
    }
    return preview
  },
}

/** Names to choose from, those who write in most chats and then most messages first. */
function whoIsWho({ chats, account }: Overview, own: string[]): Pick<Preview, 'ownGuess' | 'participants'> {
  const guesses = new Set<string>()
  const seen = new Map<string, number>()
  for (const chat of chats) {
    if (chat.messages === 0) continue
    const sides = tellSides(chat, account, own)
    for (const [id, name] of chat.senders) {
      const shown = name ?? `telegram:${id}`
      seen.set(shown, (seen.get(shown) ?? 0) + 1)
      if (sides.isOwn(id, name)) guesses.add(shown)
    }
  }
  const participants = [...seen].sort(([, a], [, b]) => b - a).map(([name]) => name)
  return { ownGuess: [...guesses], participants: participants.slice(0, MOST_SHOWN) }
}

/** `told` gets the overview before the first batch. */
async function* readExport(
  settings: FileSettings,
  signal: AbortSignal,
  previewing: boolean,
  told: (overview: Overview) => void,
): AsyncGenerator<Batch> {
  const { path } = settings
  const batcher = new BatchBuilder(path)
  let done = 0
  let total = 0
  try {
    total = (await stat(path)).size
    const known = await surveyChats(createReadStream(path), previewing ? PREVIEW_BYTES : Number.POSITIVE_INFINITY, signal)
    if (signal.aborted) return
    if (!known.account && known.chats.every(chat => chat.id === undefined)) {
      yield { items: [], problems: [{ file: path, code: total === 0 ? 'empty' : 'not-recognised' }], done: total, total }
      return
    }
    told(known)
    const sides = new Map<number, Sides>()
    const folder = previewing ? undefined : folderOf(path)
    for await (const found of readChats(createReadStream(path), { chats: [] })) {
      done = found.bytes
      for (const problem of found.problems) batcher.reject({ file: path, ...problem })
      for (const { chat: index, line, json } of found.messages) {
        const chat = known.chats[index]
        if (!chat || chat.type === 'saved_messages') continue
        let chatSides = sides.get(index)
        if (!chatSides) {
          chatSides = tellSides(chat, known.account, settings.own)
          sides.set(index, chatSides)
        }
        const made = await toIncoming(json, chat, chatSides, settings, folder)
        if (typeof made === 'string') batcher.reject({ file: path, line, code: made })
        else batcher.add({ ...made, file: path, line })
        yield* batcher.full(done, total)
        if (signal.aborted) return
      }
      yield* batcher.full(done, total)
      if (signal.aborted) return
    }
  } catch (error) {
    batcher.reject(fileProblem(path, error))
  }
  yield* batcher.rest(done, total)
}
