import type { Incoming } from '../connectors/connector.ts'
import type { Outgoing, Person } from '../connectors/outgoing.ts'

/** A mail that was sent, as the interaction it is from then on; the copy that comes back from the folder of sent mail has the same id. */
export function incomingOf({ sourceId, from, to, cc, bcc, subject, text, html, quoted, references, files, at }: Outgoing): Incoming {
  const party = ({ address, name }: Person) => ({ kind: 'email' as const, address, ...(name !== undefined && { name }) })
  return {
    sourceId,
    channel: 'email',
    direction: 'out',
    occurredAt: at,
    from: { ...party(from), own: true },
    to: to.map(party),
    cc: [...cc, ...bcc].map(party),
    subject,
    text,
    references,
    attachments: files.map(({ name, type, content, inline }) => ({
      name,
      type,
      size: content.byteLength,
      content,
      ...(inline !== undefined && { contentId: inline }),
    })),
    ...(html !== undefined && { html }),
    ...(quoted !== undefined && { quoted }),
  }
}
