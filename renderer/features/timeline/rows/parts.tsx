import { ArrowDownLeft, ArrowUpRight, type LucideIcon } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Interaction } from '#shared/contract/timeline.ts'
import type { Mark } from '#shared/model/interaction.ts'
import { highlight } from '#shared/timeline/highlight.ts'
import { useNow } from '../../../ui/time.tsx'
import { useView } from '../data/view.ts'

const DAY = 24 * 3600_000

/** Customer text: its own direction, its own line breaks, no word too long, what is looked for marked. */
export const Said = memo(function Said({ text, className = '' }: { text: string; className?: string }) {
  const { wanted } = useView()
  return (
    <div dir="auto" className={`whitespace-pre-wrap wrap-anywhere ${className}`}>
      <Hits text={text} words={wanted} />
    </div>
  )
})

/** The same within a line. */
export function SaidInline({ text, className = '' }: { text: string; className?: string }) {
  const { wanted } = useView()
  return (
    <bdi className={className}>
      <Hits text={text} words={wanted} />
    </bdi>
  )
}

function Hits({ text, words }: { text: string; words: readonly string[] }): ReactNode {
  if (words.length === 0) return text
  let at = 0
  return highlight(text, words).map(piece => {
    const key = at
    at += piece.text.length
    return piece.hit ? <mark key={key}>{piece.text}</mark> : piece.text
  })
}

/** Said by shape and word: to us or from us. */
export function Way({ direction }: { direction: Interaction['direction'] }) {
  const { t } = useTranslation('timeline')
  const Icon: LucideIcon = direction === 'in' ? ArrowDownLeft : ArrowUpRight
  return (
    <span className="inline-flex shrink-0 text-ink-3">
      <Icon aria-hidden size={13} strokeWidth={2} />
      <span className="sr-only">{t(`way.${direction}`)}</span>
    </span>
  )
}

/** How long ago within a day, later the clock, as a heading says the day. Exact on hover and while its row has the focus. */
export function When({ at, className = '' }: { at: number; className?: string }) {
  const { formats } = useView()
  const now = useNow()
  const exact = formats.exact(at)
  const fresh = at <= now && now - at < DAY
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={exact}
      className={`tabular shrink-0 whitespace-nowrap text-12 text-ink-3 ${className}`}
    >
      <span className="group-focus-visible/row:hidden">{fresh ? formats.ago(at, now) : formats.clock(at)}</span>
      <span className="hidden group-focus-visible/row:inline">{exact}</span>
    </time>
  )
}

/** A quiet act on one row. Reached with Tab only in the row that has the keys. */
export function Act({
  children,
  icon: Icon,
  onPress,
  expanded,
  active,
}: {
  children: ReactNode
  icon?: LucideIcon
  onPress: () => void
  expanded?: boolean
  active: boolean
}) {
  return (
    <button
      type="button"
      tabIndex={active ? 0 : -1}
      aria-expanded={expanded}
      onClick={onPress}
      className="-mx-1.5 inline-flex h-6 items-center gap-1.5 rounded-1 px-1.5 text-12 text-ink-2 hover:bg-hover hover:text-ink"
    >
      {Icon && <Icon aria-hidden size={13} strokeWidth={1.75} />}
      {children}
    </button>
  )
}

const told = [
  'automatic',
  'edited',
  'corrected',
  'deleted',
  'removed',
  'moved',
  'missing-media',
  'delivered',
  'read',
] as const satisfies Mark[]

/** What a message says about itself, and what its source said later, in quiet words. Only what we sent is delivered and read. */
export function Marks({ row: { marks, direction } }: { row: Pick<Interaction, 'marks' | 'direction'> }) {
  const { t } = useTranslation('timeline')
  const isTold = (mark: (typeof told)[number]): boolean => {
    if (!marks.includes(mark)) return false
    if (mark === 'delivered') return direction === 'out' && !marks.includes('read')
    return mark !== 'read' || direction === 'out'
  }
  const words = told.filter(isTold).map(mark => t(`mark.${mark}`))
  return words.length > 0 && <span className="text-12 text-ink-3">{words.join(' · ')}</span>
}

/** How a text looks that is no longer what was meant. */
export function textLook(marks: readonly Mark[]): string {
  if (marks.includes('corrected')) return 'text-ink-3 line-through'
  return marks.includes('deleted') ? 'text-ink-3 italic' : ''
}

/** Theirs: at the edge, on a tint. Ours: moved in, on the plain page. */
export function sideLook(direction: Interaction['direction']): string {
  return direction === 'in' ? 'me-6 bg-theirs two:me-10' : 'ms-6 two:ms-10'
}
