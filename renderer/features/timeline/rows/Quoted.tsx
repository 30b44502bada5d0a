import type { ReactNode } from 'react'
import { type Quote, quotesIn } from '#shared/timeline/quotes.ts'
import { Said } from './parts.tsx'

/** What a mail repeats of those before it: a bar for each level in place of its signs. */
export function Quoted({ text, active }: { text: string; active: boolean }) {
  return (
    <div tabIndex={active ? 0 : -1} className="max-h-96 overflow-auto text-13 text-ink-2 leading-read">
      <Bar>
        <Pieces quotes={quotesIn(text)} />
      </Bar>
    </div>
  )
}

function Bar({ children }: { children: ReactNode }) {
  return <div className="not-first:mt-1.5 border-line-strong/60 border-s-2 ps-3">{children}</div>
}

function Pieces({ quotes }: { quotes: readonly Quote[] }) {
  return quotes.map((quote, index) =>
    typeof quote === 'string' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
      <Said key={index} text={quote} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Bar key={index}>
        <Pieces quotes={quote} />
      </Bar>
    ),
  )
}
