/** A reply's text as it goes out. `inline`: Content-ID by file name of the pictures that stand in it. */
export interface Rich {
  text: string
  html: string
  inline: Map<string, string>
}

interface Within {
  files: readonly { name: string; type: string }[]
  /** What a picture is named by: RFC 2392 wants it unlike any other's. */
  sourceId: string
  quoted?: string
}

/** Bold, words for an address, an address, the name of a file. */
const MARKS =
  /\*\*(?=\S)([^\n]{0,500}?\S)\*\*|\[([^[\]\n]{1,300})\]\((https?:\/\/[^\s()<>"]+)\)|(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'])|\[([^[\]\n]{1,300})\]/g
const ITEM = /^\s*(?:[-•*]|(\d{1,3})[.)])\s+(?=\S)/

/**
 * What the marks in a reply mean: `**bold**`, lines that begin with `- ` or `1. `, `[words](https://…)`, and `[photo.png]` where a picture of that
 * name goes along. Undefined when there are none: then it goes out as plain text alone.
 */
export function richOf(text: string, { files, sourceId, quoted }: Within): Rich | undefined {
  const inline = new Map<string, string>()
  let marked = false
  const pictures = new Map(
    files.flatMap(({ name, type }, place) => (type.startsWith('image/') ? [[name, `${place + 1}.${sourceId}`]] : [])),
  )

  const inLine = (line: string): string => {
    let html = ''
    let from = 0
    for (const match of line.matchAll(MARKS)) {
      const [whole, bold, words, to, address, name = ''] = match
      const picture = pictures.get(name)
      let made = escaped(whole)
      if (bold !== undefined) made = `<strong>${inLine(bold)}</strong>`
      else if (to !== undefined) made = `<a href="${escaped(to)}">${escaped(words ?? to)}</a>`
      else if (address !== undefined) made = `<a href="${escaped(address)}">${escaped(address)}</a>`
      else if (picture !== undefined) {
        made = `<img src="cid:${escaped(picture)}" alt="${escaped(name)}" style="max-width:100%">`
        inline.set(name, picture)
      }
      marked ||= bold !== undefined || to !== undefined || picture !== undefined
      html += escaped(line.slice(from, match.index)) + made
      from = match.index + whole.length
    }
    return html + escaped(line.slice(from))
  }

  const html = blocksOf(text)
    .map(({ list, lines }) => {
      marked ||= list !== undefined
      if (list === undefined) return `<p>${lines.map(inLine).join('<br>\n')}</p>`
      const items = lines.map(line => {
        const number = ITEM.exec(line)?.[1]
        return `<li${number === undefined ? '' : ` value="${number}"`}>${inLine(line.replace(ITEM, ''))}</li>\n`
      })
      return `<${list}>\n${items.join('')}</${list}>`
    })
    .join('\n')
  if (!marked) return undefined
  return { text: plainOf(text), html: quoted === undefined ? html : `${html}\n${quotedHtml(quoted)}`, inline }
}

interface Block {
  list: 'ul' | 'ol' | undefined
  lines: string[]
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let open: Block | undefined
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      open = undefined
      continue
    }
    const item = ITEM.exec(line)
    const list = item ? (item[1] === undefined ? 'ul' : 'ol') : undefined
    if (!open || open.list !== list) {
      open = { list, lines: [] }
      blocks.push(open)
    }
    open.lines.push(line)
  }
  return blocks
}

/** Marks as mail has long had them in plain text. */
function plainOf(text: string): string {
  return text.replace(MARKS, (whole, bold: string | undefined, words: string | undefined, to: string | undefined) => {
    if (bold !== undefined) return `*${plainOf(bold)}*`
    return to === undefined ? whole : words === to ? to : `${words} (${to})`
  })
}

/** The line that says who and when, then what they wrote (`quotation` in the window). */
function quotedHtml(quoted: string): string {
  const lines = quoted.split('\n')
  const first = lines.findIndex(line => line.startsWith('>'))
  const [said, theirs] = first < 0 ? [lines, []] : [lines.slice(0, first), lines.slice(first)]
  const block = theirs.map(line => escaped(line.replace(/^> ?/, ''))).join('<br>\n')
  return `<p>${said.map(escaped).join('<br>\n')}</p>\n<blockquote type="cite">${block}</blockquote>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, one => `&#${one.charCodeAt(0)};`)
}
