import { createHash } from 'node:crypto'
import type { Interaction } from '#shared/contract/timeline.ts'
import { maskNumbers } from '#shared/safety/mask.ts'

const words = {
  en: {
    email: 'Mail',
    chat: 'Chat',
    phone: 'Call',
    sms: 'SMS',
    note: 'Note',
    survey: 'Survey',
    to: 'to',
    more: 'More is in Hilo.',
    pages: 'Older messages are in Hilo.',
    attached: 'Attached',
    call: { answered: 'answered', missed: 'missed', busy: 'busy', failed: 'failed', voicemail: 'voicemail', rejected: 'rejected' },
  },
  es: {
    email: 'Correo',
    chat: 'Chat',
    phone: 'Llamada',
    sms: 'SMS',
    note: 'Nota',
    survey: 'Encuesta',
    to: 'para',
    more: 'En Hilo hay más.',
    pages: 'Los mensajes más antiguos están en Hilo.',
    attached: 'Adjunto',
    call: {
      answered: 'atendida',
      missed: 'perdida',
      busy: 'comunicaba',
      failed: 'fallida',
      voicemail: 'buzón de voz',
      rejected: 'rechazada',
    },
  },
}

export interface Printed {
  name: string
  /** Oldest first. */
  rows: readonly Interaction[]
  /** There are older ones than these. */
  older: boolean
  language: 'en' | 'es'
  timeZone: string
}

/** A timeline as a page to be printed: text alone, in black, nothing of it runs or is fetched. With the policy it is to be served with. */
export function printedTimeline({ name, rows, older, language, timeZone }: Printed): { page: string; policy: string } {
  const say = words[language]
  const when = new Intl.DateTimeFormat(language === 'es' ? 'es-ES' : 'en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone })
  const who = (party: Interaction['from']): string => escaped(party.name ?? party.address)
  const articles = rows.map(row => {
    const { channel, from, to, subject, text, cut, attachments, occurredAt, call } = row
    const files = attachments.map(file => escaped(maskNumbers(file.name))).join(', ')
    return [
      '<article>',
      `<h2>${say[channel]} · ${escaped(when.format(occurredAt))}</h2>`,
      `<p class="who">${who(from)}${to.length > 0 ? ` ${say.to} ${to.map(who).join(', ')}` : ''}</p>`,
      subject ? `<h3>${escaped(subject)}</h3>` : '',
      call ? `<p>${say.call[call.outcome]}${call.talk > 0 ? `, ${clock(call.talk)}` : ''}</p>` : '',
      text === '' ? '' : `<pre>${escaped(text)}</pre>`,
      cut ? `<p class="who">${say.more}</p>` : '',
      files ? `<p class="who">${say.attached}: ${files}</p>` : '',
      '</article>',
    ].join('')
  })
  const page = [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(name)}</title><style>${style}</style></head><body>`,
    `<h1>${escaped(name)}</h1>`,
    older ? `<p class="who">${say.pages}</p>` : '',
    ...articles,
    '</body></html>',
  ].join('\n')
  return { page, policy }
}

const style = `
body { font: 11pt/1.45 system-ui, sans-serif; color: #000; background: #fff; margin: 1.5cm; }
h1 { font-size: 18pt } h2 { font-size: 11pt; margin: 0 } h3 { font-size: 11pt; margin: 4pt 0 0 }
article { border-top: 1px solid #999; padding: 8pt 0; }
h2, .who { break-after: avoid } .who { color: #444; font-size: 9pt; margin: 2pt 0 }
article p { margin: 4pt 0 0 } pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; margin: 4pt 0 0 }
`

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

/** Seconds as minutes and seconds. */
function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
}
