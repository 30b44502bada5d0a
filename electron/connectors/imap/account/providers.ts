/** Where an app gets its user's consent, and tokens for it (RFC 6749 section 3). */
export interface OAuthProvider {
  authorizeUrl: string
  tokenUrl: string
  scope: string
}

export interface Provider {
  host: string
  oauth?: OAuthProvider
}

const google: Provider = {
  host: 'imap.gmail.com',
  oauth: {
    authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth?access_type=offline&prompt=consent',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    scope: 'https://mail.google.com/',
  },
}
const microsoft: Provider = {
  host: 'outlook.office365.com',
  oauth: {
    authorizeUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
    tokenUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
    scope: 'https://outlook.office.com/IMAP.AccessAsUser.All offline_access',
  },
}
const yahoo: Provider = {
  host: 'imap.mail.yahoo.com',
  oauth: {
    authorizeUrl: 'https://api.login.yahoo.com/oauth2/request_auth',
    tokenUrl: 'https://api.login.yahoo.com/oauth2/get_token',
    scope: 'mail-r',
  },
}

/** Large providers that say too little about themselves in the DNS, by the end of the address. All speak TLS on port 993. */
const BY_DOMAIN: [RegExp, Provider][] = [
  [/^(?:gmail|googlemail)\.com$/, google],
  [/^(?:outlook|hotmail|live|msn|passport)\.(?:com|net|[a-z]{2}|com?\.[a-z]{2})$/, microsoft],
  [/^(?:yahoo|ymail|rocketmail)\.(?:com|net|[a-z]{2}|com?\.[a-z]{2})$/, yahoo],
  [/^(?:icloud|me|mac)\.com$/, { host: 'imap.mail.me.com' }],
  [/^(?:aol|aim)\.(?:com|net|[a-z]{2}|com?\.[a-z]{2})$/, { host: 'imap.aol.com' }],
  [/^gmx\.(?:de|net|at|ch)$/, { host: 'imap.gmx.net' }],
  [/^gmx\.(?:com|net|[a-z]{2}|com?\.[a-z]{2})$/, { host: 'imap.gmx.com' }],
  [/^web\.de$/, { host: 'imap.web.de' }],
  [/^(?:t-online|magenta)\.de$/, { host: 'secureimap.t-online.de' }],
  [/^freenet\.de$/, { host: 'mx.freenet.de' }],
  [/^(?:orange|wanadoo)\.fr$/, { host: 'imap.orange.fr' }],
  [/^(?:free\.fr|laposte\.net|sfr\.fr)$/, { host: '' }],
  [/^(?:libero|inwind|iol|blu)\.it$/, { host: 'imapmail.libero.it' }],
  [/^(?:terra|telefonica)\.(?:es|net)$/, { host: 'imap.telefonica.net' }],
  [/^(?:movistar)\.es$/, { host: 'imap.movistar.es' }],
  [/^(?:yandex)\.(?:com|net|[a-z]{2}|com?\.[a-z]{2})$|^ya\.ru$/, { host: 'imap.yandex.com' }],
  [/^(?:mail|inbox|list|bk)\.ru$/, { host: 'imap.mail.ru' }],
  [/^zoho(?:mail)?\.com$/, { host: 'imap.zoho.com' }],
  [/^(?:fastmail)\.(?:com|net|[a-z]{2}|com?\.[a-z]{2})$/, { host: 'imap.fastmail.com' }],
  [/^(?:qq|foxmail)\.com$/, { host: 'imap.qq.com' }],
  [/^163\.com$/, { host: 'imap.163.com' }],
]

/** Who keeps the mail of other domains, by the name of the server that takes it in (MX). */
const BY_EXCHANGE: [RegExp, Provider][] = [
  [/\.google(?:mail)?\.com$/, google],
  [/\.outlook\.com$/, microsoft],
  [/\.yahoodns\.net$/, yahoo],
  [/\.messagingengine\.com$/, { host: 'imap.fastmail.com' }],
  [/\.(?:zoho)\.com$/, { host: 'imap.zoho.com' }],
  [/\.zoho\.eu$/, { host: 'imap.zoho.eu' }],
  [/\.ovh\.net$/, { host: 'ssl0.ovh.net' }],
  [/\.(?:kundenserver)\.de$|\.ionos\.(?:de|com|es|fr|it)$/, { host: 'imap.ionos.com' }],
  [/\.gandi\.net$/, { host: 'mail.gandi.net' }],
  [/\.mail\.icloud\.com$/, { host: 'imap.mail.me.com' }],
]

const all = [google, microsoft, yahoo]

export function providerOfDomain(domain: string): Provider | undefined {
  return BY_DOMAIN.find(([pattern]) => pattern.test(domain))?.[1]
}

export function providerOfExchange(exchange: string): Provider | undefined {
  return BY_EXCHANGE.find(([pattern]) => pattern.test(exchange.toLowerCase().replace(/\.$/, '')))?.[1]
}

/** Microsoft answers under several names, so the domain of the host counts. */
export function oauthOfHost(host: string): OAuthProvider | undefined {
  const domain = host.toLowerCase().split('.').slice(-2).join('.')
  return all.find(provider => provider.host.endsWith(`.${domain}`))?.oauth
}
