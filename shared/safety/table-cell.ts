/** What a spreadsheet takes for the beginning of a formula, also in the wide forms of East Asia, behind blanks and quotes. */
const FORMULA = /^[\s"'`\u200b-\u200f\ufeff]*[=+\-@＝＋－＠|%]/u
/** A number, of a telephone too: it comes to itself. */
const NUMBER = /^[+-]?\d[\d .,]*$/

/**
 * A text as one cell of a table that a spreadsheet may open (OWASP, "CSV Injection"): it stays in its cell, and is a text whatever it begins with.
 * Numbers such as +34600111222 stay as they are.
 */
export function tableCell(text: string): string {
  const line = text.replace(/[\t\r\n\v\f\u0085\u2028\u2029]+/g, ' ').trim()
  return FORMULA.test(line) && !NUMBER.test(line) ? `'${line}` : line
}
