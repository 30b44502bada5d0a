import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'

const data = (name: string): unknown =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../fixtures/hostile/${name}.json`, import.meta.url)), 'utf8'))

const Repeated = z.object({ open: z.string(), times: z.number() })
const Markup = z.record(z.string(), z.array(z.union([z.string(), Repeated])))
const Links = z.object({
  carriers: z.array(z.string()),
  nowhere: z.array(z.string()),
  asked: z.array(z.object({ html: z.string(), url: z.string(), warnings: z.array(z.string()) })),
})
const Files = z.array(z.tuple([z.string(), z.string(), z.string(), z.string()]))

export interface Hostile {
  /** Its subject: the kind, and its place in the list. */
  name: string
  html: string
  /** Where its one link leads, as the window is to say; undefined when it is to have none. */
  link?: { url: string; warnings: string[] }
}

/** Runs in a page when anything does: it marks the page and what is around it. No quotes, so that it fits into any attribute. */
const script = 'document.documentElement.setAttribute(/data-ran/.source,1);top.document.title=/ran/.source'

/** Every hostile message of tests/fixtures/hostile. `origin` is that of a server which counts who asks it for anything. */
export function hostileMessages(origin: string): Hostile[] {
  const links = Links.parse(data('links'))
  const given = Object.entries(Markup.parse(data('markup'))).flatMap(([kind, all]) =>
    all.map((one, at) => ({ name: `${kind} ${at}`, html: typeof one === 'string' ? one : one.open.repeat(one.times) })),
  )
  const nowhere = links.nowhere.map((url, at) => ({
    name: `nowhere ${at}`,
    html: (links.carriers[at % links.carriers.length] ?? '').replace('{url}', url),
  }))
  const asked = links.asked.map(({ html, ...link }, at) => ({ name: `asked ${at}`, html, link }))
  const filled = (html: string, name: string) =>
    html
      .replaceAll('{js}', script)
      .replaceAll('{beacon}', `${origin}/${encodeURIComponent(name)}`)
      .replaceAll('{o}', new URL(origin).host)
  return [...given, ...nowhere, ...asked].map(one => ({ ...one, html: `<p>Hello</p>${filled(one.html, one.name)}` }))
}

/** The test string of EICAR, put together here so that no scanner takes away this file. */
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-', 'TEST-FILE!$H+H*'].join('')

/** Files that people are sent: name, type, first bytes, and the risk that is to be told ('' for none). */
export function hostileFiles(): { name: string; type: string; bytes: Uint8Array; risk: string }[] {
  return Files.parse(data('files')).map(([name, type, bytes, risk]) => ({
    name,
    type,
    bytes: Buffer.from(bytes.replace('EICAR', eicar), 'latin1'),
    risk,
  }))
}

const harmless = ['--b', 'Content-Type: text/plain', 'Content-Disposition: attachment; filename="terms 1:2.txt"', '', 'As agreed.']

/** Writes them as an mbox, one a minute; the last one is forged, and carries a program that looks like an invoice, and a text. */
export function writeHostile(path: string, messages: readonly Hostile[]): void {
  const base64 = (text: string) =>
    (
      Buffer.from(text)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\n')
  const mails = messages.map(({ name, html }, at) => [
    `From - Mon Jan  6 10:00:00 2025`,
    ...(at === messages.length - 1
      ? ['Authentication-Results: mx.shop.example; spf=fail; dkim=none; dmarc=fail (p=REJECT) header.from=bank.example']
      : []),
    `Message-ID: <${at}@bank.example>`,
    `Date: ${new Date(Date.UTC(2025, 0, 6) + at * 60_000).toUTCString().replace('GMT', '+0000')}`,
    'From: Your Bank <service@bank.example>',
    'To: support@shop.example',
    `Subject: ${name}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    base64(html),
    ...(at === messages.length - 1
      ? ['--b', 'Content-Type: application/pdf', 'Content-Disposition: attachment; filename="invoice.pdf.exe"', '', 'MZ', ...harmless]
      : []),
    '--b--',
    '',
  ])
  writeFileSync(path, mails.map(lines => `${lines.join('\n')}\n`).join(''))
}
