import { normalisePhone } from '#shared/model/phone.ts'
import type { Party } from '../connector.ts'
import type { FileSettings } from '../file-format.ts'

/** Our own numbers among the settings' own addresses, normalised. */
export function ownNumbers(settings: FileSettings): Set<string> {
  const numbers = settings.own.map(address => normalisePhone(address, settings.region))
  return new Set(numbers.filter(number => number !== undefined))
}

/** Whether a dialled string is one of a telephone system's own: an extension, a feature code (`*97`), or a place in its dial plan (`s`, `h`). */
export function isInternal(address: string): boolean {
  return /^(?:[*#]*\d{1,6}#?|[a-z]|)$/i.test(address.trim())
}

/**
 * Our side of a call whose source names only the other. The first own number, else a handle that says what it is
 * (`android:device`): an invented number would become somebody's identity.
 */
export function ourselves(settings: FileSettings, handle: string): Party {
  const number = settings.own.find(address => normalisePhone(address, settings.region) !== undefined)
  return number === undefined ? { kind: 'handle', address: handle, own: true } : { kind: 'phone', address: number, own: true }
}
