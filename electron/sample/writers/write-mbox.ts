import { offsetAt, wall } from '../calendar.ts'
import { company } from '../names.ts'
import type { Random } from '../random.ts'
import type { Language, MailTouch } from '../touch.ts'
import { attachment, logo } from './attachments.ts'
import { base64, type Charset, encodedWords, encodeText, mailbox, quotedPrintable } from './charset.ts'

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number): string => String(n).padStart(2, '0')
const clock = (date: Date): string => `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`

/** RFC 5322, 3.3, in Madrid's time. */
function dateHeader(at: number): string {
  const local = wall(at)
  const hours = offsetAt(at) / 3_600_000
  return `${days[local.getUTCDay()]}, ${local.getUTCDate()} ${months[local.getUTCMonth()]} ${local.getUTCFullYear()} ${clock(local)} +${two(hours)}00`
}

/** The separator of mbox files: asctime, UTC (RFC 4155, appendix A). */
function fromLine(sender: string, at: number): string {
  const date = new Date(at)
  const day = String(date.getUTCDate()).padStart(2)
  return `From ${sender} ${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${day} ${clock(date)} ${date.getUTCFullYear()}\n`
}

const weekdays: Record<Language, readonly string[]> = {
  es: ['dom', 'lun', 'mar', 'mié', 'jue', 'vie', 'sáb'],
  en: days,
  de: ['So', 'Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa'],
  ja: ['日', '月', '火', '水', '木', '金', '土'],
}
const spanishMonths = ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sept', 'oct', 'nov', 'dic']

/** The line above a quoted mail, as Gmail writes it in each language. */
function attribution(language: Language, at: number, name: string, address: string): string {
  const local = wall(at)
  const [day, month, year] = [local.getUTCDate(), local.getUTCMonth(), local.getUTCFullYear()]
  const weekday = weekdays[language][local.getUTCDay()]
  const time = `${local.getUTCHours()}:${two(local.getUTCMinutes())}`
  if (language === 'es') return `El ${weekday}, ${day} ${spanishMonths[month]} ${year} a las ${time}, ${name} (<${address}>) escribió:`
  if (language === 'de') return `Am ${weekday}., ${day}. ${months[month]}. ${year} um ${time} Uhr schrieb ${name} <${address}>:`
  if (language === 'ja') return `${year}年${month + 1}月${day}日(${weekday}) ${time} ${name} <${address}>:`
  return `On ${weekday}, ${day} ${months[month]} ${year} at ${time}, ${name} <${address}> wrote:`
}

interface Written {
  id: string
  references: string[]
  /** Body with its own quotes. */
  text: string
}

interface Correspondents {
  from: { name: string; address: string }
  to: { name: string; address: string }
}

function correspondents(mail: MailTouch): Correspondents {
  const { person, agent, direction, automatic } = mail
  const us = { name: automatic ? company.name : `${agent.name} (${company.name})`, address: company.mailbox[person.language] }
  const them = { name: person.shownAs, address: person.email ?? '' }
  return direction === 'in' ? { from: them, to: { ...us, name: company.name } } : { from: us, to: them }
}

const quote = (text: string): string => text.replace(/^/gm, '> ').replace(/^> >/gm, '>>')

const escapeHtml = (text: string): string => text.replace(/[&<>]/g, char => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;'))
const paragraphs = (text: string): string =>
  text
    .split('\n\n')
    .map(block => `<p>${escapeHtml(block).replaceAll('\n', '<br>')}</p>`)
    .join('\n')

function charsetFor(text: string, mail: MailTouch, random: Random): Charset {
  const { language } = mail.person
  const wanted: Charset[] = ['us-ascii']
  if (language === 'ja' && random.chance(0.6)) wanted.push('iso-2022-jp')
  if (mail.direction === 'in' && language !== 'ja' && random.chance(0.35)) wanted.push('iso-8859-1', 'windows-1252')
  return wanted.find(charset => encodeText(text, charset) !== undefined) ?? 'utf-8'
}

function textPart(text: string, type: 'plain' | 'html', charset: Charset, random: Random): string {
  const bytes = encodeText(text, charset) ?? ''
  const plain7 = charset === 'us-ascii' || charset === 'iso-2022-jp'
  const longest = Math.max(...bytes.split('\n').map(line => line.length))
  const how =
    plain7 && longest < 900
      ? '7bit'
      : random.chance(0.25)
        ? 'base64'
        : charset !== 'utf-8' && longest < 900 && random.chance(0.4)
          ? '8bit'
          : 'quoted-printable'
  const body = how === 'base64' ? base64(bytes) : how === 'quoted-printable' ? quotedPrintable(bytes) : bytes
  return `Content-Type: text/${type}; charset=${charset}\nContent-Transfer-Encoding: ${how}\n\n${body}\n`
}

function multipart(kind: string, boundary: string, parts: string[]): string {
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\n\n${parts.map(part => `--${boundary}\n${part}`).join('')}--${boundary}--\n`
}

/** The entity of one mail: its Content-Type and what follows. */
function entity(mail: MailTouch, own: string, quoted: string, id: string, charset: Charset, random: Random): string {
  const out = mail.direction === 'out'
  const plain = textPart(quoted ? `${own}\n\n${quoted}` : own, 'plain', charset, random)
  const boundary = (level: number): string => `=_${id.split('@')[0]}_${level}`
  let part = plain
  if (!mail.automatic && random.chance(out ? 0.5 : 0.3)) {
    const [intro = '', ...rest] = quoted.split('\n')
    const history = quoted
      ? `\n<div class="gmail_quote"><div>${escapeHtml(intro)}</div><blockquote>${paragraphs(rest.join('\n').replace(/^>+ ?/gm, ''))}</blockquote></div>`
      : ''
    const sign = out
      ? `\n<p><img src="cid:logo@alba.example" alt="Alba Telecom" width="96" height="32"></p><img src="https://track.alba.example/o/${id.split('@')[0]}.gif" width="1" height="1" alt="">`
      : ''
    const html = `<html><body style="font-family:sans-serif">${paragraphs(own)}${sign}${history}</body></html>`
    const htmlPart = textPart(html, 'html', encodeText(html, charset) === undefined ? 'utf-8' : charset, random)
    const picture = `Content-Type: image/png; name="logo.png"\nContent-Transfer-Encoding: base64\nContent-ID: <logo@alba.example>\nContent-Disposition: inline; filename="logo.png"\n\n${base64(logo)}\n`
    part = multipart('alternative', boundary(1), [plain, out ? multipart('related', boundary(2), [htmlPart, picture]) : htmlPart])
  }
  if (!mail.attach) return part
  const file = attachment(mail.attach, random)
  const header = `Content-Type: ${file.type}; name="${file.name}"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="${file.name}"\n\n`
  return multipart('mixed', boundary(0), [part, `${header}${base64(file.content)}\n`])
}

/**
 * A mailbox in mboxrd format (quoted `>From `), LF line ends.
 * @param mails oldest first; a mail comes after the one it answers
 */
export function mboxOf(mails: readonly MailTouch[], random: Random): Buffer {
  const written = new Map<MailTouch, Written>()
  const out: string[] = []
  mails.forEach((mail, i) => {
    const own = random.fork(`mail ${i}`)
    const { from, to } = correspondents(mail)
    const id = `${mail.at.toString(36)}.${i.toString(36)}.${own.int(1e6, 9e6).toString(36)}@${from.address.split('@')[1]}`
    const earlier = mail.replyTo && written.get(mail.replyTo)
    let quoted = ''
    if (mail.replyTo && earlier && !mail.automatic && own.chance(0.8)) {
      const { name, address } = correspondents(mail.replyTo).from
      quoted = `${attribution(mail.person.language, mail.replyTo.at, name, address)}\n${quote(earlier.text.split('\n').slice(0, 40).join('\n'))}`
    }
    const references = earlier ? [...earlier.references, earlier.id] : []
    const text = quoted ? `${mail.body}\n\n${quoted}` : mail.body
    written.set(mail, { id, references, text })

    const charset = charsetFor(`${text}${from.name}${to.name}${mail.subject}`, mail, own)
    const headers = [
      ...(mail.direction === 'in' ? [`Delivered-To: ${to.address}`] : []),
      `Message-ID: <${id}>`,
      `Date: ${dateHeader(mail.at)}`,
      `From: ${mailbox(from.name, from.address, charset)}`,
      `To: ${mailbox(to.name, to.address, charset)}`,
      `Subject: ${encodedWords(mail.subject, charset)}`,
      ...(earlier ? [`In-Reply-To: <${earlier.id}>`, `References: ${references.map(ref => `<${ref}>`).join('\n ')}`] : []),
      ...(mail.automatic ? ['Auto-Submitted: auto-replied', 'Precedence: bulk'] : []),
      'MIME-Version: 1.0',
    ]
    const message = `${headers.join('\n')}\n${entity(mail, mail.body, quoted, id, charset, own)}`
    out.push(fromLine(from.address, mail.at), message.replace(/^(>*From )/gm, '>$1'), '\n')
  })
  return Buffer.from(out.join(''), 'latin1')
}
