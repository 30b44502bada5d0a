import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import type { MentionView } from '#shared/contract/suggestions.ts'
import type { Interaction } from '#shared/contract/timeline.ts'
import { api } from '../../../api/client.ts'
import { useCommands } from '../../../commands/registry.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Tip } from '../../../ui/tip.tsx'
import { useAddMentioned, useRested } from '../../suggestions/Mentioned.tsx'
import { useView } from '../data/view.ts'
import { Hits, Said } from './parts.tsx'

/** Something that may be an address or a number: most messages hold neither, and nobody asks about them. */
const MAYBE = /@|\d(?:[\s().\-/]{0,3}\d){6}/

interface SaidOfThemProps {
  row: Pick<Interaction, 'id' | 'direction'>
  text: string
  active: boolean
  className: string
}

/** What was said. Behind an address or number that the customer wrote and that is not theirs yet, a press makes it theirs. */
export function SaidOfThem({ row, text, active, className }: SaidOfThemProps) {
  if (row.direction === 'out' || !MAYBE.test(text)) return <Said text={text} className={className} />
  return <WithMentions row={row} text={text} active={active} className={className} />
}

function WithMentions({ row, text, active, className }: SaidOfThemProps) {
  const { customer, wanted } = useView()
  const enabled = useRested(row.id)
  const { data } = useQuery(api.suggestions.mentioned.queryOptions({ input: { customer: customer.id, interaction: row.id }, enabled }))
  const pieces = cut(text, data?.rows ?? [])
  if (pieces.length === 1) return <Said text={text} className={className} />
  return (
    <div dir="auto" className={`whitespace-pre-wrap wrap-anywhere ${className}`}>
      {pieces.map(({ from, to, mention }, index) => (
        <span key={from}>
          <Hits text={text.slice(from, to)} marks={wanted} />
          {mention && <Add mention={mention} active={active} first={index === 0} />}
        </span>
      ))}
    </div>
  )
}

interface PieceOfText {
  from: number
  to: number
  /** What it ends with. */
  mention?: MentionView
}

/** Cuts a text behind the first place of each mention. */
function cut(text: string, mentions: readonly MentionView[]): PieceOfText[] {
  const ends = mentions
    .map(mention => ({ mention, at: text.indexOf(mention.written) + mention.written.length, found: text.includes(mention.written) }))
    .filter(({ found }) => found)
    .sort((a, b) => a.at - b.at)
  const pieces: PieceOfText[] = ends.map(({ mention, at }, index) => ({ from: ends[index - 1]?.at ?? 0, to: at, mention }))
  return [...pieces, { from: ends.at(-1)?.at ?? 0, to: text.length }]
}

function Add({ mention: { value, customer: owner }, active, first }: { mention: MentionView; active: boolean; first: boolean }) {
  const { t } = useTranslation('suggestions')
  const { customer } = useView()
  const { add, adding } = useAddMentioned(customer.id)
  const says = t('add.one', { value, name: customer.name })
  const whole = owner ? `${says} (${t('add.has', { name: owner.name })})` : says
  useCommands([
    {
      id: `timeline.theirs ${value}`,
      label: whole,
      group: t('group'),
      when: () => active && !adding,
      run: () => add(value),
      ...(first && { shortcut: 'Shift+t' }),
    },
  ])
  return (
    <Tip text={whole}>
      <button
        type="button"
        aria-label={whole}
        disabled={adding}
        tabIndex={active ? 0 : -1}
        onClick={() => add(value)}
        className="-my-1 ms-1 inline-flex size-5 items-center justify-center rounded-1 align-middle text-link hover:bg-hover"
      >
        <UserPlus aria-hidden size={14} strokeWidth={1.75} />
      </button>
    </Tip>
  )
}
