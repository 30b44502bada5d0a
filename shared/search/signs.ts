import type { Query } from '../model/query.ts'

/** c++, C#, Movistar+, .net, .pdf: a word with signs that the index does not have. In ASCII, whose case the store looks past. */
const SIGNED = /^(?:[a-z0-9]{1,20}(?:\+{1,3}|#)|\.[a-z][a-z0-9]{0,19})$/i

export function isSigned(text: string): boolean {
  return SIGNED.test(text)
}

/** What is searched for, its signs left out; undefined when there are none. */
export function withoutSigns(query: Query): Query | undefined {
  if (!query.words.some(word => isSigned(word.text))) return undefined
  return { ...query, words: query.words.map(word => (isSigned(word.text) ? { ...word, text: word.text.replace(/[.+#]/g, '') } : word)) }
}
