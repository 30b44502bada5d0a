import { type CsvField, type CsvMapping, csvFields } from '#shared/model/csv-mapping.ts'

/** What a column means in a mapping, if anything. */
export function fieldOf(mapping: CsvMapping, column: number): CsvField | undefined {
  return csvFields.find(field => mapping.columns[field] === column)
}

/** Gives a column another meaning. A meaning belongs to one column, so it is taken from the one that had it. */
export function withField(mapping: CsvMapping, column: number, field: CsvField | undefined): CsvMapping {
  const columns: CsvMapping['columns'] = {}
  for (const each of csvFields) {
    const at = mapping.columns[each]
    if (at !== undefined && at !== column && each !== field) columns[each] = at
  }
  if (field) columns[field] = column
  return { ...mapping, columns }
}

/** The different words in a column, as written, in order of appearance, at most 12. */
export function wordsIn(rows: readonly (readonly string[])[], column: number | undefined): string[] {
  if (column === undefined) return []
  const words = new Map<string, string>()
  for (const row of rows) {
    const word = row[column]?.trim() ?? ''
    if (word !== '' && !words.has(word.toLowerCase())) words.set(word.toLowerCase(), word)
  }
  return [...words.values()].slice(0, 12)
}

/** A direction word without case, accents and the word for a call around it, as the mapping keeps it: "Llamada recibida" is "recibida". */
export function directionWord(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(?:call|llamada|anruf|chamada|appel) | (?:call|llamada|anruf|chamada|appel)$/g, '')
}

export function meansIncoming(mapping: CsvMapping, word: string): boolean {
  const wanted = directionWord(word)
  return mapping.inWords.some(each => directionWord(each) === wanted)
}

export function withDirection(mapping: CsvMapping, word: string, incoming: boolean): CsvMapping {
  const wanted = directionWord(word)
  const others = mapping.inWords.filter(each => directionWord(each) !== wanted)
  return { ...mapping, inWords: incoming ? [...others, wanted] : others }
}

export type Outcome = CsvMapping['outcomes'][string]

export function withOutcome(mapping: CsvMapping, word: string, outcome: Outcome | undefined): CsvMapping {
  const outcomes = { ...mapping.outcomes }
  if (outcome) outcomes[word.toLowerCase()] = outcome
  else delete outcomes[word.toLowerCase()]
  return { ...mapping, outcomes }
}
