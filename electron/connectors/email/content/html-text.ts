import sanitizeHtml from 'sanitize-html'

/** Characters, pictures held as data left out. The HTML parser needs quadratic time for tags that never close; Gmail shows 102 KB. */
const LONGEST_HTML = 300_000
const BLOCKS = [
  'p',
  'div',
  'tr',
  'table',
  'ul',
  'ol',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'section',
  'article',
  'header',
  'footer',
]
const PARAGRAPHS = new Set(['p', 'ul', 'ol', 'pre', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote'])
const QUOTE_CLASS = /gmail_quote|moz-cite|yahoo_quoted|protonmail_quote/
const ENTITIES = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
])

/** The words of an HTML mail as lines of plain text; quotations get `> ` before each line, as in plain mail. */
export function htmlToText(html: string): string {
  const clean = sanitizeHtml(html.replace(/"data:[^"]*"/g, '""').slice(0, LONGEST_HTML), {
    allowedTags: [...BLOCKS, 'br', 'li', 'td', 'th', 'blockquote'],
    allowedAttributes: {},
    parseStyleAttributes: false,
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title'],
    transformTags: {
      div: (_, attributes) => ({ tagName: QUOTE_CLASS.test(attributes.class ?? '') ? 'blockquote' : 'div', attribs: {} }),
    },
  })

  const lines: string[] = []
  let line = ''
  let depth = 0
  const end = (): void => {
    const written = line.replace(/[ \t\u00a0]+/g, ' ').trim()
    if (written !== '' || lines.at(-1) !== '') lines.push(written === '' ? '' : '> '.repeat(Math.min(depth, 8)) + written)
    line = ''
  }
  // The sanitiser's output is well-formed, so that tags and text can be told apart without a parser.
  for (const [token, closing, tag = ''] of clean.matchAll(/<(\/?)([a-z0-9]+)\b[^<>]*>|[^<]+/g)) {
    if (!token.startsWith('<')) {
      line += token.replace(/\s+/g, ' ').replace(/&(?:amp|lt|gt|quot);/g, entity => ENTITIES.get(entity) ?? entity)
      continue
    }
    if (tag === 'td' || tag === 'th') {
      line += ' '
      continue
    }
    if (line.trim() !== '' || tag === 'br') end()
    if (tag === 'li' && closing === '') line = '* '
    if (PARAGRAPHS.has(tag)) end()
    if (tag === 'blockquote') depth += closing === '' ? 1 : -1
  }
  end()
  return lines.join('\n').trim()
}
