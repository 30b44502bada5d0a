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

/** What a line may begin with that quotes or signs. */
const BEGINNING = /[^\S\n]*(?:[->_]|\*?(?:From|De|Von|Da|差出人)\s?[:：])/iy
const COLON_AT_END = /[:：]\s*$/
const SPACE = 0x20
const ASCII = 0x7f
/** Of ASCII, what its first character is then: blanks, - > _ * and the first letters of those words. */
const FIRSTS = new Set(Array.from('\t\v\f\r ->_*fFdDvV', sign => sign.charCodeAt(0)))
const COLON = 0x3a

/**
 * Tells the words a mail adds from what it repeats.
 * @returns `text`: the new words. `quoted`: quotations, the history below and the signature, in the order they stood in.
 * A mail that holds nothing but a forwarded or quoted one keeps it all as its text.
 */
export function splitQuoted(whole: string): { text: string; quoted?: string } {
  if (!mayQuote(whole)) return { text: tidy(whole) }
  const lines = whole.split('\n')
  const trimmed = lines.map(line => line.trim())
  const cut = historyStart(lines, trimmed)
  const signature = signatureStart(lines, cut)
  const quotes = lines.some(line => line.startsWith('>'))
  if (!quotes && signature === lines.length) return { text: tidy(whole) }
  const kept: string[] = []
  const quoted: string[] = []
  for (let i = 0; i < signature; ) {
    const introduction = !quotes || lines[i]?.startsWith('>') ? 0 : introductionLength(trimmed, i)
    const quotation = nextWritten(trimmed, i + introduction)
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

  const text = tidy(kept.join('\n'))
  const rest = tidy(quoted.join('\n'))
  if (text === '' || rest === '') return { text: text || rest }
  return { text, quoted: rest }
}

/** Without any line that begins so or ends in a colon, nothing is quoted and nothing signed: most mails are told so at once. */
function mayQuote(whole: string): boolean {
  for (let start = 0; start < whole.length; ) {
    const found = whole.indexOf('\n', start)
    const end = found < 0 ? whole.length : found
    if (end > start) {
      const first = whole.charCodeAt(start)
      BEGINNING.lastIndex = start
      if (mayBegin(first) && BEGINNING.test(whole)) return true
      const last = whole.charCodeAt(end - 1)
      if (last === COLON || ((last <= SPACE || last > ASCII) && COLON_AT_END.test(whole.slice(start, end)))) return true
    }
    start = end + 1
  }
  return false
}

/** By its first character. */
function mayBegin(first: number): boolean {
  return first > ASCII || FIRSTS.has(first)
}

/** What a mail's writer said and signed with, of what splitQuoted made of it: neither what it quotes nor what it forwards. */
export function ownWords({ text, quoted = '' }: { text: string; quoted?: string | undefined }): string {
  const above = aboveHistory(quoted)
  const signature = above.findIndex(line => line === '-- ' || line === '--')
  return [...aboveHistory(text), ...(signature === -1 ? [] : above.slice(signature))].join('\n')
}

function aboveHistory(whole: string): string[] {
  const lines = whole.split('\n')
  const cut = historyStart(
    lines,
    lines.map(line => line.trim()),
  )
  return lines.slice(0, cut)
}

function tidy(text: string): string {
  return text.replace(/\n{3,}/g, '\n\n').trim()
}

/** Index of the line where everything below is history, or the number of lines. */
function historyStart(lines: string[], trimmed: string[]): number {
  const lastQuotation = lines.findLastIndex(line => line.startsWith('>'))
  for (let i = 0; i < lines.length; i++) {
    const line = trimmed[i] ?? ''
    const whole = lines[i] ?? ''
    if (whole.length > LONGEST_INTRODUCTION || whole === '' || whole.startsWith('>')) continue
    const ruled = line.startsWith('-') || line.startsWith('_')
    if ((ruled && BANNER.test(line)) || (endsInColon(line) && APPLE_FORWARD.test(line)) || outlookBlock(trimmed, i)) return i
    if (ruled && RULE.test(line) && outlookBlock(trimmed, nextWritten(trimmed, i + 1))) return i
    // An introduction without ">" below it comes from mail programs that quote by indenting: all that follows is quoted.
    const introduction = introductionLength(trimmed, i)
    if (introduction > 0 && i + introduction > lastQuotation) return i
  }
  return lines.length
}

function nextWritten(trimmed: string[], from: number): number {
  let i = from
  while (i < trimmed.length && i < from + 4 && trimmed[i] === '') i++
  return i
}

/** How many lines (1 to 3, mail programs wrap them) introduce a quotation from here on; 0 for none. */
function introductionLength(trimmed: string[], from: number): number {
  for (let length = 1; length <= 3; length++) {
    const line = trimmed[from + length - 1] ?? ''
    if (line === '' || line.length > LONGEST_INTRODUCTION) return 0
    if (!endsInColon(line)) continue
    const joined = trimmed.slice(from, from + length).join(' ')
    if (!/[\d@]/.test(joined)) return 0
    if (length === 1) {
      const alone = (trimmed[from - 1] ?? '') === ''
      return WROTE.some(form => form.test(line)) || (alone && NAMED_WROTE.test(line)) ? 1 : 0
    }
    // A line of prose may stand right above the introduction: then that begins further down.
    const below = Array.from({ length: length - 1 }, (_, i) => introductionLength(trimmed, from + i + 1))
    return WROTE.some(form => form.test(joined)) && below.every(none => none === 0) ? length : 0
  }
  return 0
}

function endsInColon(line: string): boolean {
  return line.endsWith(':') || line.endsWith('：')
}

function outlookBlock(trimmed: string[], from: number): boolean {
  if (!mayBegin(trimmed[from]?.charCodeAt(0) ?? SPACE) || !FROM_FIELD.test(trimmed[from] ?? '')) return false
  return [1, 2, 3].some(below => SENT_FIELD.test((trimmed[from + below] ?? '').slice(0, LONGEST_INTRODUCTION)))
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
