import { useQuery } from '@tanstack/react-query'
import type { Interaction } from '#shared/contract/timeline.ts'
import { api } from '../../../api/client.ts'
import { SaidOfThem } from './Mentions.tsx'

/** A text longer than this begins folded. */
const LONG = { characters: 900, lines: 12 }
/** One longer than this scrolls in a box of its own. */
const BOXED = 20_000

export function isLong(row: Interaction): boolean {
  return row.cut || row.text.length > LONG.characters || row.text.split('\n', LONG.lines + 1).length > LONG.lines
}

interface TextProps {
  row: Interaction
  /** All of it; what the page left out is fetched. */
  whole: boolean
  /** Shows only the first lines of a long one. */
  clamp?: boolean
  active: boolean
  className?: string
}

/** What was said. */
export function Text({ row, whole, clamp = false, active, className = '' }: TextProps) {
  if (whole && row.cut) return <Whole row={row} active={active} />
  const clamped = clamp && !whole && isLong(row)
  return (
    <div {...(clamped && { 'data-clamped': '' })} className="min-w-0 grow">
      <SaidOfThem row={row} text={row.text} active={active} className={`leading-read ${clamped ? 'line-clamp-[10]' : ''} ${className}`} />
    </div>
  )
}

function Whole({ row, active }: { row: Interaction; active: boolean }) {
  const { data } = useQuery(api.timeline.get.queryOptions({ input: { id: row.id } }))
  const text = data?.text ?? row.text
  return (
    <div {...(text.length > BOXED && { tabIndex: active ? 0 : -1, className: 'max-h-[70vh] overflow-auto' })}>
      <SaidOfThem row={row} text={text} active={active} className="leading-read" />
    </div>
  )
}
