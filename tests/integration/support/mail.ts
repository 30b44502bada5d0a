import { writeFileSync } from 'node:fs'

export interface Mail {
  id: string
  from: string
  to: string
  at: string
  subject?: string
  text?: string
  references?: string[]
  headers?: string[]
}

/** A mail as it travels. */
export function mail({ id, from, to, at, subject = 'Hello', text = 'Hello', references = [], headers = [] }: Mail): string {
  return [
    `Message-ID: <${id}>`,
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    ...(references.length > 0 ? [`References: ${references.map(one => `<${one}>`).join(' ')}`] : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    ...headers,
    '',
    text,
    '',
  ].join('\n')
}

/** Writes an mbox (mboxrd) of these mails. */
export function writeMbox(path: string, mails: readonly Mail[]): string {
  writeFileSync(path, mails.map(one => `From - Mon Jan  6 10:00:00 2025\n${mail(one).replace(/^(>*From )/gm, '>$1')}\n`).join(''))
  return path
}
