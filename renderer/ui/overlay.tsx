import { Ellipsis, type LucideIcon, X } from 'lucide-react'
import { cloneElement, type ReactElement, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { Dialog as AriaDialog, Popover as AriaPopover, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from '../i18n/use-translation.ts'
import { Button, IconButton } from './button.tsx'
import { Banner } from './states.tsx'

interface DialogProps {
  isOpen: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons, the primary one last. */
  footer?: ReactNode
  wide?: boolean
}

interface InFrontProps extends Pick<DialogProps, 'isOpen' | 'onClose' | 'children'> {
  /** Its width, as a class. */
  width: string
  /** What it is called where no heading says so. */
  label?: string
}

/** In front of everything else, which can be reached again once it is closed: by Escape, or a press outside. */
export function InFront({ isOpen, onClose, width, label, children }: InFrontProps) {
  const inside = useRef<HTMLElement>(null)
  // A button that is gone with what it did takes the focus with it: from nowhere Escape does not close, and keys act on what is behind. A popover
  // that closes gives it back first, within the same frame.
  useEffect(() => {
    if (!isOpen) return
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) inside.current?.focus()
    })
    return () => cancelAnimationFrame(frame)
  })
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={open => {
        if (!open) onClose()
      }}
      isDismissable
      className="fixed inset-0 z-40 flex items-start justify-center bg-scrim px-4 pt-[10vh] pb-4 transition-opacity data-[entering]:opacity-0 data-[exiting]:opacity-0"
    >
      <Modal className={`flex max-h-full w-full flex-col overflow-hidden rounded-3 bg-raised shadow-overlay ${width}`}>
        <AriaDialog ref={inside} {...(label !== undefined && { 'aria-label': label })} className="flex min-h-0 flex-col outline-none">
          <Focused>{children}</Focused>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** Focuses what asks for it once the dialog keeps the focus: as it is drawn, a drawer behind it would take it back. */
function Focused({ children }: { children: ReactNode }) {
  const around = useRef<HTMLDivElement>(null)
  useEffect(() => around.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [])
  return (
    <div ref={around} className="contents">
      {children}
    </div>
  )
}

/** Escape and a press outside close it. */
export function Dialog({ isOpen, onClose, title, children, footer, wide = false }: DialogProps) {
  const { t } = useTranslation('ui')
  return (
    <InFront isOpen={isOpen} onClose={onClose} width={wide ? 'max-w-180' : 'max-w-120'}>
      <header className="flex items-start justify-between gap-4 py-3 ps-5 pe-3">
        <Heading slot="title" className="line-clamp-3 min-w-0 pt-1 text-15 font-strong wrap-anywhere">
          {title}
        </Heading>
        <IconButton icon={X} label={t('close')} onPress={onClose} />
      </header>
      <div className="min-h-0 overflow-auto px-5 pb-4">{children}</div>
      {footer && <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>}
    </InFront>
  )
}

interface AskDialogProps extends Omit<DialogProps, 'isOpen' | 'footer'> {
  /** What its main button says. */
  act: string
  onAct: () => void
  /** Something is missing, or it is being done. */
  isDisabled?: boolean
  /** Nothing has to be given first: Enter does it. */
  autoFocus?: boolean
  /** Why it was not done. */
  failure?: string | undefined
  /** At the other end of the buttons. */
  aside?: ReactNode
}

/** Asks before something is done: one button does it, the other leaves everything as it is. */
export function AskDialog({ act, onAct, isDisabled = false, autoFocus = false, failure, aside, children, ...dialog }: AskDialogProps) {
  const { t } = useTranslation('ui')
  return (
    <Dialog
      {...dialog}
      isOpen
      footer={
        <>
          {aside && <span className="grow">{aside}</span>}
          <Button look="quiet" onPress={dialog.onClose}>
            {t('cancel')}
          </Button>
          <Button look="primary" autoFocus={autoFocus} isDisabled={isDisabled} onPress={onAct}>
            {act}
          </Button>
        </>
      }
    >
      {failure !== undefined && (
        <div className="mb-4">
          <Banner tone="failure">{failure}</Banner>
        </div>
      )}
      {children}
    </Dialog>
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
          <AriaDialog {...(label !== undefined && { 'aria-label': label })} className="p-3 outline-none">
            {typeof children === 'function' ? children(() => setOpen(false)) : children}
          </AriaDialog>
        </AriaPopover>
      )}
    </>
  )
}

interface Act {
  label: string
  icon?: LucideIcon
  run: () => void
}

/** What can be done with one thing, behind three dots. */
export function ActMenu({ label, acts }: { label: string; acts: readonly Act[] }) {
  return (
    <Popover label={label} trigger={<IconButton small icon={Ellipsis} label={label} placement="left" />}>
      {hide => (
        <div className="-m-2 flex flex-col">
          {acts.map(({ label: act, run, ...look }) => (
            <span key={act} className="flex *:grow *:justify-start">
              <Button
                {...look}
                look="quiet"
                onPress={() => {
                  hide()
                  run()
                }}
              >
                {act}
              </Button>
            </span>
          ))}
        </div>
      )}
    </Popover>
  )
}
