import { domainToASCII, domainToUnicode } from 'node:url'

/*
 * How addresses are spelt in the databases that these migrations find. Not what `normaliseMail` makes of them today: were that to change, a later
 * migration would spell the identities anew, and one that ran before it would compare them with what they are not yet.
 */

/** A domain as people write it, not in Punycode; undefined for what the conversion would take for more than a host. */
export function speltDomain(domain: string): string | undefined {
  if (!/^[\p{L}\p{M}\p{N}._-]+$/u.test(domain)) return undefined
  return domainToUnicode(domainToASCII(domain)) || domain
}

/** The ways in which an address may be kept, as it came first: where one was there in both, `mailSpelling` left both. */
export function speltMail(written: string): string[] {
  const text = written
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase()
  const [local = '', domain = ''] = text.split('@')
  const spelt = /xn--|\P{ASCII}/u.test(text) ? speltDomain(domain) : undefined
  return spelt === undefined ? [text] : [text, `${local.normalize('NFC')}@${spelt}`]
}
