/** Words, in English and Spanish, that name what the number after them is. */
const NAMED =
  /(?:\b(?:orders?|order number|pedidos?|invoices?|bills?|facturas?|tickets?|cases?|casos?|incidencias?|references?|referencias?|ref|reservas?|booking|contratos?|contracts?|albar[aá]n|expediente|claims?|siniestro)\b\.?(?:\s*n(?:[º°o]|úm(?:ero)?|um(?:ber)?|r)?\.?)?(?:\s*(?:is|es)(?=\s))?\s*(?:[:#]\s*)?|#)([A-Z]{0,6}[-/]?\d[A-Z0-9]*(?:[-/.][A-Z0-9]+)*)/giu

/** A number that says itself what it is: ORD-12345, INV/2026/0042. */
const SPEAKING = /\b([A-Z]{2,6}(?:[-/]\d{2,})+)\b/gu

/** Shorter ones are everywhere: "case 2", "#1". */
const LEAST = 4

/** A text that names more is a list, a statement or a log: its first ones count. */
const MOST = 8

/** Orders, invoices, tickets that a text names, each once, in capitals without separators, so that `ord-123 45` written two ways is one. */
export function referencesIn(text: string): string[] {
  const found = new Set<string>()
  for (const named of [NAMED, SPEAKING]) {
    for (const match of text.matchAll(named)) {
      const value = plain(match[1] ?? '')
      if (value.length >= LEAST && /\d{3}/.test(value)) found.add(value)
      if (found.size === MOST) return [...found]
    }
  }
  return [...found]
}

function plain(value: string): string {
  return value.toUpperCase().replace(/[^A-Z0-9]/g, '')
}
