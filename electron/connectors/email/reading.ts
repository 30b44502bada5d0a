import { accessSync, constants, statSync } from 'node:fs'
import type { Problem, ProblemCode } from '#shared/model/problem.ts'
import { BATCH_ITEMS, type Batch, type Check, type Incoming } from '../connector.ts'
import type { FileSettings, Preview } from '../file-format.ts'
import { fileProblem } from '../file-problem.ts'
import { ownAddresses } from './content/addresses.ts'
import { type MailContext, parseMessage } from './message.ts'
import { activity, guessOwn, type OwnEvidence, ownEvidence } from './own.ts'

/** Bytes of mail in one batch, when nothing else is asked for. */
const BATCH_BYTES = 4 * 1024 * 1024
const PREVIEW_ITEMS = 20
/** Mails looked at to tell who we are. */
const PREVIEW_SAMPLE = 200
const PREVIEW_PARTICIPANTS = 20

/** One mail on its way in, or why it cannot be read. Its bytes are valid until the next step of what yields it. */
export interface RawMail extends Pick<MailContext, 'sent' | 'receivedAt' | 'line'> {
  mail: Uint8Array | ProblemCode
  file: string
  /** Bytes of the source used up with this one, and what to go on from after it. */
  done: number
  cursor: unknown
}

/** Parses mails into batches. One at a time: the parser's promises go through the event loop, so that an abort is seen. */
export async function* batches(
  raw: AsyncIterable<RawMail>,
  settings: FileSettings,
  signal: AbortSignal,
  total?: number,
): AsyncGenerator<Batch> {
  const own = ownAddresses(settings.own)
  const { batchBytes = BATCH_BYTES } = settings
  const from = (done: number): Batch => ({ items: [], problems: [], done, ...(total !== undefined && { total }) })
  let batch = from(0)
  let bytes = 0
  for await (const one of raw) {
    if (signal.aborted) return
    const result = await parse(one, own, settings.now)
    if (typeof result === 'string') batch.problems.push(problem(one, result))
    else batch.items.push(result)
    batch.done = one.done
    batch.cursor = one.cursor
    bytes += typeof one.mail === 'string' ? 0 : one.mail.byteLength
    if (batch.items.length + batch.problems.length >= BATCH_ITEMS || bytes >= batchBytes) {
      yield batch
      batch = from(one.done)
      bytes = 0
    }
  }
  if (signal.aborted) return
  if (batch.items.length + batch.problems.length > 0) yield batch
}

/** The first mails as `read` would give them, and who the owner of the mailbox may be. */
export async function previewOf(raw: AsyncIterable<RawMail>, settings: FileSettings, signal: AbortSignal): Promise<Preview> {
  const own = ownAddresses(settings.own)
  const items: Incoming[] = []
  const problems: Problem[] = []
  const evidence: OwnEvidence[] = []
  for await (const one of raw) {
    if (signal.aborted || evidence.length + problems.length >= PREVIEW_SAMPLE) break
    const result = await parse(one, own, settings.now)
    if (typeof result === 'string') problems.push(problem(one, result))
    else {
      if (items.length < PREVIEW_ITEMS) items.push(result)
      evidence.push(ownEvidence(result, typeof one.mail === 'string' ? undefined : one.mail))
    }
  }
  const participants = activity(evidence).map(([address]) => address)
  return { items, problems, ownGuess: guessOwn(evidence), participants: participants.slice(0, PREVIEW_PARTICIPANTS) }
}

function parse(one: RawMail, own: ReadonlySet<string>, now: number): Promise<Incoming | ProblemCode> | ProblemCode {
  const { mail, file, line, sent, receivedAt } = one
  if (typeof mail === 'string') return mail
  return parseMessage(mail, {
    own,
    now,
    file,
    ...(line === undefined ? {} : { line }),
    ...(sent === undefined ? {} : { sent }),
    ...(receivedAt === undefined ? {} : { receivedAt }),
  })
}

function problem(one: RawMail, code: ProblemCode): Problem {
  return { file: one.file, code, ...(one.line === undefined ? {} : { line: one.line }) }
}

/** Whether the file (or folder) is there, may be read and holds anything. */
export function checkPath(path: string): Check {
  try {
    accessSync(path, constants.R_OK)
    const found = statSync(path)
    if (found.isFile() && found.size === 0) return { ok: false, problem: { file: path, code: 'empty' } }
    return { ok: true }
  } catch (error) {
    return { ok: false, problem: fileProblem(path, error) }
  }
}
