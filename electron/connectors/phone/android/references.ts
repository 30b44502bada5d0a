/**
 * The app writes an emoji as two references, one for each half of its surrogate pair (`&#55357;&#56832;`), and control
 * characters as references too; XML allows neither. Pairs become the character they mean, what has no meaning goes.
 */
export function wholeReferences(text: string): string {
  if (!text.includes('&#')) return text
  return text.replace(/(?:&#(?:x[0-9a-f]{1,8}|\d{1,8});)+/gi, run => {
    const codes = Array.from(run.matchAll(/&#(x?)([0-9a-f]+);/gi), ([, hex, digits = '']) => Number.parseInt(digits, hex ? 16 : 10))
    const units = codes.map(code => (code <= 0x10ffff ? String.fromCodePoint(code) : '')).join('')
    return Array.from(units.toWellFormed(), character => written(character)).join('')
  })
}

/** Characters that mean something in XML stay references: a line break in an attribute would become a blank. */
function written(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (/[&<>"'\t\n\r]/.test(character)) return `&#${code};`
  return code < 0x20 || code === 0xfffe || code === 0xffff ? '' : character
}
