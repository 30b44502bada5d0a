import { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js'
import { normalisePhone } from '#shared/model/phone.ts'
import { normaliseMail } from './mail-address.ts'
import { parseName } from './names/parse.ts'

/** What the end of a mail says of its writer, as written; phones in E.164, addresses in lower case. */
export interface Signature {
  names: string[]
  mails: string[]
  phones: string[]
  streets: string[]
  postcodes: string[]
  towns: string[]
}

/** Longer than this is no signature but the rest of the letter. */
const longest = 14

const farewell =
  /^(?:(?:un |muchos )?(?:cordial(?:es)? )?saludos?|atentamente|atte|un abrazo|(?:muchas )?gracias|(?:kind|best|warm|many)(?: regards| wishes)|regards|best|sincerely|yours|cheers|thanks|thank you|mit (?:freundlichen|besten|herzlichen) gr(?:ü|ue)(?:ß|ss)en|(?:viele|liebe|beste|freundliche|herzliche) gr(?:ü|ue)(?:ß|ss)e|mfg|lg|vg|pozdrawiam|z (?:powa[żz]aniem|wyrazami szacunku)|serdecznie pozdrawiam|pozdrowienia|cordialement|bien à vous|cordiali saluti|distinti saluti|atenciosamente|مع أطيب التحيات|مع التحية|تحياتي|此致|敬礼|顺祝商祺|祝好)(?![\p{L}\p{M}])/iu

/** A number behind one of these is nobody's phone. */
const otherNumber =
  /(?:^|[^\p{L}])(?:fax|iban|bic|vat|ust|nif|cif|nie|dni|nip|regon|krs|hrb|hra|steuer|order|pedido|factura|invoice|rechnung|bestell|zam[oó]wien|faktur|ref)/iu

const kinds =
  /(?:^|[^\p{L}])(?:calle|c\/|avda|avenida|av\.|plaza|pza|paseo|camino|ronda|street|st\.|road|rd\.?|avenue|ave\.?|lane|drive|square|ul\.|ulica|al\.|rue|via)(?![\p{L}])|(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse)(?![\p{L}])/iu

/** Five digits (es, de, fr, it), five with an area (us), two and three (pl), six (cn), or the British form, beside a town. */
const codeAndTown = /(?<![\p{L}\p{N}+/.-])(\d{2}-\d{3}|\d{5}(?:-\d{4})?|\d{6})[ ,]+(\p{Lu}[\p{L}.' -]{1,40})/u
const british = /(\p{Lu}[\p{L}' -]{1,40})[ ,]+([A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})(?![\p{L}\p{N}])/u

/**
 * Reads the signature of a mail's text (without what it quotes): what follows the separator `-- ` (RFC 3676, section 4.3), else a farewell. Undefined
 * when there is none. `region`: where numbers without a country code are at home.
 */
export function readSignature(text: string, region: string): Signature | undefined {
  const lines = signatureLines(text)
  if (!lines) return undefined
  const found: Record<keyof Signature, Set<string>> = {
    names: new Set(),
    mails: new Set(),
    phones: new Set(),
    streets: new Set(),
    postcodes: new Set(),
    towns: new Set(),
  }
  for (const [index, line] of lines.entries()) {
    for (const [written] of line.matchAll(/(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu)) {
      const address = normaliseMail(written)
      if (address) found.mails.add(address)
    }
    const [, code, town] = codeAndTown.exec(line) ?? []
    const [, britishTown, britishCode] = british.exec(line) ?? []
    const [postcode, place] = code ? [code, town] : [britishCode, britishTown]
    if (postcode && place) {
      found.postcodes.add(postcode)
      found.towns.add(place.trim().replace(/(?<![ ,.-])[ ,.-]+$/, ''))
    }
    // 80331 is a German number, too.
    const rest = line.replace(postcode ?? '', ' ')
    if (!otherNumber.test(line)) for (const number of phonesIn(rest, region)) found.phones.add(number)
    const street = line.split(postcode ?? '\n')[0]?.replace(/(?<![\s,;·|-])[\s,;·|-]+$/, '') ?? ''
    if (kinds.test(street) && /\d/.test(street) && street.length <= 80) found.streets.add(street.trim())
    if (index < 3 && found.names.size === 0 && isName(line)) found.names.add(line)
  }
  const signature: Signature = {
    names: [...found.names],
    mails: [...found.mails],
    phones: [...found.phones],
    streets: [...found.streets],
    postcodes: [...found.postcodes],
    towns: [...found.towns],
  }
  return Object.values(signature).some(values => values.length > 0) ? signature : undefined
}

function signatureLines(text: string): string[] | undefined {
  // What follows a long letter is at its end.
  const lines = text
    .slice(-4000)
    .split(/\r?\n/)
    .filter(line => !line.startsWith('>'))
  const separator = lines.findLastIndex(line => /^--\s?$/.test(line))
  const closing = lines.findLastIndex(line => line.length <= 60 && farewell.test(line.trim()))
  const start = separator >= 0 ? separator : closing
  if (start < 0) return undefined
  const said = lines
    .slice(start + 1)
    .map(line => line.replace(/\s+/g, ' ').trim())
    .filter(line => line !== '')
  // `Saludos, Ana`: the name on the farewell's own line.
  const beside =
    start === separator
      ? ''
      : (lines[start] ?? '')
          .trim()
          .replace(farewell, '')
          .replace(/^[\s,.!:-]+/, '')
  return said.length > longest ? undefined : [beside, ...said].filter(line => line !== '')
}

function phonesIn(line: string, region: string): string[] {
  const country = region.toUpperCase()
  const found = findPhoneNumbersInText(line, isSupportedCountry(country) ? { defaultCountry: country } : {})
  return found.flatMap(({ number }) => (number.isValid() ? (normalisePhone(number.number, region) ?? []) : []))
}

/** Two to five words that begin large (or have no case), and nothing else. */
function isName(line: string): boolean {
  if (line.length > 50 || /[\d@:;|/()!?]/.test(line) || kinds.test(line)) return false
  const words = line.replace(/[,.]/g, ' ').trim().split(/\s+/)
  const large = words.filter(word => /^\p{Lu}/u.test(word) || /^\p{Lo}/u.test(word))
  if (!/\p{Script=Han}/u.test(line) && (words.length < 2 || words.length > 5)) return false
  return large.length >= Math.max(1, words.length - 2) && parseName(line) !== undefined
}
