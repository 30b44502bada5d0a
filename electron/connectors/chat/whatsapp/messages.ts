import { createHash } from 'node:crypto'
import type { Mark } from '#shared/model/interaction.ts'
import { localToUtc } from '#shared/model/local-time.ts'
import { isPlausibleTime } from '#shared/model/plausible.ts'
import type { Problem, ProblemCode } from '#shared/model/problem.ts'
import type { Incoming, Party } from '../../connector.ts'
import type { FileSettings } from '../../file-format.ts'
import type { LineBlock } from '../../lines.ts'
import { mediaType } from '../media.ts'
import type { Media } from './archive.ts'
import { parseBody } from './body.ts'
import type { Header } from './header.ts'
import { parseHeader } from './header.ts'
import type { Sides } from './parties.ts'
import type { Survey } from './survey.ts'
import { arrange } from './survey.ts'

/** WhatsApp itself allows 65,536 characters; continuation lines beyond this are let go. */
const TEXT_LIMIT = 1_000_000
/** Minutes whose messages are remembered to number identical ones; exports go back by seconds, not by hours. */
const REMEMBERED_MINUTES = 128

type MediaSource = (name: string) => Promise<Media | undefined>

interface Open {
  header: Header
  line: number
  lines: string[]
  length: number
}

/** What one block of lines brought, in the order of the file. `bytes` as in LineBlock. */
export interface Step {
  items: Incoming[]
  problems: Problem[]
  bytes: number
}

/** Puts a chat's lines together to messages; without `media`, files are named but not looked for. A message ends where the next begins, so the last one comes with the end of the file. */
export async function* readMessages(
  blocks: AsyncIterable<LineBlock>,
  survey: Survey,
  sides: Sides,
  settings: FileSettings,
  media?: MediaSource,
): AsyncGenerator<Step> {
  const ids = new Numbering()
  const toItem = (open: Open): Promise<Incoming | Problem> => build(open, survey, sides, settings, ids, media)
  let open: Open | undefined
  let begun = false
  let bytes = 0
  for await (const block of blocks) {
    const step: Step = { items: [], problems: [], bytes: block.bytes }
    bytes = block.bytes
    const reject = (line: number, code: ProblemCode): void => {
      step.problems.push({ file: settings.path, line, code })
    }
    for (const { line, text, tooLong } of block.lines) {
      if (tooLong) {
        // It may have begun a message: what follows it belongs to nobody until the next one begins.
        if (open) put(step, await toItem(open))
        open = undefined
        begun = true
        reject(line, 'line-too-long')
        continue
      }
      const header = parseHeader(text)
      if (header?.style === survey.style && header !== undefined) {
        if (open) put(step, await toItem(open))
        begun = true
        open = { header, line, lines: [header.body], length: header.body.length }
        // With attachments a block could grow large: hand over what there is.
        if (step.items.at(-1)?.attachments?.some(({ content }) => content !== undefined)) {
          yield { ...step }
          step.items = []
          step.problems = []
        }
      } else if (open) {
        if (open.length <= TEXT_LIMIT && open.length + text.length > TEXT_LIMIT) reject(line, 'too-large')
        open.length += text.length + 1
        if (open.length <= TEXT_LIMIT) open.lines.push(text)
      } else if (!begun && text.trim() !== '') {
        reject(line, 'broken-row')
      }
    }
    yield step
  }
  const last: Step = { items: [], problems: [], bytes }
  if (open) put(last, await toItem(open))
  yield last
}

function put(step: Step, made: Incoming | Problem): void {
  if ('code' in made) step.problems.push(made)
  else step.items.push(made)
}

async function build(
  { header, line, lines }: Open,
  survey: Survey,
  sides: Sides,
  settings: FileSettings,
  ids: Numbering,
  media: MediaSource | undefined,
): Promise<Incoming | Problem> {
  const { path, timeZone, now } = settings
  const raw = lines.join('\n')
  const [year, month, day] = arrange(header.date, survey.order)
  const occurredAt = localToUtc(year, month, day, header.hour, header.minute, header.second, timeZone)
  if (Number.isNaN(occurredAt)) return { file: path, line, code: 'bad-date' }
  if (!isPlausibleTime(occurredAt, now)) return { file: path, line, code: 'date-out-of-range' }

  const { text, marks, file } = parseBody(raw)
  const system = header.sender === undefined || marks.includes('system')
  const sender = header.sender === undefined ? undefined : sides.parties.get(header.sender)
  const from: Party = system ? sides.us : (sender ?? sides.us)
  const item: Incoming = {
    sourceId: ids.next(header, sides.key, raw),
    within: sides.within,
    channel: 'chat',
    direction: from.own ? 'out' : 'in',
    occurredAt,
    from,
    to: from.own ? sides.customers : [sides.us],
    text,
    thread: sides.thread,
    file: path,
    line,
  }
  const allMarks = new Set<Mark>(marks)
  if (system) allMarks.add('system')
  if (file !== undefined) {
    const found = marks.includes('missing-media') ? undefined : await media?.(file)
    if (media && !found?.content) allMarks.add('missing-media')
    item.attachments = [{ name: file, type: mediaType(file), size: 0, ...found }]
  }
  if (allMarks.size > 0) item.marks = [...allMarks]
  return item
}

/**
 * Ids that hold in every export of one chat, wherever it starts or ends: from the minute as written (so that a wrongly guessed date order
 * or time zone makes no second copy), the sender and the words, numbered among identical ones of that minute. Only
 * identical messages of one minute that neither of two exports shows whole can be taken for one.
 */
class Numbering {
  readonly #minutes = new Map<string, Map<string, number>>()

  next({ date, hour, minute, sender }: Header, key: string, raw: string): string {
    const written = `${date.map(Number).join('/')} ${hour}:${minute}`
    let seen = this.#minutes.get(written)
    if (!seen) {
      seen = new Map()
      this.#minutes.set(written, seen)
      const [oldest] = this.#minutes.keys()
      if (this.#minutes.size > REMEMBERED_MINUTES && oldest !== undefined) this.#minutes.delete(oldest)
    }
    const hash = createHash('sha256')
      .update(JSON.stringify([key, written, sender ?? null, raw.trimEnd()]))
      .digest('hex')
      .slice(0, 32)
    const ordinal = seen.get(hash) ?? 0
    seen.set(hash, ordinal + 1)
    return `${hash}-${ordinal}`
  }
}
