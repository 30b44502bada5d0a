/**
 * look-alike: letters of other alphabets in the host's name. credentials: a name before an @ that looks like the host. number: an address instead
 * of a name. says-other: its text names another site. unencrypted: http.
 */
export const linkWarnings = ['says-other', 'look-alike', 'credentials', 'number', 'unencrypted'] as const
export type LinkWarning = (typeof linkWarnings)[number]

/** Where a link in a message leads. */
export interface LinkView {
  /** ASCII only: the host in Punycode (RFC 3492), everything else that could mislead the eye percent-encoded (WHATWG URL). */
  url: string
  /** '' for an address that is no place on the web: mailto, tel. */
  host: string
  warnings: LinkWarning[]
}

const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:'])

/** `text`: what the link reads. Undefined for what is no link to the web, to a mailbox or to a telephone. */
export function viewLink(href: string, text = ''): LinkView | undefined {
  if (!/^\s*[a-z]+:/i.test(href) || !URL.canParse(href)) return undefined
  const url = new URL(href)
  if (!SCHEMES.has(url.protocol)) return undefined
  const host = url.hostname
  const named = hostOf(text)
  const met: Record<LinkWarning, boolean> = {
    'says-other': named !== undefined && host !== '' && !sameSite(named, host),
    'look-alike': /(?:^|\.)xn--/.test(host),
    credentials: url.username !== '' || url.password !== '',
    number: /^(?:\d+\.){3}\d+$|^\[/.test(host),
    unencrypted: url.protocol === 'http:',
  }
  return { url: url.href, host, warnings: linkWarnings.filter(warning => met[warning]) }
}

/** The site that a text names: it is an address of the web, or begins with one. */
function hostOf(text: string): string | undefined {
  const seen = text.replace(/[\p{Cf}\p{Cc}]/gu, '').trim()
  const host = /^(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?=$|[/?#:\s])/iu.exec(seen)?.[1]
  return host !== undefined && URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined
}

/** Both below one name of the two last labels: three where the last ones are as short as co.uk. */
function sameSite(one: string, other: string): boolean {
  const site = (host: string) =>
    host
      .split('.')
      .slice(/\.[a-z]{2,3}\.[a-z]{2}$/.test(host) ? -3 : -2)
      .join('.')
  return site(one) === site(other)
}
