import { measureElement, observeElementOffset, type Rect, useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { type MouseEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Interaction } from '#shared/contract/timeline.ts'
import { indexOfInteraction, type TimelineItem } from '#shared/timeline/items.ts'
import type { TimelineWindow } from '#shared/timeline/window.ts'
import { useCommands } from '../../commands/registry.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { attend, togglePicked, useAttention } from '../cases/attention.ts'
import { Ended } from '../cases/Boundary.tsx'
import { type Opened, useView } from './data/view.ts'
import { estimateHeight, isKnown, keepHeight } from './estimate.ts'
import { Row, takesFocus } from './Row.tsx'

/** Where to go: an interaction, once for each target object. */
export interface Target {
  id: number
  /** `top` and `end`: the whole timeline's. `start`: with the headings above it; `row`: without. `auto`: no further than needed. */
  align: 'top' | 'start' | 'row' | 'center' | 'end' | 'auto'
  /** Puts the keys there. */
  focus: boolean
  /** Marks it for a moment. */
  mark: boolean
}

interface ListProps {
  window: TimelineWindow
  items: readonly TimelineItem[]
  opened: ReadonlyMap<number, Opened>
  target: Target | undefined
  /** Some channels are left out, or all but one case. */
  filtered: 'channels' | 'case' | undefined
  /** When the newest interaction of all happened, loaded or not. */
  lastAt: number | undefined
  /** It has been painted: until then only the rows in view are drawn, and those beyond them after that. */
  painted: boolean
  onOpenSession: (id: number) => void
  /** What is at the upper edge now; nothing while the newest are in view. */
  onTop: (id: number | undefined) => void
  onOlder: () => void
  onNewer: () => void
  onOldest: () => void
  onNewest: () => void
}

/** Above the first row: says where the timeline begins, or that more is coming. */
const TOP = 40
const BOTTOM = 24
/** Left above a row moved to by keys: the tip with its exact time stands there. */
const TIP = 28
/** Rows from the edge at which more are asked for. */
const NEAR = 15
/** Rows drawn beyond those in view; at first only as many as may be in view after all, where rows are less high than estimated. */
const OVERSCAN = 8
const FIRST_OVERSCAN = 2
/** Closer to the end than this counts as being there, px. */
const AT_END = 40
const MARKED = 2000
/** Rows around a place jumped to are measured within this time, ms. */
const SETTLING = 700

/** How large the list was last: a new one is drawn in it at once, at its end, and not first empty. */
let room: Rect = { width: 0, height: 0 }

/** Where a list of these begins so that the last is in view, px. */
function endOf(items: readonly TimelineItem[]): number {
  const total = items.reduce((sum, item) => sum + estimateHeight(item), TOP + BOTTOM)
  return room.height === 0 ? 0 : Math.max(0, total - room.height)
}

/** A place it took by itself is no scrolling: nothing is drawn again because of that. */
const observeOffset: typeof observeElementOffset = (virtualizer, onOffset) =>
  observeElementOffset(virtualizer, (offset, moving) => {
    const itself = !virtualizer.isScrolling && Math.abs(offset - (virtualizer.scrollOffset ?? 0)) < 1.5
    onOffset(offset, moving && !itself)
  })

/** The first of the headings and lines that stand right above a row. */
function headOf(items: readonly TimelineItem[], index: number): number {
  let head = index
  while (head > 0 && items[head - 1]?.kind !== 'interaction') head -= 1
  return head
}

function timeOf(item: TimelineItem): number | undefined {
  if (item.kind === 'day') return item.at
  return item.kind === 'interaction' ? item.row.occurredAt : item.kind === 'session' ? item.rows[0]?.occurredAt : undefined
}

/** What an item stands for. */
function rowsOf(item: TimelineItem | undefined): readonly Interaction[] {
  return item?.kind === 'interaction' ? [item.row] : item?.kind === 'session' ? item.rows : []
}

function idOf(item: TimelineItem): number | undefined {
  return item.kind === 'interaction' ? item.row.id : item.kind === 'session' ? item.rows[0]?.id : undefined
}

export function List(props: ListProps) {
  const { window, items, opened, target, filtered, lastAt, painted, onOpenSession, onTop, onOlder, onNewer, onOldest, onNewest } = props
  const { t } = useTranslation('timeline')
  const { formats } = useView()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<string>()
  const [marked, setMarked] = useState<string>()
  const [atEnd, setAtEnd] = useState(true)
  const lastId = window.rows.at(-1)?.id ?? 0
  const [seen, setSeen] = useState({ id: lastId, at: lastAt })
  const wantsFocus = useRef<string | undefined>(undefined)
  const wantsHit = useRef<string | undefined>(undefined)
  const moved = useRef(false)
  const above = useRef(0)
  const before = useRef({ lastId, newer: window.newer })

  const lastFocusable = items.findLastIndex(takesFocus)
  const found = active === undefined ? -1 : items.findIndex(item => item.key === active)
  const activeIndex = found < 0 ? lastFocusable : found

  const openedOf = (item: TimelineItem): Opened | undefined => (item.kind === 'interaction' ? opened.get(item.row.id) : undefined)
  const picked = useAttention(now => now.picked)
  useEffect(() => attend(rowsOf(items[activeIndex])))

  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    getItemKey: index => items[index]?.key ?? index,
    estimateSize: index => estimateHeight(items[index]),
    // Looking at each row as it is put in would lay the page out anew for every one: the observer tells of all of them at once, before they
    // are painted.
    measureElement: (element, entry, instance) => {
      const index = instance.indexFromElement(element)
      if (!entry) return instance.measurementsCache[index]?.size ?? 0
      const height = measureElement(element, entry, instance)
      const item = items[index]
      if (item && !openedOf(item)) keepHeight(item, height, instance.scrollRect?.width)
      return height
    },
    observeElementOffset: observeOffset,
    initialRect: room,
    initialOffset: () => (target ? 0 : endOf(items)),
    anchorTo: 'end',
    // What comes in is followed only by who stands at the newest; a session opened there must not move.
    followOnAppend: !before.current.newer && lastId > before.current.lastId,
    scrollEndThreshold: AT_END,
    scrollPaddingStart: above.current,
    overscan: painted ? OVERSCAN : isKnown(items.at(-1)) ? 0 : FIRST_OVERSCAN,
    paddingStart: TOP,
    paddingEnd: BOTTOM,
    directDomUpdates: true,
    // A transform would give each row a layer of its own to be put together for every frame.
    directDomUpdatesMode: 'position',
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const from = Math.max(0, startIndex - overscan)
      const to = Math.min(count - 1, endIndex + overscan)
      const indexes = Array.from({ length: to - from + 1 }, (_, index) => from + index)
      if (activeIndex >= 0 && activeIndex < from) indexes.unshift(activeIndex)
      if (activeIndex > to && activeIndex < count) indexes.push(activeIndex)
      return indexes
    },
  })

  useEffect(() => {
    before.current = { lastId, newer: window.newer }
  }, [lastId, window.newer])

  // A scroll under way knows its row by index, which means another row once older ones are put before it: aim anew.
  const aim = useRef<{ key: string; align: 'start' | 'center' | 'auto'; until: number } | undefined>(undefined)
  const aimAt = (index: number, align: 'start' | 'center' | 'auto'): void => {
    aim.current = { key: items[index]?.key ?? '', align, until: performance.now() + SETTLING }
    above.current = align === 'auto' ? TIP : 0
    virtualizer.setOptions({ ...virtualizer.options, scrollPaddingStart: above.current })
    virtualizer.scrollToIndex(index, { align })
  }
  const firstKey = items[0]?.key
  // biome-ignore lint/correctness/useExhaustiveDependencies: only rows put before the others matter
  useLayoutEffect(() => {
    virtualizer.cancelScroll()
    if (!aim.current || performance.now() > aim.current.until) return
    const { key, align } = aim.current
    const index = items.findIndex(item => item.key === key)
    if (index >= 0) virtualizer.scrollToIndex(index, { align })
  }, [firstKey])

  useLayoutEffect(() => {
    if (!target && !moved.current) virtualizer.scrollToEnd()
  }, [virtualizer, target])

  const reached = useRef<Target | undefined>(undefined)
  useLayoutEffect(() => {
    if (!target || reached.current === target) return
    const index = indexOfInteraction(items, target.id)
    const item = items[index]
    if (!item) return
    if (item.kind === 'session' && target.align !== 'row') {
      onOpenSession(target.id)
      return
    }
    reached.current = target
    moved.current = true
    if (target.align === 'end') virtualizer.scrollToEnd()
    else if (target.align === 'top') virtualizer.scrollToOffset(0)
    else if (target.align === 'start') aimAt(headOf(items, index), 'start')
    else aimAt(index, target.align === 'row' ? 'start' : target.align)
    if (target.focus) {
      setActive(item.key)
      wantsFocus.current = item.key
    }
    if (target.mark) {
      setMarked(item.key)
      wantsHit.current = item.key
    }
  })

  useEffect(() => {
    if (marked === undefined) return
    const timer = setTimeout(() => setMarked(undefined), MARKED)
    return () => clearTimeout(timer)
  }, [marked])

  const drawn = virtualizer.getVirtualItems()

  /** The day at the upper edge, and which heading of it goes under there. */
  const edgeAt = (offset: number): { at: number; under: string | undefined } | undefined => {
    const first = virtualizer.getVirtualItemForOffset(offset)
    if (!first) return undefined
    const next = items.slice(first.index).find(item => item.kind !== 'switch' && item.kind !== 'case')
    const at = next && timeOf(next)
    return at === undefined ? undefined : { at, under: next?.kind === 'day' && first.start < offset ? next.key : undefined }
  }
  const [edge, setEdge] = useState(() => edgeAt(virtualizer.scrollOffset ?? 0))

  /** Notes what is at both edges: called after every render and every scroll. */
  const lookAround = (): void => {
    const end = virtualizer.isAtEnd(AT_END)
    if (end !== atEnd) setAtEnd(end)
    const offset = scroller.current?.scrollTop ?? 0
    const found = edgeAt(offset)
    if (found && (found.at !== edge?.at || found.under !== edge.under)) setEdge(found)
    const first = virtualizer.getVirtualItemForOffset(offset)
    const row = first && items.slice(first.index).find(item => takesFocus(item))
    onTop(end || !row ? undefined : idOf(row))
  }

  // After every render: the row that was asked for may only now be there, and the edges may have come near.
  useEffect(() => {
    const rowOf = (key: string | undefined) =>
      key === undefined ? null : scroller.current?.querySelector<HTMLElement>(`[data-key="${key}"] [data-row-focus]`)
    const row = rowOf(wantsFocus.current)
    if (row) {
      wantsFocus.current = undefined
      row.focus({ preventScroll: true })
    }
    const hit = rowOf(wantsHit.current)?.querySelector('mark')
    if (hit && !hit.closest('[data-clamped]')) {
      wantsHit.current = undefined
      hit.scrollIntoView({ block: 'nearest' })
    }
    // Until the reader moves, the newest stays in view, whatever is measured, loaded or resized meanwhile.
    if (!moved.current && !target && !virtualizer.isAtEnd(AT_END)) virtualizer.scrollToEnd()
    lookAround()
    room = virtualizer.scrollRect ?? room
    const { range } = virtualizer
    if (!range) return
    if (window.older && range.startIndex < NEAR) onOlder()
    if (window.newer && range.endIndex > items.length - NEAR) onNewer()
  })

  const atNewest = atEnd && !window.newer
  useEffect(() => {
    const next = atNewest ? { id: lastId, at: lastAt } : { id: seen.id, at: seen.at ?? lastAt }
    if (next.id !== seen.id || next.at !== seen.at) setSeen(next)
  }, [atNewest, lastId, lastAt, seen])
  const fresh = useMemo(() => (atNewest ? 0 : window.rows.filter(row => row.id > seen.id).length), [atNewest, window.rows, seen])
  const beyond = window.newer && lastAt !== undefined && seen.at !== undefined && lastAt > seen.at
  const news = beyond ? t('new.some') : fresh > 0 && !window.newer ? t('new.count', { count: fresh }) : undefined

  const step = (by: 1 | -1): void => {
    let index = activeIndex
    let item: TimelineItem | undefined
    do {
      index += by
      item = items[index]
    } while (item && !takesFocus(item))
    if (!item) return
    setActive(item.key)
    wantsFocus.current = item.key
    aimAt(index, 'auto')
  }
  const onMove = (): void => {
    moved.current = true
    aim.current = undefined
  }
  const onPick = (event: MouseEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || !(event.target instanceof Element)) return
    const key = event.target.closest('[data-key]')?.getAttribute('data-key')
    const rows = rowsOf(items.find(item => item.key === key))
    if (rows.length > 0) togglePicked(rows.map(row => row.id))
  }
  const here = (): boolean => scroller.current?.contains(document.activeElement) ?? false
  const group = t('title')
  useCommands([
    { id: 'timeline.next', label: t('command.next'), group, shortcut: 'j', run: () => step(1), when: here, keyOnly: true },
    { id: 'timeline.before', label: t('command.before'), group, shortcut: 'k', run: () => step(-1), when: here, keyOnly: true },
    { id: 'timeline.down', label: t('command.next'), group, shortcut: 'ArrowDown', run: () => step(1), when: here, keyOnly: true },
    { id: 'timeline.up', label: t('command.before'), group, shortcut: 'ArrowUp', run: () => step(-1), when: here, keyOnly: true },
    { id: 'timeline.newest', label: t('command.newest'), group, shortcut: 'End', run: onNewest },
    { id: 'timeline.oldest', label: t('command.oldest'), group, shortcut: 'Home', run: onOldest },
  ])

  return (
    <div className="relative flex min-h-0 grow flex-col">
      <div aria-hidden data-edge-day className="flex h-7 shrink-0 items-center justify-center text-12 text-ink-2">
        {edge && formats.day(edge.at)}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: notes which of the rows in it has the keys, or is picked: `x` does that too */}
      <div
        ref={scroller}
        className="@container-[size] min-h-0 grow overflow-y-auto overflow-x-hidden [overflow-anchor:none]"
        onWheel={onMove}
        onPointerDown={onMove}
        onKeyDown={onMove}
        onScroll={lookAround}
        onClick={onPick}
        onFocus={event => {
          const key = event.target.closest('[data-key]')?.getAttribute('data-key')
          if (key) setActive(key)
        }}
      >
        <div className="relative">
          <p className="absolute inset-x-0 top-3 text-center text-12 text-ink-3">
            {window.older
              ? t('loadingOlder')
              : filtered === 'case'
                ? t('beginningCase')
                : filtered
                  ? t('beginningFiltered')
                  : t('beginning')}
          </p>
          {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by themselves, out of any list's flow */}
          <div role="list" aria-label={t('title')} ref={virtualizer.containerRef} className="relative w-full">
            {drawn.map(({ index, key }) => {
              const item = items[index]
              return (
                item && (
                  // biome-ignore lint/a11y/useSemanticElements: as above
                  <div
                    key={key}
                    role="listitem"
                    aria-setsize={-1}
                    aria-posinset={index + 1}
                    ref={virtualizer.measureElement}
                    data-index={index}
                    data-key={item.key}
                    className="absolute top-0 left-0 w-full px-4"
                  >
                    <div className={`mx-auto ${openedOf(item)?.tall ? '' : 'max-w-[calc(72ch+64px)]'}`}>
                      <Row
                        item={item}
                        opened={openedOf(item)}
                        active={index === activeIndex}
                        marked={item.key === marked}
                        picked={picked.size > 0 && rowsOf(item).some(row => picked.has(row.id))}
                        under={item.key === edge?.under}
                      />
                    </div>
                  </div>
                )
              )
            })}
          </div>
          {!window.newer && <Ended id={window.rows.findLast(row => row.case)?.case?.id} />}
        </div>
      </div>
      <div className="pointer-events-none absolute end-6 bottom-3">
        <div aria-live="polite" className="sr-only">
          {news}
        </div>
        {!atNewest && (
          <span className="pointer-events-auto flex rounded-2 bg-raised shadow-overlay">
            <Button look={news ? 'primary' : 'quiet'} icon={ArrowDown} onPress={onNewest}>
              {news ?? t('newest')}
            </Button>
          </span>
        )}
      </div>
    </div>
  )
}
