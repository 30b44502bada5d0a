import { Square, SquareCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { NoteBlock, NoteContent, NoteSpan } from '#shared/model/note.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

/** A note's text, to be read. */
export function Content({ content }: { content: NoteContent }) {
  return (
    <div dir="auto" className="flex max-w-read flex-col gap-1 text-13 leading-read wrap-anywhere">
      <Blocks blocks={content.blocks} />
      {content.cut && <p aria-hidden>…</p>}
    </div>
  )
}

function Blocks({ blocks }: { blocks: readonly NoteBlock[] }): ReactNode {
  return blocks.map((block, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks have nothing else that tells them apart
    if (block.kind === 'list') return <List key={index} block={block} />
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <p key={index} className="min-h-[1.4em] whitespace-pre-wrap [contain-intrinsic-block-size:auto_1.4em] [content-visibility:auto]">
        {block.spans.map((span, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <Span key={place} span={span} />
        ))}
      </p>
    )
  })
}

function List({ block: { list, items } }: { block: Extract<NoteBlock, { kind: 'list' }> }) {
  const { t } = useTranslation('notes')
  const rows = items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    <li key={index} className={list === 'task' ? 'flex gap-2' : ''}>
      {item.checked !== undefined && (
        <span className="mt-0.5 shrink-0 text-ink-2">
          {item.checked ? <SquareCheck aria-hidden size={14} /> : <Square aria-hidden size={14} />}
          <span className="sr-only">{t(item.checked ? 'task.done' : 'task.open')}</span>
        </span>
      )}
      <div className={item.checked ? 'text-ink-3 line-through' : ''}>
        <Blocks blocks={item.blocks} />
      </div>
    </li>
  ))
  if (list === 'ordered') return <ol className="list-decimal ps-6">{rows}</ol>
  return <ul className={list === 'bullet' ? 'list-disc ps-6' : ''}>{rows}</ul>
}

function Span({ span: { text, bold, italic, strike, code, href, mention } }: { span: NoteSpan }) {
  if (mention !== undefined) return <span className="font-strong text-accent">{text}</span>
  let shown: ReactNode = text
  if (code) shown = <code className="font-mono text-12">{shown}</code>
  if (bold) shown = <strong className="font-strong">{shown}</strong>
  if (italic) shown = <em>{shown}</em>
  if (strike) shown = <s>{shown}</s>
  if (href === undefined || !/^(https?|mailto|tel):/i.test(href)) return shown
  return (
    <a href={href} target="_blank" rel="noreferrer" className="rounded-1 text-link underline underline-offset-2">
      {shown}
    </a>
  )
}
