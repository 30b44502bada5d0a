import type { ReactNode } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { Pick } from '../../customers/Pick.tsx'

export interface Choice {
  key: string
  /** What typing is compared with. */
  text: string
  content: ReactNode
  run: () => void
}

interface PickDialogProps {
  /** What is asked. */
  title: string
  choices: readonly { heading?: string; choices: readonly Choice[] }[]
  typed: string
  onType: (typed: string) => void
  nothing: string
  /** False while there may be more to choose from: Enter waits for that. */
  settled?: boolean
  onClose: () => void
}

/** One of some, by a few letters: opened by a key, taken with Enter, left with Escape. */
export function PickDialog({ title, choices, typed, onType, nothing, settled = true, onClose }: PickDialogProps) {
  const wanted = plain(typed)
  return (
    <ModalOverlay
      isOpen
      onOpenChange={open => {
        if (!open) onClose()
      }}
      isDismissable
      className="fixed inset-0 z-40 flex items-start justify-center bg-scrim px-4 pt-[12vh] transition-opacity data-[entering]:opacity-0 data-[exiting]:opacity-0"
    >
      <Modal className="w-full max-w-120 overflow-hidden rounded-3 bg-raised shadow-overlay">
        <Dialog aria-label={title} className="outline-none">
          <Pick
            label={title}
            results={title}
            placeholder={title}
            typed={typed}
            onType={onType}
            settled={settled}
            nothing={nothing}
            groups={choices.map(({ heading, choices: all }) => ({
              ...(heading !== undefined && { heading }),
              offers: all.filter(({ text }) => plain(text).includes(wanted)),
            }))}
          />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
