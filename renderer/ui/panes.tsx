import { ArrowLeft, PanelRight, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from '../i18n/use-translation.ts'
import { IconButton } from './button.tsx'

interface Side {
  label: string
  content: ReactNode
}

interface PanesProps {
  /** Widths are remembered under this name. */
  name: string
  /** Absent: the middle one is all there is, with the right one beside it. */
  left?: Side | undefined
  middle: Side
  /** Absent: there is nothing to show there yet. */
  right?: Side | undefined
  /** On a narrow window, whether the middle pane is in front of the left one. */
  inMiddle?: boolean
  onBack?: () => void
}

type Layout = 'one' | 'two' | 'three'

const limits = { left: { min: 220, max: 480, first: 320 }, right: { min: 240, max: 480, first: 320 } } as const
type Edge = keyof typeof limits

function layoutNow(): Layout {
  return innerWidth < 640 ? 'one' : innerWidth < 900 ? 'two' : 'three'
}

/** How many panes the window has room for. */
export function useLayout(): Layout {
  const [layout, setLayout] = useState(layoutNow)
  useEffect(() => {
    const update = (): void => setLayout(layoutNow())
    addEventListener('resize', update)
    return () => removeEventListener('resize', update)
  }, [])
  return layout
}

function remembered(name: string, edge: Edge): number {
  const width = Number(localStorage.getItem(`hilo.width.${name}.${edge}`))
  const { min, max, first } = limits[edge]
  return width >= min && width <= max ? width : first
}

/**
 * Two or three panes side by side. Of three, the right one folds into a drawer under 900 px, and the left or the middle one fills the window
 * under 640 px; of two, the right one folds there. Every pane is a region named after its label and takes part in F6 (see commands/panes.ts).
 */
export function ResizablePanes({ name, left, middle, right, inMiddle = true, onBack }: PanesProps) {
  const { t } = useTranslation('ui')
  const layout = useLayout()
  const [widths, setWidths] = useState({ left: remembered(name, 'left'), right: remembered(name, 'right') })
  const [drawer, setDrawer] = useState(false)
  const resize = (edge: Edge, width: number): void => {
    const { min, max } = limits[edge]
    const next = Math.round(Math.min(max, Math.max(min, width)))
    localStorage.setItem(`hilo.width.${name}.${edge}`, String(next))
    setWidths(now => ({ ...now, [edge]: next }))
  }
  const narrow = layout === 'one'
  const beside = left ? layout === 'three' : !narrow
  const folded = !beside && right !== undefined
  const drawerButton = folded && <IconButton icon={PanelRight} label={right.label} onPress={() => setDrawer(true)} />

  return (
    <div className="flex h-full min-w-0 grow">
      {left && (!narrow || !inMiddle) && (
        <section
          aria-label={left.label}
          data-pane="left"
          tabIndex={-1}
          className="flex min-w-0 shrink-0 flex-col bg-side outline-none"
          style={{ width: narrow ? '100%' : Math.min(widths.left, innerWidth * 0.45) }}
        >
          {left.content}
        </section>
      )}
      {left && !narrow && (
        <Handle edge="left" label={t('resize', { pane: left.label })} width={widths.left} onResize={width => resize('left', width)} />
      )}
      {(!narrow || inMiddle) && (
        <section
          aria-label={middle.label}
          data-pane="middle"
          tabIndex={-1}
          className="relative flex min-w-0 grow basis-0 flex-col bg-canvas outline-none"
        >
          {left && narrow && (
            <div className="flex h-10 shrink-0 items-center justify-between border-b border-line px-2">
              <IconButton icon={ArrowLeft} label={t('back')} onPress={onBack} />
              {drawerButton}
            </div>
          )}
          {/* Alone, the button takes no row of its own: the header of what is there makes room in its first line. */}
          {!(left && narrow) && folded && <div className="absolute end-2 top-2 z-10">{drawerButton}</div>}
          <div className={`flex min-h-0 grow flex-col ${!(left && narrow) && folded ? '[&>header>:first-child]:pe-9' : ''}`}>
            {middle.content}
          </div>
        </section>
      )}
      {right && beside && (
        <>
          <Handle edge="right" label={t('resize', { pane: right.label })} width={widths.right} onResize={width => resize('right', width)} />
          <section
            aria-label={right.label}
            data-pane="right"
            tabIndex={-1}
            className="flex min-w-0 shrink-0 flex-col bg-canvas outline-none"
            style={{ width: widths.right }}
          >
            {right.content}
          </section>
        </>
      )}
      {folded && (
        <ModalOverlay
          isOpen={drawer}
          onOpenChange={setDrawer}
          isDismissable
          className="fixed inset-0 z-30 flex justify-end bg-scrim transition-opacity data-[entering]:opacity-0 data-[exiting]:opacity-0"
        >
          <Modal className="flex h-full w-80 max-w-full flex-col bg-canvas shadow-overlay">
            <Dialog aria-label={right.label} className="flex min-h-0 grow flex-col outline-none">
              <div className="flex h-10 shrink-0 items-center justify-end border-b border-line px-2">
                <IconButton icon={X} label={t('close')} onPress={() => setDrawer(false)} />
              </div>
              <div className="flex min-h-0 grow flex-col">{right.content}</div>
            </Dialog>
          </Modal>
        </ModalOverlay>
      )}
    </div>
  )
}

interface HandleProps {
  edge: Edge
  label: string
  width: number
  onResize: (width: number) => void
}

const STEP = 16

/** The hairline between two panes: dragged, or moved with the arrow keys; a double press puts the first width back. */
function Handle({ edge, label, width, onResize }: HandleProps) {
  const start = useRef<{ x: number; width: number } | undefined>(undefined)
  const outward = edge === 'left' ? 1 : -1
  const { min, max, first } = limits[edge]
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves is a widget, not a rule
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      className="relative z-10 w-px shrink-0 cursor-col-resize bg-line after:absolute after:inset-y-0 after:-inset-x-1 hover:bg-line-strong focus-visible:bg-accent"
      onDoubleClick={() => onResize(first)}
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width }
      }}
      onPointerMove={event => {
        if (start.current) onResize(start.current.width + (event.clientX - start.current.x) * outward)
      }}
      onPointerUp={() => {
        start.current = undefined
      }}
      onPointerCancel={() => {
        start.current = undefined
      }}
      onKeyDown={event => {
        const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
        if (direction !== 0) onResize(width + direction * outward * STEP)
        else if (event.key === 'Home') onResize(min)
        else if (event.key === 'End') onResize(max)
        else return
        event.preventDefault()
      }}
    />
  )
}
