import { randomBytes } from 'node:crypto'
import type { AppEvent, Inputs } from '#shared/contract/index.ts'
import { safeFileName } from '#shared/safety/file-name.ts'
import type { LinkView } from '#shared/safety/link.ts'
import type { DocumentAnswer } from './ports.ts'
import type { Session } from './session.ts'

type Wanted = Inputs['timeline']['open']

const LIFETIME = 60_000
const MOST = 500

/**
 * One-time paths for what the window shows in a frame or saves as a file: an address that is seen or kept opens nothing later. A link of a
 * mail in its frame goes to the mail's path and a number: that shows nothing either, but lets the window ask whether to follow it.
 */
export function createDocuments(now: () => number, announce: (event: AppEvent) => void) {
  const tickets = new Map<string, { wanted: Wanted; session: Session; until: number }>()
  /** Links of the mails that were shown last. */
  const shown = new Map<string, LinkView[]>()

  function pressed(path: string): DocumentAnswer | undefined {
    const [, mail = '', link = ''] = /^(\/doc\/[\w-]+)\/(\d+)$/.exec(path) ?? []
    if (!shown.has(mail)) return undefined
    announce({ type: 'link.pressed', path: mail, link: Number(link) })
    // The frame stays as it is.
    return { status: 204, headers: {}, body: new Uint8Array() }
  }

  return {
    open(wanted: Wanted, session: Session): string {
      for (const [path, ticket] of tickets) if (ticket.until < now() || tickets.size >= MOST) tickets.delete(path)
      const path = `/doc/${randomBytes(24).toString('base64url')}`
      tickets.set(path, { wanted, session, until: now() + LIFETIME })
      return path
    },
    /** Where a link of a mail leads that was shown under this path. */
    link: (path: string, link: number): LinkView | undefined => shown.get(path)?.[link],
    /** The document of a path made by `open`; undefined when it was used, is too old or never was. */
    async take(path: string): Promise<DocumentAnswer | undefined> {
      const link = pressed(path)
      if (link) return link
      const ticket = tickets.get(path)
      tickets.delete(path)
      if (!ticket || ticket.until < now()) return undefined
      const { wanted, session } = ticket
      if (wanted.what === 'attachment')
        return attachment(await session.read('attachmentContent', { id: wanted.id, position: wanted.position }))
      const { page, policy, links } = await session.read('mailPage', { id: wanted.id, remote: wanted.remote, path })
      shown.set(path, links)
      for (const oldest of shown.keys()) if (shown.size > MOST) shown.delete(oldest)
      return {
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'x-dns-prefetch-control': 'off' },
        body: Buffer.from(page),
      }
    },
  }
}

/** Always a download, never shown by the browser: whatever type it claims, it opens nothing on our origin. */
function attachment({ name, content }: { name: string; content: Uint8Array }): DocumentAnswer {
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(safeFileName(name)).replace(/['()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
      'content-security-policy': "sandbox; default-src 'none'",
    },
    body: content,
  }
}
