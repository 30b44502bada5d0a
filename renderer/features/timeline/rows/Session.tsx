import { ChevronRight } from 'lucide-react'
import type { Interaction } from '#shared/contract/timeline.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { ChannelMark, useChannelWord } from '../../../ui/channel.tsx'
import { useView } from '../data/view.ts'

/** The head of a run of messages: when, how many, and while it is closed what it was about. */
export function Session({ rows, open, tabIndex }: { rows: readonly Interaction[]; open: boolean; tabIndex: 0 | -1 }) {
  const { t } = useTranslation('timeline')
  const word = useChannelWord()
  const { formats, onSession } = useView()
  const [first] = rows
  const last = rows.at(-1)
  if (!first || !last) return null
  const begin = formats.clock(first.occurredAt)
  const end = formats.clock(last.occurredAt)
  const about = (rows.find(row => row.direction === 'in' && row.text !== '') ?? first).text.slice(0, 200)
  return (
    <button
      type="button"
      data-row-focus
      {...(tabIndex === 0 && { 'data-pane-focus': '' })}
      tabIndex={tabIndex}
      aria-expanded={open}
      onClick={() => onSession(first.id, !open)}
      className="group/row flex min-h-10 w-full in-data-[density=compact]:min-h-8 in-data-[density=compact]:py-1 items-center gap-2 rounded-3 border border-line px-3 py-2 text-start text-13 hover:bg-hover"
    >
      <ChannelMark channel={first.channel} silent />
      <span className="tabular shrink-0 font-strong">
        {t('session.when', { channel: word(first.channel), time: begin === end ? begin : `${begin}–${end}` })}
      </span>
      <span className="tabular shrink-0 text-ink-2">{t('session.count', { count: rows.length })}</span>
      {open ? <span className="grow" /> : <bdi className="min-w-0 grow truncate text-ink-3">{about.replace(/\s+/g, ' ')}</bdi>}
      <ChevronRight aria-hidden size={16} className={`shrink-0 text-ink-3 transition-transform ${open ? 'rotate-90' : ''}`} />
    </button>
  )
}
