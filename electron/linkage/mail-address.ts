import { domainToASCII, domainToUnicode } from 'node:url'
import { fold } from './names/scripts.ts'

interface Rule {
  plus: boolean
  /** Letters that change nothing before the @. */
  ignored?: RegExp
  domain?: string
}

/** What providers document of their own addresses; nobody else's is touched. */
const rules: Record<string, Rule> = {
  'gmail.com': { plus: true, ignored: /\./g },
  'googlemail.com': { plus: true, ignored: /\./g, domain: 'gmail.com' },
  'outlook.com': { plus: true },
  'hotmail.com': { plus: true },
  'live.com': { plus: true },
  'msn.com': { plus: true },
  'icloud.com': { plus: true },
  'me.com': { plus: true, domain: 'icloud.com' },
  'mac.com': { plus: true, domain: 'icloud.com' },
  'fastmail.com': { plus: true },
  'fastmail.fm': { plus: true },
  'proton.me': { plus: true, ignored: /[._-]/g },
  'protonmail.com': { plus: true, ignored: /[._-]/g, domain: 'proton.me' },
  'pm.me': { plus: true, ignored: /[._-]/g, domain: 'proton.me' },
  'posteo.de': { plus: true },
  'mailbox.org': { plus: true },
  'zoho.com': { plus: true },
  'yandex.ru': { plus: true },
}

/** Names before the @ that stand for a role, a household or nobody: never proof of one person. */
const roles = new Set(
  `info office contact contacto kontakt hola hello hallo mail email correo post admin administracion administration administrator webmaster postmaster
  support soporte help ayuda hilfe service servicio kundendienst sales ventas verkauf vertrieb sprzedaz biuro sekretariat secretaria empresa company firma
  noreply no-reply donotreply do-not-reply nicht-antworten no-responder mailer-daemon bounce news newsletter marketing press prensa presse jobs hr rrhh
  recepcion reception rezeption reservas reservations bookings billing facturacion facturas rechnung invoice invoices accounts buchhaltung ksiegowosc
  pedidos orders order bestellung compras einkauf team equipo all todos alle familie familia family fam rodzina casa home`
    .trim()
    .split(/\s+/),
)

export interface MailAddress {
  /** Same key, same mailbox. */
  key: string
  local: string
  domain: string
  role: boolean
}

/**
 * One spelling for each address: lower case, and a domain in other letters as people write it, not in Punycode (RFC 5891, section 4.4; compared as UTS #46
 * has it). Undefined for what is no address. Giving it its own result changes nothing.
 */
export function normaliseMail(written: string): string | undefined {
  const text = written
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase()
  if (!/^[^\s@]+@[^\s@]+$/.test(text)) return undefined
  if (!/xn--|\P{ASCII}/u.test(text)) return text
  const at = text.indexOf('@')
  const domain = text.slice(at + 1)
  // Anything else the conversion would take for the end of a host.
  if (!/^[\p{L}\p{M}\p{N}._-]+$/u.test(domain)) return text
  return `${text.slice(0, at).normalize('NFC')}@${domainToUnicode(domainToASCII(domain)) || domain}`
}

/** Undefined for what is no address. Plus-addresses and dots count as nothing only where the provider says so. */
export function mailAddress(written: string): MailAddress | undefined {
  const text = normaliseMail(written)
  if (text === undefined || text.length > 320) return undefined
  const at = text.indexOf('@')
  const given = text.slice(at + 1)
  const rule = Object.hasOwn(rules, given) ? rules[given] : undefined
  let local = text.slice(0, at)
  if (rule?.plus && local.indexOf('+') > 0) local = local.slice(0, local.indexOf('+'))
  if (rule?.ignored) local = local.replace(rule.ignored, '') || local
  const domain = rule?.domain ?? given
  const first = local.split(/[+.]/)[0] ?? local
  return { key: `${local}@${domain}`, local, domain, role: roles.has(local) || roles.has(first) }
}

/** Nothing but the person's own name, with initials, digits or signs: two people of one name may both have it elsewhere. */
export function isJustName(local: string, words: Iterable<string>): boolean {
  let left = fold(local).replace(/[^a-z]/g, '')
  if (left === '') return false
  let found = false
  for (const word of [...words].sort((a, b) => b.length - a.length)) {
    if (word.length < 3 || !left.includes(word)) continue
    left = left.replace(word, '')
    found = true
  }
  return found && left.length <= 2
}
