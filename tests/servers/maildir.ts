import { chmodSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { handOver, makeFolder } from './program.ts'

/** A mail as it travels; with a time: when the server says it got it (epoch ms). */
export type RawMail = string | Uint8Array | { raw: string | Uint8Array; receivedAt: number }

let delivered = 0

/** Where a Maildir++ keeps a folder (https://doc.dovecot.org/2.3/admin_manual/mailbox_formats/maildir/), `/` between levels. */
export function maildirOf(home: string, folder: string): string {
  return folder === 'INBOX' ? home : join(home, `.${folder.replaceAll('/', '.')}`)
}

/** Puts mails into a Maildir as a delivery agent does: written aside, then moved into `new`. Their order is the order of their UIDs. */
export async function deliverToMaildir(maildir: string, mails: readonly RawMail[]): Promise<void> {
  const [tmp = '', into = ''] = ['tmp', 'new', 'cur'].map(name => makeFolder(join(makeFolder(maildir), name)))
  for (const mail of mails) {
    const { raw, receivedAt } = typeof mail === 'string' || mail instanceof Uint8Array ? { raw: mail, receivedAt: undefined } : mail
    delivered++
    const bytes = typeof raw === 'string' ? Buffer.from(raw) : raw
    const seconds = Math.floor(Date.now() / 1000)
    const name = `${seconds}.M${String(delivered).padStart(9, '0')}P${process.pid}.${hostname()},S=${bytes.length}`
    const path = join(tmp, name)
    writeFileSync(path, bytes)
    chmodSync(path, 0o644)
    handOver(path)
    if (receivedAt !== undefined) utimesSync(path, receivedAt / 1000, receivedAt / 1000)
    renameSync(path, join(into, name))
    // A test's other work (a connection that waits for an answer) goes on meanwhile.
    if (delivered % 200 === 0) await setImmediate()
  }
}
