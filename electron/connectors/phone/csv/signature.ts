import { plain } from './words.ts'

/**
 * What a remembered mapping is kept by: the names of the columns in their order, or how many there are when they have no
 * names. Columns that moved make another signature, so an old mapping is never applied to them.
 */
export function headerSignature(header: string[]): string {
  return header.some(name => name.trim() !== '') ? header.map(plain).join('|') : `${header.length} columns`
}
