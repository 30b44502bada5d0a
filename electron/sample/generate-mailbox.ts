import { open } from 'node:fs/promises'
import { DAY, SECOND } from './calendar.ts'
import { company, names } from './names.ts'
import { createRandom, type Random } from './random.ts'
import { phrases } from './stories/tell.ts'
import type { Language } from './touch.ts'

export interface MailboxOptions {
  seed: number
  messages: number
  customers: number
}

/** The newest mail; the others lie in the two years before. Fixed, so that a benchmark reads the same file every day. */
const LAST = Date.UTC(2026, 0, 31, 18)
const CHUNK = 1 << 20
const languages: readonly Language[] = ['es', 'en', 'de', 'ja']
const ours = company.mailbox.en

/** Paragraphs made once and put together anew in every mail: making words is what costs time. */
function paragraphsOf(language: Language, random: Random): string[] {
  const sentences = Object.values(phrases[language].scripts)
    .flat()
    .flatMap(script => Object.values(script).flat())
    .flatMap(text => text.replace(/\[([^|\]]*)[^\]]*\]/g, '$1').split(/(?<=[.?!。？！]) ?|\n+| \/\/ /))
    .filter(sentence => sentence.length > 12)
  return Array.from({ length: 400 }, () => {
    let text = ''
    while (Buffer.byteLength(text) < 520) text += `${random.pick(sentences)} `
    return text
      .trim()
      .replace(/\{\w+\}/g, () => `AT-${random.int(100000, 999999)}`)
      .replace(/(.{60,76}) /g, '$1\n')
      .replace(/^From /gm, '>From ')
  })
}

interface Correspondent {
  from: string
  address: string
  /** Message-ID of the last mail and its subject. */
  last?: string
  subject: string
  paragraphs: string[]
}

function correspondents(count: number, random: Random): Correspondent[] {
  const pools = new Map(languages.map(language => [language, paragraphsOf(language, random)]))
  return Array.from({ length: count }, (_, i) => {
    const language = languages[i % 20 < 7 ? 0 : i % 20 < 15 ? 1 : i % 20 < 18 ? 2 : 3] ?? 'en'
    const latin = (entry: string): string => (entry.split('/')[1] ?? entry).normalize('NFD').replace(/[^A-Za-z]/g, '')
    const given = latin(random.pick(names[language].given))
    const family = latin(random.pick(names[language].family))
    const address = `${given}.${family}.${i}@customer.example`.toLowerCase()
    return { from: `${given} ${family} <${address}>`, address, subject: '', paragraphs: pools.get(language) ?? [] }
  })
}

const stamp = (at: number): { date: string; line: string } => {
  const [weekday = '', day = '', month = '', year = '', time = ''] = new Date(at).toUTCString().split(/,? /)
  return {
    date: `${weekday}, ${day} ${month} ${year} ${time} +0000`,
    line: `${weekday} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`,
  }
}

function mail(i: number, at: number, who: Correspondent, random: Random): string {
  const answer = who.last !== undefined && random.chance(0.5)
  const out = answer && random.chance(0.7)
  const [from, to] = out ? [`Alba Telecom <${ours}>`, who.from] : [who.from, `Alba Telecom <${ours}>`]
  const id = `${i}.${random.int(1e8, 9e8)}@${out ? 'alba' : 'customer'}.example`
  const multipart = random.chance(0.5)
  // The HTML half repeats the text, so a multipart mail holds half as many paragraphs for the same size.
  const blocks = Array.from({ length: multipart ? random.int(3, 6) : random.int(5, 13) }, () => random.pick(who.paragraphs))
  // Short enough for one encoded word (RFC 2047: 75 characters), whatever the script.
  if (!answer) who.subject = `AT-${random.int(100000, 999999)} ${(blocks[0] ?? '').slice(0, 9).replaceAll('\n', ' ')}`.trim()
  const { date, line } = stamp(at)
  const subject = `=?utf-8?B?${Buffer.from(answer ? `Re: ${who.subject}` : who.subject).toString('base64')}?=`
  const thread = answer ? `In-Reply-To: <${who.last}>\nReferences: <${who.last}>\n` : ''
  who.last = id
  const head = `From ${out ? ours : who.address} ${line}\nMessage-ID: <${id}>\nDate: ${date}\nFrom: ${from}\nTo: ${to}\nSubject: ${subject}\n${thread}MIME-Version: 1.0\n`
  const text = blocks.join('\n\n')
  const plain = `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${text}\n`
  if (!multipart) return `${head}${plain}\n`
  const html = `Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<html><body><p>${blocks.join('</p>\n<p>')}</p></body></html>\n`
  const boundary = `=_${i}`
  return `${head}Content-Type: multipart/alternative; boundary="${boundary}"\n\n--${boundary}\n${plain}--${boundary}\n${html}--${boundary}--\n\n`
}

/**
 * Writes a large mbox for benchmarks: mails of 3 to 8 KB, half of them multipart, in order of time, from `customers` people.
 * The same options give the same bytes. Memory does not grow with the number of messages.
 */
export async function generateMailbox(path: string, { seed, messages, customers }: MailboxOptions): Promise<void> {
  const random = createRandom(seed)
  const people = correspondents(customers, random)
  const step = Math.floor((700 * DAY) / Math.max(messages, 1) / SECOND) * SECOND
  await using file = await open(path, 'w')
  let chunk: string[] = []
  let size = 0
  for (let i = 0; i < messages; i++) {
    const text = mail(i, LAST - (messages - 1 - i) * step, random.pick(people), random)
    chunk.push(text)
    size += text.length
    if (size >= CHUNK || i === messages - 1) {
      await file.writeFile(chunk.join(''))
      chunk = []
      size = 0
    }
  }
}
