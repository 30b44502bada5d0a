import * as z from 'zod'
import { fold } from '#shared/search/fold.ts'
import type { Db } from '../store/database.ts'
import { oncePer } from '../store/once.ts'
import { damerau } from './distance.ts'

/** A slice of learning reads for so long, ms, or so many words: then it holds the thread for about 20 ms. */
const SLICE = 10
const WORDS = 1000
/** What is longer is no word: encoded rubbish. */
const LONGEST = 40
/** Beginnings with more words than this are completed by their most frequent ones. */
const RANGE = 20_000
/** So many are looked at sooner than all frequent words of any letter are gone through for the most frequent. */
const LOOKED_AT = 1000
/** With more places than this all together, walking them costs more than anyone waits for. */
const MANY = 20_000
/** With so few they are walked without a second thought. */
const FEW = 2000
/** Looking a word up costs about as much as walking past so many places. */
const PLACES_PER_WORD = 500
const COMPLETIONS = 48
/** What begins with a Chinese or Japanese character are words that hold it, not unfinished ones: when there is little to be found, the rare ones too. */
const COMPLETIONS_WIDE = 200
const PARTS = 64
/** Where a word that holds all trigrams is looked for. */
const CANDIDATES = 4000

const State = z.object({ after: z.string(), from: z.string(), learned: z.string() })
const SETTING = 'search-words'

/** A word and in how many interactions it is, about. */
export interface Entry {
  term: string
  docs: number
}

/**
 * Takes words of the full-text index over into `word`, a slice of about 20 ms at a time, from where the last slice ended. Returns whether all is
 * known now: then nothing is done until the index changes. Counts are good to a quarter, which is enough to say rare from common.
 */
export function learnWords(db: Db): { done: boolean } {
  const now = stamp(db)
  const row = db.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck().get(SETTING)
  const state = row === undefined ? { after: '', from: '', learned: '' } : State.parse(JSON.parse(row))
  if (state.after === '') {
    if (state.learned === now) return { done: true }
    state.from = now
  }
  return db
    .transaction(() => {
      state.after = learnSlice(db, state.after)
      if (state.after === '') state.learned = state.from
      db.prepare('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(
        SETTING,
        JSON.stringify(state),
      )
      return { done: state.after === '' }
    })
    .immediate()
}

/** Changes whenever the index does: the counter of writes in its structure record (SQLite fts5_index.c, "FTS5_STRUCTURE_ROWID"). */
function stamp(db: Db): string {
  return String(db.prepare('SELECT hex(block) FROM interaction_fts_data WHERE id = 10').pluck().get())
}

/** Returns the last word it came to, '' at the end. */
function learnSlice(db: Db, after: string): string {
  const known = db.prepare<[string], { id: number; docs: number }>('SELECT id, docs FROM word WHERE term = ?')
  const insert = db.prepare('INSERT INTO word (term, docs) VALUES (?, ?)')
  const update = db.prepare('UPDATE word SET docs = ? WHERE id = ?')
  const part = db.prepare('INSERT INTO word_part (rowid, term) VALUES (?, ?)')
  const { entries, last } = readSlice(db, after)
  for (const { term, docs } of entries) {
    if (term.length > LONGEST) continue
    const before = known.get(term)
    if (!before) part.run(insert.run(term, docs).lastInsertRowid, term)
    else if (docs > before.docs * 1.25 || docs < before.docs * 0.5) update.run(docs, before.id)
  }
  return last ? '' : (entries.at(-1)?.term ?? '')
}

/** The next words of the index, read until the time is up. */
function readSlice(db: Db, after: string): { entries: Entry[]; last: boolean } {
  const entries: Entry[] = []
  const end = performance.now() + SLICE
  for (const entry of db.prepare<[string], Entry>('SELECT term, doc AS docs FROM interaction_term WHERE term > ?').iterate(after)) {
    entries.push(entry)
    if (entries.length === WORDS || performance.now() > end) return { entries, last: false }
  }
  return { entries, last: true }
}

/** The end of all words that begin so. */
function beyond(beginning: string): string {
  return `${beginning}\u{10FFFF}`
}

interface Completions {
  /** In how many places any of them is, at most; undefined when the words are not learned yet. */
  docs: number | undefined
  /** The words that begin so, when looking for each costs less than walking all their places; the most frequent, when these are too many. */
  terms: string[] | undefined
}

/** What is known of the words of an index. */
export interface Vocabulary {
  completions(beginning: string, wide: boolean): Completions
  occurrences(word: string): number | undefined
  containing(part: string): Entry[]
}

/** Of all that was said. */
export function vocabularyOf(db: Db): Vocabulary {
  return {
    completions: (beginning, wide) => completions(db, beginning, wide),
    occurrences: word => occurrences(db, word),
    containing: part => containing(db, part),
  }
}

/** What a beginning of a word, as the index has it, stands for. */
function completions(db: Db, beginning: string, wide: boolean): Completions {
  const most = wide && /^[\u2e80-\ud7ff\ud840-\ud8ff]/.test(beginning) ? COMPLETIONS_WIDE : COMPLETIONS
  const range = [beginning, beyond(beginning)] as const
  if (most === COMPLETIONS && [...beginning].length === 1 && lookingUp(db).many.get(...range) !== undefined) {
    const terms = lookingUp(db).common.all(...range)
    if (terms.length === COMPLETIONS) return frequent(terms)
  }
  const entries = lookingUp(db).begun.all(...range)
  if (entries.length === 0) return { docs: undefined, terms: undefined }
  const docs = total(entries)
  const walked = entries.length > most || docs <= Math.max(FEW, entries.length * PLACES_PER_WORD)
  if (walked && docs <= MANY && entries.length < RANGE) return { docs, terms: undefined }
  entries.sort((a, b) => b.docs - a.docs)
  return frequent(entries.slice(0, most))
}

function frequent(entries: readonly Entry[]): Completions {
  return { docs: total(entries), terms: entries.map(entry => entry.term) }
}

function total(entries: readonly Entry[]): number {
  return entries.reduce((sum, { docs }) => sum + docs, 0)
}

/** In how many interactions a word, as the index has it, is, about; undefined when it is not known. */
function occurrences(db: Db, word: string): number | undefined {
  return lookingUp(db).docs.get(word)
}

const lookingUp = oncePer(db => ({
  common: db.prepare<[string, string], Entry>(
    `SELECT term, docs FROM word INDEXED BY word_common WHERE docs >= 50 AND term >= ? AND term < ? ORDER BY docs DESC LIMIT ${COMPLETIONS}`,
  ),
  begun: db.prepare<[string, string], Entry>(`SELECT term, docs FROM word WHERE term >= ? AND term < ? LIMIT ${RANGE}`),
  many: db.prepare<[string, string], number>(`SELECT 1 FROM word WHERE term >= ? AND term < ? LIMIT 1 OFFSET ${LOOKED_AT}`).pluck(),
  docs: db.prepare<[string], number>('SELECT docs FROM word WHERE term = ?').pluck(),
  parts: db.prepare<[string, string], Entry>(
    `SELECT term, docs FROM (SELECT rowid FROM word_part WHERE word_part MATCH ? LIMIT ${CANDIDATES}) p JOIN word w ON w.id = p.rowid
     WHERE instr(term, ?) > 1 ORDER BY docs DESC LIMIT ${PARTS}`,
  ),
}))

/** Words that hold these three characters or more within, most frequent first: Rechnung in stromrechnungsnummer. */
function containing(db: Db, part: string): Entry[] {
  // Each of its characters in one of them: those between would be read for nothing, who passes is looked at.
  const all = trigrams(part)
  const query = [...new Set(all.filter((_, at) => at % 3 === 0 || at === all.length - 1))].map(quoted).join(' AND ')
  if (query === '') return []
  return lookingUp(db).parts.all(query, part)
}

function trigrams(text: string): string[] {
  const characters = [...text]
  return characters.slice(2).map((character, index) => `${characters[index]}${characters[index + 1]}${character}`)
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

/**
 * The known word that a mistyped one most likely stands for: one wrong, missing, doubled or swapped letter, two from seven letters on; the
 * nearest, of these the most frequent. Numbers and scripts without letters' order are not guessed.
 */
export function nearest(db: Db, typed: string): string | undefined {
  const word = fold(typed)
  const { length } = word
  if (length < 4 || length > LONGEST || !/^\p{L}+$/u.test(word) || /[\u2e80-\u9fff\uf900-\ufaff]/.test(word)) return undefined
  const most = length < 7 ? 1 : 2
  let best: (Entry & { away: number }) | undefined
  for (const entry of candidates(db, word, most)) {
    if (Math.abs(entry.term.length - length) > most || entry.term === word || /\d/.test(entry.term)) continue
    const away = damerau(word, entry.term, best ? Math.min(best.away, most) : most)
    if (away > most || (best && (away > best.away || (away === best.away && entry.docs <= best.docs)))) continue
    best = { ...entry, away }
  }
  return best?.term
}

/** Words with the same beginning, or the first two letters swapped; and, for a wrong beginning, words that share what comes after. */
function* candidates(db: Db, word: string, most: number): Generator<Entry> {
  const lengths = [word.length - most, word.length + most] as const
  const range = db.prepare<[string, string, number, number], Entry>(
    'SELECT term, docs FROM word WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?',
  )
  const beginnings = new Set([word[0] ?? '', word[1] ?? ''])
  for (const beginning of beginnings) yield* range.all(beginning, beyond(beginning), ...lengths)
  const ending = word.slice(-3)
  const middle = word.slice(1, 4)
  yield* db
    .prepare<[string, number, number], Entry>(
      `SELECT term, docs FROM (SELECT rowid FROM word_part WHERE word_part MATCH ? LIMIT ${CANDIDATES}) p JOIN word w ON w.id = p.rowid
       WHERE length(term) BETWEEN ? AND ?`,
    )
    .all(`${quoted(ending)} OR ${quoted(middle)}`, ...lengths)
}
