import sanitize from 'sanitize-html'
import { type LinkView, viewLink } from '#shared/safety/link.ts'
import { maskHtml } from '#shared/safety/mask.ts'
import { MOST_PIXELS, pixelsOf } from '#shared/safety/picture-size.ts'

export interface MailHtml {
  html: string
  inline: { contentId: string; type: string; content: Uint8Array }[]
}

export interface Shown {
  /** A whole page for a sandboxed frame. */
  page: string
  /** Its Content-Security-Policy: nothing runs; nothing is fetched unless pictures from the network were asked for. */
  policy: string
  /** Where its links lead, by the number that follows the page's own path in them. */
  links: LinkView[]
}

const TAGS = [
  ...['a', 'abbr', 'address', 'article', 'aside', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col'],
  ...['colgroup', 'dd', 'del', 'details', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'font', 'footer', 'h1', 'h2', 'h3', 'h4'],
  ...['h5', 'h6', 'header', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'main', 'mark', 'ol', 'p', 'pre', 'q', 's', 'samp', 'section', 'small'],
  ...[
    'span',
    'strike',
    'strong',
    'sub',
    'summary',
    'sup',
    'table',
    'tbody',
    'td',
    'tfoot',
    'th',
    'thead',
    'time',
    'tr',
    'tt',
    'u',
    'ul',
    'var',
  ],
]

const ATTRIBUTES = [
  ...['align', 'alt', 'bgcolor', 'border', 'cellpadding', 'cellspacing', 'color', 'cols', 'colspan', 'dir', 'face', 'height', 'hspace'],
  ...['lang', 'rowspan', 'size', 'span', 'start', 'style', 'title', 'type', 'valign', 'vspace', 'width'],
]

/** Sanitising takes longer than in proportion to the length of hostile HTML: what is beyond this is cut off. */
const CHARACTERS = 500_000

/** Links beyond these lead nowhere. */
const LINKS = 2000

/** Base64 pictures that a data: address may hold; SVG can hold script and is left out. */
const PICTURE = /^image\/(png|jpeg|gif|webp|bmp)$/

/**
 * A mail's HTML made safe to show in a frame: only known tags and attributes, its own pictures put in place unless they would fill the memory. Links say where they lead and
 * go to `path` and their number, which nothing but asks (app/documents.ts). Defence in depth: the frame is sandboxed and its policy forbids
 * script and network anyway.
 */
export function mailFrame({ html, inline }: MailHtml, { remote, path }: { remote: boolean; path: string }): Shown {
  const hrefs: string[] = []
  const texts: string[] = []
  let room = MOST_PIXELS
  const fits = (picture: Uint8Array): boolean => {
    const pixels = pixelsOf(picture) ?? 0
    if (pixels > room) return false
    room -= pixels
    return true
  }
  const pictures = new Map(
    inline
      .filter(one => PICTURE.test(one.type) && fits(one.content))
      .map(one => [one.contentId, `data:${one.type};base64,${Buffer.from(one.content).toString('base64')}`]),
  )
  const shown = remote ? /^(?:data:image\/(?:png|jpeg|gif|webp|bmp)[;,]|https?:\/\/)/i : /^data:image\/(?:png|jpeg|gif|webp|bmp)[;,]/i
  const body = sanitize(html.slice(0, CHARACTERS), {
    allowedTags: TAGS,
    disallowedTagsMode: 'discard',
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'template', 'title', 'xmp', 'iframe', 'svg', 'math', 'object'],
    allowedAttributes: { '*': ATTRIBUTES, a: ['href', 'title'], img: ['src', 'alt', 'title', 'width', 'height', 'align', 'style'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: remote ? ['data', 'http', 'https'] : ['data'] },
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    nestingLimit: 200,
    transformTags: {
      '*': (tagName, attribs) => ({
        tagName,
        attribs: attribs.style === undefined || remote ? attribs : { ...attribs, style: withoutFetches(attribs.style) },
      }),
      a: (tagName, { href = '' }) => {
        const link = hrefs.length < LINKS ? viewLink(href) : undefined
        if (!link) return { tagName, attribs: {} }
        hrefs.push(href)
        return { tagName, attribs: { href: `${path}/${hrefs.length - 1}`, title: link.url } }
      },
      img: (tagName, attribs) => {
        const id = /^cid:(.*)$/i.exec(attribs.src?.trim() ?? '')?.[1]
        const src = id === undefined ? (attribs.src?.trim() ?? '') : pictures.get(decode(id))
        // A relative address would mean one of ours.
        const isOwn = id === undefined && /^data:/i.test(src ?? '')
        const isShown = src !== undefined && shown.test(src) && !(isOwn && !fits(dataOf(src)))
        return { tagName, attribs: { ...attribs, src: isShown ? src : '' } }
      },
    },
    exclusiveFilter: frame => {
      if (frame.tag === 'a' && frame.attribs.href) texts[Number(frame.attribs.href.slice(path.length + 1))] = frame.text
      return frame.tag === 'img' && !frame.attribs.src
    },
  })
  return {
    links: hrefs.flatMap((href, at) => viewLink(href, texts[at]) ?? []),
    page: `<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><style>${STYLE}</style></head><body>${maskHtml(body)}</body></html>`,
    policy: `sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:${remote ? ' http: https:' : ''}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
  }
}

/** Mail is written for white paper: it gets it in both themes. */
const STYLE = `:root{color-scheme:light}body{margin:12px;background:#fff;color:#1a1a1a;font:13px/1.45 system-ui,sans-serif;overflow-wrap:anywhere}
img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}blockquote{margin:0 0 0 8px;padding-left:8px;border-left:2px solid #ddd}`

/** A style's declarations that could ask the network for something: the frame's policy would refuse it. */
function withoutFetches(style: string): string {
  return style
    .split(';')
    .filter(declaration => !/[\\@]|url\s*\(|image-set|src\s*\(/i.test(declaration))
    .join(';')
}

/** What a data: address holds (RFC 2397). */
function dataOf(address: string): Uint8Array {
  const comma = address.indexOf(',')
  const isBase64 = /;\s*base64\s*$/i.test(address.slice(0, comma))
  return isBase64 ? Buffer.from(address.slice(comma + 1), 'base64') : Buffer.from(decode(address.slice(comma + 1)), 'latin1')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
