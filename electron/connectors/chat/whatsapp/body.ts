import type { Mark } from '#shared/model/interaction.ts'
import { attachedSuffix, attachedTag, deletedWhole, editedSuffix, omittedAfterName, omittedWhole, systemPhrase } from './phrases.ts'

/** A message's words, apart from what WhatsApp says about it. */
export interface Body {
  text: string
  marks: Mark[]
  /** The name of the file that came with it. */
  file?: string
}

const leadingMarks = /^[\u200e\u200f\u202a-\u202e\u2066-\u2069]+/
const trailingMarks = /[\s\u200e]{1,8}$/
/** WhatsApp's own sentences are short. */
const NOTICE_LENGTH = 500
const LRM = '\u200e'

/** Takes apart everything after the sender; continuation lines are separated by LF. */
export function parseBody(raw: string): Body {
  const marks: Mark[] = []
  const written = raw.trimEnd()
  let text = written.replace(editedSuffix, '')
  if (text !== written) {
    marks.push('edited')
    text = text.replace(trailingMarks, '')
  }

  const lineEnd = text.indexOf('\n')
  const first = (lineEnd === -1 ? text : text.slice(0, lineEnd)).replace(leadingMarks, '').trimEnd()
  const more = lineEnd === -1 ? '' : text.slice(lineEnd + 1)

  const tag = attachedTag.exec(text)
  if (tag?.[1] !== undefined) {
    const caption = text.slice(0, tag.index) + text.slice(tag.index + tag[0].length)
    return { text: caption.replaceAll(LRM, '').trim(), marks, file: tag[1].trim() }
  }
  const suffixed = attachedSuffix.exec(first)?.[1]
  if (suffixed !== undefined) return { text: more.trim(), marks, file: suffixed }
  const document = first.includes(LRM) ? omittedAfterName.exec(first)?.[1] : undefined
  if (document !== undefined) {
    const name = document.replaceAll(LRM, '').split(' • ')[0] ?? ''
    return { text: more.trim(), marks: [...marks, 'missing-media'], ...(name === '' ? {} : { file: name }) }
  }
  if (omittedWhole.test(first)) return { text: more.trim(), marks: [...marks, 'missing-media'] }
  const fromWhatsApp = text.startsWith(LRM)
  text = text.replace(leadingMarks, '')
  if (lineEnd === -1 && deletedWhole.test(first)) return { text: '', marks: [...marks, 'deleted'] }
  if (fromWhatsApp && lineEnd === -1 && first.length < NOTICE_LENGTH && systemPhrase.test(first)) marks.push('system')
  return { text, marks }
}
