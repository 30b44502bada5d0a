import { useQueryClient } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import type { CustomerRow as Row } from '#shared/contract/customers.ts'
import { focusPaneNamed } from '../../commands/panes.ts'
import { useCommands } from '../../commands/registry.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo, usePlace } from '../../state/place.ts'
import { useLayout } from '../../ui/panes.tsx'
import { fetchAhead } from '../timeline/data/window.ts'
import { CustomerRow } from './CustomerRow.tsx'
import { useListState } from './list-state.ts'
import { shiftOf } from './shift.ts'

interface RowsProps {
  pages: readonly { rows: Row[] }[]
  /** Changes when the list is a different one, not the same one refreshed. */
  filterKey: string
  /** Of one row, in pixels. */
  height: number
  hasMore: boolean
  onMore: () => void
}

export function Rows({ pages, filterKey, height, hasMore, onMore }: RowsProps) {
  const { t } = useTranslation('customers')
  const narrow = useLayout() === 'one'
  const selected = usePlace(now => now.customer)
  const pointedAt = useListState(now => now.active)
  // Side by side with the timeline the keys are on the customer it shows; alone, the list has a place of its own.
  const active = narrow ? (pointedAt ?? selected) : (selected ?? pointedAt)
  const scroller = useRef<HTMLDivElement>(null)
  const hovered = useRef(false)
  const rows = useMemo(() => withoutDoubles(pages), [pages])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    paddingStart: 4,
    paddingEnd: 4,
    getItemKey: index => rows[index]?.id ?? index,
  })
  const items = virtual.getVirtualItems()

  const lastIndex = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && lastIndex >= rows.length - 20) onMore()
  }, [hasMore, lastIndex, rows.length, onMore])

  // New activity reorders the list. Whoever reads or points at a row must not lose it; at rest at the top, news simply comes in.
  const before = useRef({ ids: rows.map(row => row.id), filterKey })
  useLayoutEffect(() => {
    const element = scroller.current
    const ids = rows.map(row => row.id)
    const { ids: idsBefore, filterKey: filterBefore } = before.current
    before.current = { ids, filterKey }
    if (!element) return
    if (filterBefore !== filterKey) {
      element.scrollTop = 0
      return
    }
    if (!hovered.current && element.scrollTop === 0) return
    const first = Math.floor(element.scrollTop / height)
    const visible = idsBefore.slice(first, first + Math.ceil(element.clientHeight / height))
    const shift = shiftOf(visible, idsBefore, ids)
    if (shift !== 0) element.scrollTop += shift * height
  }, [rows, filterKey, height])

  const activeIndex = rows.findIndex(row => row.id === active)
  const wanted = useRef(activeIndex)
  useEffect(() => {
    // On arrival (back from the timeline of a narrow window, or by a link) the row is brought into view once.
    if (wanted.current > 0) virtual.scrollToIndex(wanted.current)
  }, [virtual])

  const queries = useQueryClient()
  const below = rows[activeIndex + 1]?.id
  const above = rows[activeIndex - 1]?.id
  useEffect(() => {
    // A key away: there before it is pressed.
    if (narrow || selected === undefined || selected !== active) return
    let after: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      // Asking takes time too, which belongs to the one shown until they are painted.
      after = setTimeout(() => {
        for (const id of [below, above]) if (id !== undefined) fetchAhead(queries, id)
      })
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(after)
    }
  }, [queries, narrow, selected, active, below, above])

  const firstId = rows[0]?.id
  useEffect(() => {
    // Side by side there is room for somebody's timeline: the newest one's, until another is chosen.
    if (!narrow && selected === undefined && firstId !== undefined) goTo({ at: 'customers', customer: firstId }, true)
  }, [narrow, selected, firstId])

  const moveTo = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
    if (!row) return
    useListState.setState({ active: row.id })
    virtual.scrollToIndex(rows.indexOf(row))
    if (!narrow) goTo({ at: 'customers', customer: row.id }, true)
  }
  const open = (id: number | undefined): void => {
    if (id === undefined) return
    useListState.setState({ active: id })
    if (id !== usePlace.getState().customer) goTo({ at: 'customers', customer: id })
    focusPaneNamed('middle')
  }
  const step = (by: number): void => moveTo(activeIndex < 0 ? 0 : activeIndex + by)
  useCommands([
    { id: 'customers.next', label: t('command.next'), group: t('title'), shortcut: 'j', run: () => step(1), keyOnly: true },
    { id: 'customers.before', label: t('command.before'), group: t('title'), shortcut: 'k', run: () => step(-1), keyOnly: true },
    { id: 'customers.open', label: t('command.open'), group: t('title'), shortcut: 'Enter', run: () => open(active), keyOnly: true },
  ])

  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label={t('title')}
      aria-activedescendant={activeIndex >= 0 && items.some(item => item.index === activeIndex) ? `customer-${active}` : undefined}
      tabIndex={0}
      data-pane-focus
      className="h-full overflow-auto -outline-offset-2 [overflow-anchor:none]"
      onPointerEnter={() => {
        hovered.current = true
      }}
      onPointerLeave={() => {
        hovered.current = false
      }}
      onKeyDown={event => {
        if (event.ctrlKey || event.metaKey || event.altKey) return
        const rowsOnScreen = Math.floor(event.currentTarget.clientHeight / height)
        if (event.key === 'ArrowDown') step(1)
        else if (event.key === 'ArrowUp') step(-1)
        else if (event.key === 'PageDown') step(rowsOnScreen)
        else if (event.key === 'PageUp') step(-rowsOnScreen)
        else if (event.key === 'Home') moveTo(0)
        else if (event.key === 'End') moveTo(rows.length - 1)
        else if (event.key === 'Enter') open(active)
        else return
        event.preventDefault()
      }}
    >
      <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(item => {
          const row = rows[item.index]
          return (
            row && (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list box has the keys
              // biome-ignore lint/a11y/useFocusableInteractive: the list box has the focus and points here
              <div
                key={item.key}
                id={`customer-${row.id}`}
                role="option"
                aria-selected={row.id === selected}
                aria-posinset={item.index + 1}
                aria-setsize={hasMore ? -1 : rows.length}
                className="absolute inset-x-1 top-0"
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                onClick={() => {
                  useListState.setState({ active: row.id })
                  goTo({ at: 'customers', customer: row.id })
                }}
              >
                <CustomerRow row={row} selected={row.id === selected} active={row.id === active} />
              </div>
            )
          )
        })}
      </div>
    </div>
  )
}

/** A customer who moved up between two page requests comes in both; the first one counts. */
function withoutDoubles(pages: readonly { rows: Row[] }[]): Row[] {
  const seen = new Set<number>()
  return pages.flatMap(({ rows }) => rows.filter(row => !seen.has(row.id) && seen.add(row.id)))
}
