/** Longer lines are prose or data, never a line that introduces a quotation. */
const LONGEST_INTRODUCTION = 400
/** A bare `--` opens a signature only near the end. */
const LONGEST_SIGNATURE = 12

/** "On Tue, 5 Mar 2024, Ana <ana@example.es> wrote:" as mail programs write it; a digit or an @ tells it from prose. */
const WROTE = [
  /^On\b.*\bwrote\s?:$/i,
  /^El\b.*\bescribi[óo]\s?:$/i,
  /^Am\b.*\bschrieb\b.*:$/i,
  /^Le\b.*\ba écrit\s?:$/i,
  /^(?:Il|Em|A)\b.*\b(?:ha scritto|escreveu|va escriure)\s?:$/i,
  /^\d{4}[年/-].*[<＜].*@.*[>＞].*[:：]$/,
]
/** "Ana García wrote:", only as a paragraph of its own. */
const NAMED_WROTE = /^.{1,120}(?: wrote| schrieb| escribió| a écrit|さんは書きました)\s?[:：]$/i

/** "-----Original Message-----" and its kin, with any number of dashes. */
const BANNER =
  /^[-_]{2,}\s*(?:Original Message|Original-Nachricht|Ursprüngliche (?:Nachricht|E-?Mail)|Mensaje original|Message d['’]origine|Message original|Forwarded message|Mensaje reenviado|Weitergeleitete Nachricht|Message transféré|転送メッセージ|元のメッセージ)\s*[-_]{2,}$/i
const APPLE_FORWARD =
  /^(?:Begin forwarded message|Inicio del mensaje reenviado|Anfang der weitergeleiteten Nachricht|Début du message (?:transféré|réexpédié))\s?:$/i

const FROM_FIELD = /^\*?(?:From|De|Von|Da|差出人)\s?[:：]\*?\s*\S/i
const SENT_FIELD = /^\*?(?:Sent|Date|Enviado(?: el)?|Fecha|Gesendet|Datum|Envoyé(?: le)?|Date d'envoi|送信日時|日時)\s?[:：]\*?\s*\S/i
const RULE = /^_{8,}$/

/**
 * Tells the words a mail adds from what it repeats.
 * @returns `text`: the new words. `quoted`: quotations, the history below and the signature, in the order they stood in.
 * A mail that holds nothing but a forwarded or quoted one keeps it all as its text.
 */
export function splitQuoted(whole: string): { text: string; quoted?: string } {
  const lines = whole.split('\n')
  const cut = historyStart(lines)
  const kept: string[] = []
  const quoted: string[] = []
  const signature = signatureStart(lines, cut)
  const quotes = lines.some(line => line.startsWith('>'))
  for (let i = 0; i < signature; ) {
    const introduction = !quotes || lines[i]?.startsWith('>') ? 0 : introductionLength(lines, i)
    const quotation = nextWritten(lines, i + introduction)
    if (introduction > 0 && lines[quotation]?.startsWith('>')) {
      quoted.push(...lines.slice(i, quotation))
      i = quotation
    } else {
      const line = lines[i] ?? ''
      if (line.startsWith('>')) quoted.push(line)
      else kept.push(line)
      i++
    }
  }
  for (let i = signature; i < lines.length; i++) quoted.push(lines[i] ?? '')

  const text = tidy(kept)
  const rest = tidy(quoted)
  if (text === '' || rest === '') return { text: text || rest }
  return { text, quoted: rest }
}

function tidy(lines: string[]): string {
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Index of the line where everything below is history, or the number of lines. */
function historyStart(lines: string[]): number {
  const lastQuotation = lines.findLastIndex(line => line.startsWith('>'))
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (line.length > LONGEST_INTRODUCTION || line === '' || line.startsWith('>')) continue
    const trimmed = line.trim()
    const ruled = trimmed.startsWith('-') || trimmed.startsWith('_')
    if ((ruled && BANNER.test(trimmed)) || (endsInColon(trimmed) && APPLE_FORWARD.test(trimmed)) || outlookBlock(lines, i)) return i
    if (ruled && RULE.test(trimmed) && outlookBlock(lines, nextWritten(lines, i + 1))) return i
    // An introduction without ">" below it comes from mail programs that quote by indenting: all that follows is quoted.
    const introduction = introductionLength(lines, i)
    if (introduction > 0 && i + introduction > lastQuotation) return i
  }
  return lines.length
}

function nextWritten(lines: string[], from: number): number {
  let i = from
  while (i < lines.length && i < from + 4 && lines[i]?.trim() === '') i++
  return i
}

/** How many lines (1 to 3, mail programs wrap them) introduce a quotation from here on; 0 for none. */
function introductionLength(lines: string[], from: number): number {
  for (let length = 1; length <= 3; length++) {
    const line = (lines[from + length - 1] ?? '').trim()
    if (line === '' || line.length > LONGEST_INTRODUCTION) return 0
    if (!endsInColon(line)) continue
    const joined = Array.from({ length }, (_, i) => lines[from + i]?.trim()).join(' ')
    if (!/[\d@]/.test(joined)) return 0
    if (length === 1) {
      const alone = (lines[from - 1] ?? '').trim() === ''
      return WROTE.some(form => form.test(line)) || (alone && NAMED_WROTE.test(line)) ? 1 : 0
    }
    // A line of prose may stand right above the introduction: then that begins further down.
    const below = Array.from({ length: length - 1 }, (_, i) => introductionLength(lines, from + i + 1))
    return WROTE.some(form => form.test(joined)) && below.every(none => none === 0) ? length : 0
  }
  return 0
}

function endsInColon(line: string): boolean {
  return line.endsWith(':') || line.endsWith('：')
}

function outlookBlock(lines: string[], from: number): boolean {
  if (!FROM_FIELD.test(lines[from]?.trim() ?? '')) return false
  return [1, 2, 3].some(below => SENT_FIELD.test((lines[from + below] ?? '').trim().slice(0, LONGEST_INTRODUCTION)))
}

/** Index of the `-- ` line (RFC 3676 section 4.3) above `end`, or `end`. */
function signatureStart(lines: string[], end: number): number {
  for (let i = 0; i < end; i++) {
    const line = lines[i]
    if (line === '-- ' || (line === '--' && end - i <= LONGEST_SIGNATURE)) {
      // With a quotation further down, an answer may stand below it: only what has none is a signature.
      return lines.slice(i, end).some(below => below.startsWith('>')) ? end : i
    }
  }
  return end
}
