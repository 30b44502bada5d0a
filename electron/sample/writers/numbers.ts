import { parsePhoneNumberFromString } from 'libphonenumber-js'

/** `+34 600 11 12 22`. @param number E.164 */
export function international(number: string): string {
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number
}

/** As a Spanish telephone line shows a caller: national numbers bare, others after 00. @param number E.164 */
export function asDialled(number: string): string {
  return number.startsWith('+34') ? number.slice(3) : `00${number.slice(1)}`
}
