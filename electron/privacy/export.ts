import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { foundBy } from '#shared/model/interaction.ts'
import { safeFileName } from '#shared/safety/file-name.ts'
import type { Collected, Whole } from './collect.ts'

/** Interactions that are read at once. */
const STEP = 200

interface Asked {
  collected: Collected
  interactions(ids: number[]): Promise<Whole[]>
  /** Bytes of an attachment. */
  attachment(id: number, position: number): Promise<{ content: Uint8Array }>
  /** Of the dates in the page. */
  timeZone: string
  language: 'en' | 'es'
  /** Interactions that are in it already, with their files. */
  onProgress(done: number): void
  /** Nobody wants it any more. */
  signal?: AbortSignal | undefined
}

/**
 * A zip of everything known of one customer: `customer.json` for machines, `customer.html` to be read, `attachments/` with the files. The page
 * runs nothing and fetches nothing. Rejects with the signal's reason.
 */
export async function zipCustomer({ collected, timeZone, language, signal, ...asked }: Asked): Promise<Buffer> {
  const interactions: Whole[] = []
  const files: [content: Buffer, place: string][] = []
  for (let from = 0; from < collected.interactions.length; from += STEP) {
    signal?.throwIfAborted()
    for (const row of await asked.interactions(collected.interactions.slice(from, from + STEP))) {
      interactions.push(row)
      for (const { held, position } of row.attachments) {
        signal?.throwIfAborted()
        if (!held) continue
        const { content } = await asked.attachment(row.id, position)
        files.push([Buffer.from(content.buffer, content.byteOffset, content.byteLength), placeOf(row, position)])
      }
    }
    asked.onProgress(interactions.length)
  }
  const whole = { ...collected, interactions }
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from(`${JSON.stringify(whole, null, 2)}\n`), 'customer.json')
  zip.addBuffer(Buffer.from(page(whole, timeZone, language)), 'customer.html')
  for (const [content, place] of files) zip.addBuffer(content, place)
  zip.end()
  const body = await buffer(zip.outputStream)
  signal?.throwIfAborted()
  return body
}

/** A name that leads nowhere else on any system, and is nobody else's. */
function placeOf(row: Whole, position: number): string {
  const name = row.attachments.find(file => file.position === position)?.name ?? ''
  return `attachments/${row.id}-${position}-${safeFileName(name)}`
}

const words = {
  en: { title: 'Everything known of', addresses: 'Addresses and numbers', timeline: 'Timeline', notes: 'Notes', files: 'Attachments' },
  es: { title: 'Todo lo que se sabe de', addresses: 'Direcciones y números', timeline: 'Cronología', notes: 'Notas', files: 'Adjuntos' },
}

function page(
  { customer, interactions, notes }: Omit<Collected, 'interactions'> & { interactions: Whole[] },
  timeZone: string,
  language: 'en' | 'es',
): string {
  const say = words[language]
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const when = (at: number) => `<time datetime="${new Date(at).toISOString()}">${escaped(date.format(at))}</time>`
  const item = (row: Whole) => {
    const files = row.attachments.filter(({ held }) => held)
    const links = files.map(
      ({ position, name }) =>
        `<li><a href="${escaped(encodeURI(placeOf(row, position)).replace(/[#?]/g, encodeURIComponent))}">${escaped(name)}</a></li>`,
    )
    return `<article><h3>${when(row.occurredAt)} · ${escaped(row.channel)} · <bdi>${escaped(row.from.name ?? row.from.address)}</bdi></h3>
${row.subject ? `<h4><bdi>${escaped(row.subject)}</bdi></h4>` : ''}<pre dir="auto">${escaped([row.text, row.quoted].filter(Boolean).join('\n\n'))}</pre>
${links.length > 0 ? `<p>${say.files}</p><ul>${links.join('')}</ul>` : ''}</article>`
  }
  const noted = notes.map(note => `<pre dir="auto">${escaped(textOf(note))}</pre>`)
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escaped(customer.name)}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:72ch;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}article{border-top:1px solid #ccc;padding:.5rem 0}h3,h4{margin:.25rem 0;font-size:1rem}</style></head>
<body><h1>${say.title} <bdi>${escaped(customer.name)}</bdi></h1>
<h2>${say.addresses}</h2><ul>${customer.identities.map(({ value }) => `<li><bdi>${escaped(foundBy(value))}</bdi></li>`).join('')}</ul>
<h2>${say.timeline}</h2>${interactions.map(item).join('\n')}
${noted.length > 0 ? `<h2>${say.notes}</h2>${noted.join('\n')}` : ''}</body></html>
`
}

function textOf(note: unknown): string {
  return typeof note === 'object' && note !== null && 'text' in note && typeof note.text === 'string' ? note.text : ''
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
}
