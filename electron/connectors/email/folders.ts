/** Names of the folder of sent mail, as mail programs and providers name it in English, Spanish, German, French, Italian, Portuguese, Catalan, Japanese. */
const SENT =
  /^(?:sent(?:[ -_]?(?:items?|mail|messages?|objects))?|(?:correo |elementos |mensajes )?enviados?|gesendet(?:e (?:elemente|objekte|nachrichten))?|(?:(?:éléments|messages|courrier) )?envoyés?|(?:posta )?inviat[ai]|(?:itens |mensagens )?enviad[oa]s|(?:elements )?enviats|送信済み.*)$/i
const DRAFTS = /^(?:drafts?|borradores|entwürfe|brouillons|bozze|rascunhos|esborranys|下書き)$/i

/** Whether a folder's name (the last step of it, also as `.Sent`, `INBOX.Sent`, `Sent.mbox`, `Sent-1`) is that of sent mail. */
export function isSentFolder(name: string): boolean {
  return SENT.test(plainName(name))
}

/** Whether it holds drafts: nobody got those, so that they are no interactions. */
export function isDraftsFolder(name: string): boolean {
  return DRAFTS.test(plainName(name))
}

/** Maildir++ separates with dots; IMAP servers write names in modified UTF-7 (RFC 3501 section 5.1.3). */
function plainName(name: string): string {
  return name
    .replace(/\.(?:mbox|mbx|mbs)$/i, '')
    .replace(/-\d{1,3}$/, '')
    .replace(/&([A-Za-z0-9+,]*)-/g, (_, shifted: string) => (shifted === '' ? '&' : utf16(shifted.replaceAll(',', '/'))))
    .replace(/^.*[./]/, '')
    .normalize('NFC')
    .trim()
}

function utf16(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  return bytes
    .subarray(0, bytes.length - (bytes.length % 2))
    .swap16()
    .toString('utf16le')
}
