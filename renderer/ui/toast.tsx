import { X } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect } from 'react'
import {
  Button as AriaButton,
  UNSTABLE_Toast as AriaToast,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { useTranslation } from '../i18n/use-translation.ts'
import { SlotIconButton } from './button.tsx'

interface Notice {
  text: ReactNode
  /** Offers "Undo" and takes the notice away when pressed. */
  undo?: () => void
}

const queue = new ToastQueue<Notice>({ maxVisibleToasts: 3 })

/**
 * Says that something was done; read aloud politely. Gone after 6 s, 12 s when it can be undone. For failures that need an act
 * use a Banner. Returns the way to take it away before.
 */
export function toast(notice: Notice): () => void {
  const key = queue.add(notice, { timeout: notice.undo ? 12_000 : 6_000 })
  return () => queue.close(key)
}

/** Takes back what no longer applies (another workspace is open). */
export function clearToasts(): void {
  queue.clear()
}

/** How high what stands at the window's foot is, px. It changes with every customer opened, mostly while there is nothing to keep above it. */
let footHeight = 0
let region: HTMLElement | null = null

function lift(height: number): void {
  footHeight = height
  if (region) region.style.marginBottom = `${height}px`
}

function keepRegion(element: HTMLElement | null): void {
  region = element
  lift(footHeight)
}

/** Keeps notices above this element at the window's foot, whose controls they would cover. */
export function useBelowToasts(foot: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = foot.current
    if (!element) return
    const size = new ResizeObserver(() => lift(element.offsetHeight))
    size.observe(element)
    return () => {
      size.disconnect()
      lift(0)
    }
  }, [foot])
}

export function Toasts() {
  const { t } = useTranslation('ui')
  return (
    <ToastRegion
      queue={queue}
      aria-label={t('notices')}
      ref={keepRegion}
      className="fixed inset-x-4 bottom-4 max-two:bottom-14 z-50 mx-auto flex w-fit max-w-full flex-col gap-2 outline-none"
    >
      {({ toast: shown }) => (
        <AriaToast toast={shown} className="flex items-center gap-3 rounded-2 bg-ink py-1.5 ps-4 pe-1.5 text-13 text-canvas">
          <ToastContent className="min-w-0 grow py-1 wrap-anywhere">
            <Text slot="title">{shown.content.text}</Text>
          </ToastContent>
          {shown.content.undo && (
            <AriaButton
              className="h-6 shrink-0 rounded-1 px-2 font-strong underline underline-offset-2 data-[hovered]:bg-canvas/15"
              onPress={() => {
                shown.content.undo?.()
                queue.close(shown.key)
              }}
            >
              {t('undo')}
            </AriaButton>
          )}
          <span className="contents [&_button]:text-canvas [&_button:hover]:bg-canvas/15">
            <SlotIconButton slot="close" icon={X} label={t('dismiss')} />
          </span>
        </AriaToast>
      )}
    </ToastRegion>
  )
}
