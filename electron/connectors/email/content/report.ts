import type { Email } from 'postal-mime'

/** A report that a mail could not be delivered (RFC 3464). */
export interface FailureReport {
  /** Whom it did not reach, as mail addresses. */
  recipients: string[]
  /** Message-ID of the mail it is about, without angle brackets; absent when the report does not say. */
  original?: string
}

/** The report that a mail is, if it is one and says that delivery failed for good. `contentType` is the mail's own. */
export function failureReport(email: Email, contentType: string): FailureReport | undefined {
  if (!/^\s*multipart\/report\b/i.test(contentType)) return undefined
  const part = (wanted: RegExp) => {
    const found = email.attachments.find(({ mimeType }) => wanted.test(mimeType))
    const content = found?.content
    return content === undefined || typeof content === 'string' ? content : Buffer.from(new Uint8Array(content)).toString('utf8')
  }
  const status = part(/^message\/(?:global-)?delivery-status$/i)
  if (status === undefined) return undefined
  const unfolded = status.replace(/\r?\n[ \t]+/g, ' ')
  // Groups of fields apart by empty lines: about the message, then one for each recipient (section 2.1).
  const failed = unfolded.split(/\r?\n\s*\r?\n/).filter(group => /^Action:\s*failed\b/im.test(group))
  if (failed.length === 0) return undefined
  const recipients = failed.flatMap(group => {
    const address = /^(?:Original|Final)-Recipient:\s*rfc822\s*;\s*<?([^\s<>]+@[^\s<>]+)>?/im.exec(group)?.[1]
    return address === undefined ? [] : [address]
  })
  const returned = part(/^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/global-headers)$/i)?.replace(/\r?\n[ \t]+/g, ' ')
  const head = returned?.slice(0, returned.search(/\r?\n\r?\n|$/))
  const original =
    /^Message-ID:\s*<([^<>\s]+)>/im.exec(head ?? '')?.[1] ?? /^(?:X-)?Original-Message-ID:\s*<([^<>\s]+)>/im.exec(unfolded)?.[1]
  return { recipients: [...new Set(recipients)], ...(original !== undefined && { original }) }
}
