import { ArrowDownLeft, ArrowUpRight, type LucideIcon } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import type { Interaction } from '#shared/contract/timeline.ts'
import type { Mark } from '#shared/model/interaction.ts'
import { highlight, type Mark as SearchMark } from '#shared/search/mark.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useNow } from '../../../ui/time.tsx'
import { useView } from '../data/view.ts'

const DAY = 24 * 3600_000

/** Customer text: its own direction, its own line breaks, no word too long, what is looked for marked. */
export const Said = memo(function Said({ text, className = '' }: { text: string; className?: string }) {
  const { wanted } = useView()
  return (
    <div dir="auto" className={`whitespace-pre-wrap wrap-anywhere ${className}`}>
      <Hits text={text} marks={wanted} />
    </div>
  )
})

/** The same within a line. */
export function SaidInline({ text, className = '' }: { text: string; className?: string }) {
  const { wanted } = useView()
  return (
    <bdi className={className}>
      <Hits text={text} marks={wanted} />
    </bdi>
  )
}

/** A text with what is looked for marked. */
export function Hits({ text, marks }: { text: string; marks: readonly SearchMark[] }): ReactNode {
  if (marks.length === 0) return text
  let at = 0
  return highlight(text, marks).map(piece => {
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

/**
 * How long ago within a day, later the clock, as a heading says the day. Exact in a tip above it, on hover and while its row has the
 * focus: the row itself never changes its size.
 */
export function When({ at, className = '' }: { at: number; className?: string }) {
  const { formats } = useView()
  const now = useNow()
  const exact = formats.exact(at)
  const fresh = at <= now && now - at < DAY
  return (
    <time
      dateTime={new Date(at).toISOString()}
      className={`group/when tabular relative inline-block shrink-0 whitespace-nowrap text-12 text-ink-3 ${className}`}
    >
      {fresh ? formats.ago(at, now) : formats.clock(at)}
      <span
        role="tooltip"
        className="pointer-events-none invisible absolute end-0 bottom-full z-10 mb-1.5 rounded-1 bg-ink px-2 py-1 text-canvas group-hover/when:visible group-hover/when:delay-500 group-focus-visible/row:visible"
      >
        {exact}
      </span>
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
  'bounced',
  'bounce',
] as const satisfies Mark[]

/** What a message says about itself, and what its source said later, in quiet words. Only what we sent is delivered and read. */
export function Marks({ row: { marks, direction, attachments } }: { row: Pick<Interaction, 'marks' | 'direction' | 'attachments'> }) {
  const { t } = useTranslation('timeline')
  const isTold = (mark: (typeof told)[number]): boolean => {
    if (!marks.includes(mark)) return false
    // The file itself says so where it is named.
    if (mark === 'missing-media') return attachments.every(file => file.held)
    if (mark === 'automatic') return !marks.includes('bounce')
    if (mark === 'delivered') return direction === 'out' && !marks.includes('read') && !marks.includes('bounced')
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

/** Theirs: at the edge, on a tint. Ours: moved in, on the plain page. `wide`: both as wide as they can be. */
export function sideLook(direction: Interaction['direction'], wide: boolean): string {
  const tint = direction === 'in' ? 'bg-theirs' : ''
  if (wide) return tint
  return `${tint} ${direction === 'in' ? 'me-6 two:me-10' : 'ms-6 two:ms-10'}`
}
