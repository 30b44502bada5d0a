import * as Y from 'yjs'
import { NOTE_FIELD, type NoteBlock, type NoteContent, type NoteSpan } from '#shared/model/note.ts'

/** The document that these updates make, in any order. `whole`: with what was deleted from it. */
export function documentOf(updates: readonly Uint8Array[], whole = false): Y.Doc {
  const doc = new Y.Doc({ gc: !whole })
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}

/** Whether these bytes are a Yjs update. */
export function isUpdate(bytes: Uint8Array): boolean {
  try {
    Y.decodeUpdate(bytes)
    return true
  } catch {
    return false
  }
}

/**
 * The update that makes a new note as the editor writes it: a paragraph a line, `@mention` before the first. The same for the same text: handed
 * in twice it changes nothing.
 */
export function noteUpdate(lines: readonly string[], mention?: string): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  const paragraphs = lines.map((line, index) => {
    const paragraph = new Y.XmlElement('paragraph')
    const before = index === 0 && mention !== undefined ? [mentionOf(mention)] : []
    paragraph.insert(0, [...before, new Y.XmlText(before.length > 0 ? ` ${line}` : line)])
    return paragraph
  })
  doc.getXmlFragment(NOTE_FIELD).insert(0, paragraphs)
  return Y.encodeStateAsUpdate(doc)
}

function mentionOf(name: string): Y.XmlElement {
  const node = new Y.XmlElement('mention')
  node.setAttribute('id', name)
  node.setAttribute('label', name)
  return node
}

/** The update that makes a document's text again what it is in another, as a new change. */
export function updateBackTo(doc: Y.Doc, version: Y.Doc): Uint8Array {
  const before = Y.encodeStateVector(doc)
  const body = doc.getXmlFragment(NOTE_FIELD)
  doc.transact(() => {
    body.delete(0, body.length)
    const nodes = version.getXmlFragment(NOTE_FIELD).toArray()
    body.insert(
      0,
      nodes.flatMap(node => (node instanceof Y.XmlHook ? [] : [node.clone()])),
    )
  })
  return Y.encodeStateAsUpdate(doc, before)
}

/** The text of a document in lines: items with a dash, tasks with a box. */
export function textOf(blocks: readonly NoteBlock[], indent = ''): string {
  return blocks
    .flatMap(block => {
      if (block.kind === 'paragraph') return indent + block.spans.map(span => span.text).join('')
      return block.items.map(({ checked, blocks: inside }) => {
        const mark = checked === undefined ? '-' : checked ? '☑' : '☐'
        return `${indent}${mark} ${textOf(inside, `${indent}  `).trimStart()}`
      })
    })
    .join('\n')
}

/** What a document says, in the names of TipTap's nodes and marks; at most about so many characters of it. */
export function contentOf(doc: Y.Doc, most: number): NoteContent {
  const room = { left: most }
  const blocks = blocksIn(doc.getXmlFragment(NOTE_FIELD), room)
  return { blocks, cut: room.left < 0 }
}

/** How many characters are left to be told; below 0 when something was left out. */
interface Room {
  left: number
}

type Parent = Y.XmlFragment | Y.XmlElement

function childrenOf(parent: Parent): (Y.XmlElement | Y.XmlText)[] {
  return parent.toArray().flatMap(child => (child instanceof Y.XmlElement || child instanceof Y.XmlText ? [child] : []))
}

const lists = new Map([
  ['bulletList', 'bullet'],
  ['orderedList', 'ordered'],
  ['taskList', 'task'],
] as const)

function blocksIn(parent: Parent, room: Room): NoteBlock[] {
  const blocks: NoteBlock[] = []
  for (const child of childrenOf(parent)) {
    if (room.left <= 0) {
      room.left = -1
      break
    }
    if (child instanceof Y.XmlText) continue
    const list = [...lists].find(([name]) => name === child.nodeName)?.[1]
    if (list) blocks.push({ kind: 'list', list, items: itemsIn(child, list === 'task', room) })
    else blocks.push({ kind: 'paragraph', spans: spansIn(child, room) })
  }
  return blocks
}

function itemsIn(list: Y.XmlElement, tasks: boolean, room: Room) {
  const items: Extract<NoteBlock, { kind: 'list' }>['items'] = []
  for (const child of childrenOf(list)) {
    if (room.left <= 0) {
      room.left = -1
      break
    }
    if (child instanceof Y.XmlText) continue
    const blocks = blocksIn(child, room)
    items.push({ blocks, ...(tasks && { checked: attribute(child, 'checked') === true }) })
  }
  return items
}

function spansIn(paragraph: Y.XmlElement, room: Room): NoteSpan[] {
  const spans = childrenOf(paragraph).flatMap(child => {
    if (child instanceof Y.XmlText) return textSpans(child)
    if (child.nodeName === 'hardBreak') return [{ text: '\n' }]
    const name = attribute(child, 'label') ?? attribute(child, 'id')
    return child.nodeName === 'mention' && typeof name === 'string' ? [{ text: `@${name}`, mention: name }] : []
  })
  const told: NoteSpan[] = []
  for (const span of spans) {
    if (room.left <= 0) {
      room.left = -1
      break
    }
    told.push(span.text.length > room.left ? { ...span, text: span.text.slice(0, room.left) } : span)
    room.left = span.text.length > room.left ? -1 : room.left - span.text.length
  }
  // An empty line takes room too.
  room.left -= room.left > 0 ? 1 : 0
  return told
}

function textSpans(text: Y.XmlText): NoteSpan[] {
  const pieces: { insert: unknown; attributes?: Record<string, unknown> }[] = text.toDelta()
  return pieces.flatMap(({ insert, attributes = {} }) => {
    if (typeof insert !== 'string') return []
    const href = hrefOf(attributes.link)
    return [
      {
        text: insert,
        ...('bold' in attributes && { bold: true as const }),
        ...('italic' in attributes && { italic: true as const }),
        ...('strike' in attributes && { strike: true as const }),
        ...('code' in attributes && { code: true as const }),
        ...(href !== undefined && { href }),
      },
    ]
  })
}

function hrefOf(link: unknown): string | undefined {
  return typeof link === 'object' && link !== null && 'href' in link && typeof link.href === 'string' ? link.href : undefined
}

/** Attributes keep their type in a document, whatever the library's types say. */
function attribute(element: Y.XmlElement, name: string): unknown {
  return element.getAttribute(name)
}
