import { ChevronLeft, ChevronRight } from 'lucide-react'
import { CalendarCell, CalendarGrid, CalendarHeading } from 'react-aria-components'
import { SlotIconButton } from './button.tsx'

/** What stands in a Calendar of React Aria: its month, the ways to the months beside it, and its days. */
export function Month({ before, next }: { before: string; next: string }) {
  return (
    <>
      <div className="flex items-center justify-between pb-2">
        <SlotIconButton slot="previous" icon={ChevronLeft} label={before} />
        <CalendarHeading className="text-13 font-strong" />
        <SlotIconButton slot="next" icon={ChevronRight} label={next} />
      </div>
      <CalendarGrid className="tabular border-separate border-spacing-0.5 text-12 [&_th]:font-regular [&_th]:text-ink-3">
        {date => (
          <CalendarCell
            date={date}
            className="flex size-8 items-center justify-center rounded-2 text-ink outline-none data-[disabled]:text-ink-3/50 data-[focus-visible]:outline-2 data-[focus-visible]:outline-accent data-[hovered]:bg-hover data-[outside-month]:hidden data-[selected]:bg-accent data-[selected]:text-on-accent"
          />
        )}
      </CalendarGrid>
    </>
  )
}
