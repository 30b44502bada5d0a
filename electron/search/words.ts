import { handleText } from '#shared/model/interaction.ts'
import { fold } from '#shared/search/fold.ts'
import { numbersIn } from '#shared/search/numbers.ts'

/** Scripts written without blanks between words, and Korean, whose words are joined as in German and are as short as two characters. */
const RUN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const HAS_RUN = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\ud7ff\ud840-\ud8ff\uf900-\ufaff]/
/** Letters and digits that the index's tokenizer would take otherwise than `fold`. */
const LATIN =
  '²³¹¼-¾\u00adÆÐØÞßæðøþĐđĦħ\u0131-\u0133ĸ\u013f-\u0142\u0149-\u014bŒœŦŧ\u01c4-\u01cc\u01e0-\u01e3\u01ee\u01ef\u01f1-\u01f3\u01fc-\u01ff\u02b0-\u02b8\u02e0-\u02e4'
/** Scripts that it knows little of, and what is not seen. */
const OTHER =
  '\u0300-\u1dff\u1e9a\u1e9e\u1f00-\u1fff\u200b-\u200f\u202a-\u202e\u2060-\u209f\u20a8\u20d0-\u218f\u2460-\u24ff\u2c00-\ud7ff\ud800-\ud83b\ud83f-\udbff\uf900-\uffff'
/** One of these: a look at each character that is not ASCII costs a fifth of a look at each. */
const oneOf = (characters: string) => new RegExp(`[^\\0-\\x7f](?<=${characters})`)
const UNUSUAL = oneOf(`[${LATIN}${OTHER}]`)
const OTHERS = oneOf(`[${OTHER}]`)
const LATINS = new RegExp(oneOf(`[${LATIN}]`), 'g')
/** Most Chinese, Japanese and Korean characters are what folding makes of them. */
const FOLDABLE = `(?![、。ぁ-ゖァ-ヺー一-髗髛-鿿가-힣])[${LATIN}${OTHER}]`
const HAS_FOLDABLE = oneOf(FOLDABLE)
/** With the character before, which marks belong to. */
const FOLDED = new RegExp(`[^\\ud800-\\udfff]?(?:${FOLDABLE}[\\udc00-\\udfff]?)+`, 'g')
/** Marks that are letters of words in India and between: the tokenizer would cut words at them, but takes what is of nobody's script for letters. */
const MARK = /(?=[\u0900-\u17ff])\p{M}/u
const HAS_MARK = /[\u0900-\u0dff\u0e31-\u17ff]/
const NOBODYS = 0xe000 - 0x0900

/** Bits of what a character is: part of a run, and a mark that is a letter. */
const IN_RUN = 1
const IS_MARK = 2
const SPACE = 32

/** The same for each of Unicode's first plane, made when first needed: asking expressions about every character costs twenty times as much. */
let kinds: Uint8Array | undefined

function kindOf(code: number): number {
  const character = String.fromCodePoint(code)
  return (RUN.test(character) ? IN_RUN : 0) | (MARK.test(character) ? IS_MARK : 0)
}

/** What is put together is written here first; it grows with the longest. */
let room = new Uint16Array(65_536)

/**
 * Folded text as the tokenizer should take it. Runs become their overlapping pairs, and the last character, which begins none: 請求書 gives
 * 請求 求書 書. So a single character is the beginning of a word wherever it stands. `open`: what ends the text may go on, so the last
 * character of a run there is no word of its own.
 */
function prepared(folded: string, open = false): string {
  if (!HAS_RUN.test(folded) && !HAS_MARK.test(folded)) return folded
  // A character of a run becomes three: " 請 ", or two of a pair and the space between pairs.
  if (room.length < 3 * folded.length) room = new Uint16Array(3 * folded.length)
  kinds ??= Uint8Array.from({ length: 0x1_0000 }, (_, code) => kindOf(code))
  const known = kinds
  let length = 0
  /** The run at hand: where it and its last character begin. */
  let run = -1
  let last = -1
  const copy = (from: number, to: number) => {
    for (let at = from; at < to; at++) {
      const unit = folded.charCodeAt(at)
      room[length++] = (known[unit] ?? 0) & IS_MARK ? unit + NOBODYS : unit
    }
  }
  const end = (at: number) => {
    if (!open || last === run || at < folded.length) copy(last, at)
    room[length++] = SPACE
    run = -1
  }
  for (let at = 0; at < folded.length; ) {
    const code = folded.codePointAt(at) ?? 0
    const next = at + (code > 0xffff ? 2 : 1)
    const kind = code > 0xffff ? kindOf(code) : (known[code] ?? 0)
    if (kind & IN_RUN) {
      if (run < 0) run = at
      else copy(last, next)
      room[length++] = SPACE
      last = at
    } else {
      if (run >= 0) end(at)
      copy(at, next)
    }
    at = next
  }
  if (run >= 0) end(folded.length)
  return Buffer.from(room.buffer, 0, 2 * length).toString('utf16le')
}

/**
 * Names as the index takes them. Chinese, Japanese and Thai are written without spaces, so a run of them is one long word to the tokenizer: cut
 * it into pairs, and a phrase of pairs finds any part of it of two characters or more.
 */
export function indexableNames(text: string): string {
  return UNUSUAL.test(text) ? prepared(fold(text)) : text
}

/** What short pieces became: most are a few ends of sentences, and folding one costs a microsecond or two. */
const short = { longest: 4, most: 4096, folded: new Map<string, string>() }

function foldShort(piece: string): string {
  if (piece.length > short.longest) return fold(piece)
  const known = short.folded.get(piece)
  if (known !== undefined) return known
  if (short.folded.size === short.most) short.folded.clear()
  const folded = fold(piece)
  short.folded.set(piece, folded)
  return folded
}

/**
 * The same for texts; and their numbers, each of which is found as one too, whatever stands between its digits. Most texts are indexed as they are:
 * with the numbers among them they would have to be handed on twice.
 */
export function taken(text: string): { words: string; numbers: string[] } {
  const isUnusual = UNUSUAL.test(text)
  const isOther = isUnusual && OTHERS.test(text)
  // A letter or two in a long text: the rest is left to the tokenizer.
  const folded = isOther && HAS_FOLDABLE.test(text) ? text.replace(FOLDED, foldShort) : text
  const words = isOther ? prepared(folded) : isUnusual ? text.replace(LATINS, foldShort) : text
  return { words, numbers: numbersIn(folded) }
}

/** Both together, for what is short. */
export function indexable(text: string): string {
  const { words, numbers } = taken(text)
  return [words, ...numbers].join('\n')
}

/** Before one or two characters that begin a word of a name: no keyboard has it. */
const BEGINS = '\uf8f0'
/** A run of characters, any of which may be the first that somebody types, or a word. */
const NAME_PIECE = new RegExp(`(${RUN.source}+)|\\p{L}(?:(?!${RUN.source})[\\p{L}\\p{N}\\p{M}])*`, 'gu')
/** 山田 太郎 is looked for as 山田太郎, too. */
const IN_NAME = new RegExp(`(?<=${RUN.source})[\\s・](?=${RUN.source})`, 'u')
const IN_NAMES = new RegExp(IN_NAME, 'gu')
/** Of one name and address: nobody's has more, and rubbish is not kept whole. */
const PIECES = 40

/**
 * Somebody's name and address as parts of them are looked for, of three characters or more by trigrams: the name as it is, and folded where
 * trigrams would not. What is shorter is looked for where a word begins, in scripts without blanks anywhere: `begun` of it is among the trigrams too.
 */
export function nameInParts(name: string, value: string): string {
  const folded = fold(name)
  const begins = new Set<string>()
  const read = [folded, fold(wordsOf(value))]
  for (const [piece, run] of read.join(' ').matchAll(NAME_PIECE)) {
    const characters = [...(run ?? piece.slice(0, 4))]
    for (const [at, character] of characters.entries()) {
      if (run !== undefined || at === 0) begins.add(`${BEGINS}${BEGINS}${character}${characters[at + 1] ?? ''}`)
    }
    if (begins.size > PIECES) break
  }
  const joined = read.flatMap(one => (IN_NAME.test(one) ? one.replace(IN_NAMES, '') : []))
  return [name, ...(UNUSUAL.test(name) ? [folded] : []), ...joined, [...begins].join('')].join(' ')
}

/** What is somebody's own of an address: too many have the same domain; a handle is kept as `service:value`. */
function wordsOf(value: string): string {
  return handleText(value).split('@', 1)[0] ?? ''
}

/** What `nameInParts` has for one or two characters that a word of a name begins with; undefined for what begins none. */
export function begun(part: string): string | undefined {
  const folded = fold(part)
  const [piece] = folded.match(NAME_PIECE) ?? []
  if (piece !== folded) return undefined
  const characters = [...folded]
  if (characters.length > 2) return undefined
  return characters.length === 1 ? `${BEGINS}${BEGINS}${folded}` : `${BEGINS}${folded}`
}

/**
 * The pieces a typed word is looked up as, in order: folded, and cut as the index is, without the last character of a run at its end, which may
 * go on in the text.
 */
export function tokens(word: string): string[] {
  const cut = prepared(fold(word), true)
  return cut.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? []
}

/** Whether the last piece of a word is a single character of a run: it may be the beginning of a pair. */
export function endsInPart(word: string): boolean {
  const [last = '', before = ''] = [...fold(word)].reverse()
  return RUN.test(last) && !RUN.test(before)
}
