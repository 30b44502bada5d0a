import { maskNumbers } from '#shared/safety/mask.ts'

/** Where views hold what somebody said or wrote, as one text or a list of texts. */
const TEXTS = new Set(['text', 'subject', 'quoted', 'snippet', 'words', 'note', 'said', 'switched', 'files'])
/** Everything in these was taken from texts. */
const TAKEN = new Set(['lines', 'reasons', 'differs', 'reason', 'attachments'])
/** A text in pieces of different looks: a number may lie across them. */
const PIECES = new Set(['spans', 'snippet', 'match'])

/** What an agent is writing, or has kept to be written again, is theirs to see and goes back as it came; the audit log holds no text. */
const WRITTEN =
  /^(?:calls\.(?!of$|followUps$)|replies\.(?:draft|edit|saveDraft)$|notes\.sync$|macros\.|search\.saved$|profile\.|workspace\.|privacy\.audit$)/

/**
 * An answer of the contract as it may be seen: card numbers and IBANs in customers' texts hidden but for their last signs. Everything that
 * anybody is shown comes through here, so that a new view needs no thought of it; what is exported or sent does not.
 */
export function masked(path: readonly string[], output: unknown): unknown {
  return WRITTEN.test(path.join('.')) ? output : maskIn(output)
}

function maskIn(value: unknown): unknown {
  if (Array.isArray(value)) return changed(value, value.map(maskIn))
  if (!isPlain(value)) return value
  const entries = Object.entries(value)
  const next = entries.map(([name, inside]): [string, unknown] => [name, maskField(name, inside)])
  return next.every(([, inside], index) => inside === entries[index]?.[1]) ? value : Object.fromEntries(next)
}

function maskField(name: string, value: unknown): unknown {
  if (TAKEN.has(name)) return maskAll(value)
  if (TEXTS.has(name) && (typeof value === 'string' || isTexts(value))) return maskAll(value)
  if (PIECES.has(name) && isPieces(value)) return maskPieces(value)
  return maskIn(value)
}

/** Every text in it. */
function maskAll(value: unknown): unknown {
  if (typeof value === 'string') return maskNumbers(value)
  if (Array.isArray(value)) return changed(value, value.map(maskAll))
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, maskAll(inside)]))
}

function maskPieces(pieces: readonly { text: string }[]): unknown {
  const whole = pieces.map(({ text }) => text).join('')
  const shown = maskNumbers(whole)
  if (shown === whole) return pieces
  let at = 0
  return pieces.map(piece => {
    const text = shown.slice(at, at + piece.text.length)
    at += piece.text.length
    return { ...piece, text }
  })
}

function changed(before: readonly unknown[], after: unknown[]): readonly unknown[] {
  return after.every((each, index) => each === before[index]) ? before : after
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(each => typeof each === 'string')
}

function isPieces(value: unknown): value is { text: string }[] {
  return Array.isArray(value) && value.every(each => isPlain(each) && typeof each.text === 'string')
}

/** Data, not a stream of events or bytes. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
