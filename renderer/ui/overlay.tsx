import { X } from 'lucide-react'
import { cloneElement, type ReactElement, type ReactNode, useMemo, useRef, useState } from 'react'
import { Dialog as AriaDialog, Popover as AriaPopover, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from '../i18n/use-translation.ts'
import { IconButton } from './button.tsx'

interface DialogProps {
  isOpen: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons, the primary one last. */
  footer?: ReactNode
  wide?: boolean
}

/** Escape and a press outside close it. */
export function Dialog({ isOpen, onClose, title, children, footer, wide = false }: DialogProps) {
  const { t } = useTranslation('ui')
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={open => {
        if (!open) onClose()
      }}
      isDismissable
      className="fixed inset-0 z-40 flex items-start justify-center bg-scrim px-4 pt-[10vh] pb-4 transition-opacity data-[entering]:opacity-0 data-[exiting]:opacity-0"
    >
      <Modal
        className={`flex max-h-full w-full flex-col overflow-hidden rounded-3 bg-raised shadow-overlay ${wide ? 'max-w-180' : 'max-w-120'}`}
      >
        <AriaDialog className="flex min-h-0 flex-col outline-none">
          <header className="flex items-center justify-between gap-4 py-3 ps-5 pe-3">
            <Heading slot="title" className="min-w-0 truncate text-15 font-strong">
              {title}
            </Heading>
            <IconButton icon={X} label={t('close')} onPress={onClose} />
          </header>
          <div className="min-h-0 overflow-auto px-5 pb-4">{children}</div>
          {footer && <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

interface PopoverProps {
  /** Read aloud when it opens. */
  label: string
  /** A Button or IconButton. */
  trigger: ReactElement<{ onPress?: () => void; 'aria-expanded'?: boolean }>
  children: ReactNode | ((close: () => void) => ReactNode)
}

/** Until it is opened first it is nothing but its trigger. */
export function Popover({ label, trigger, children }: PopoverProps) {
  const [isOpen, setOpen] = useState(false)
  const [used, setUsed] = useState(false)
  const around = useRef<HTMLSpanElement>(null)
  const triggerRef = useMemo(
    () => ({
      get current() {
        return around.current?.firstElementChild ?? null
      },
    }),
    [],
  )
  const open = (): void => {
    setUsed(true)
    setOpen(now => !now)
  }
  return (
    <>
      <span ref={around} className="contents">
        {cloneElement(trigger, { onPress: open, 'aria-expanded': isOpen })}
      </span>
      {used && (
        <AriaPopover
          isOpen={isOpen}
          onOpenChange={setOpen}
          triggerRef={triggerRef}
          offset={4}
          className="overlay-motion max-w-96 overflow-auto rounded-2 bg-raised shadow-overlay"
        >
          <AriaDialog aria-label={label} className="p-3 outline-none">
            {typeof children === 'function' ? children(() => setOpen(false)) : children}
          </AriaDialog>
        </AriaPopover>
      )}
    </>
  )
}
