import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { fuzzyFilter } from '../commands/fuzzy.ts'
import { commandsNow } from '../commands/registry.ts'
import { goTo } from '../state/place.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Keys } from '../ui/keys.tsx'

/** Anything by a few letters: customers and commands. */
export function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('frame')
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={open => {
        if (!open) onClose()
      }}
      isDismissable
      className="fixed inset-0 z-40 flex items-start justify-center bg-scrim px-4 pt-[12vh] transition-opacity data-[entering]:opacity-0 data-[exiting]:opacity-0"
    >
      <Modal className="w-full max-w-140 overflow-hidden rounded-3 bg-raised shadow-overlay">
        <Dialog aria-label={t('command.palette')} className="outline-none">
          <PaletteContent onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

interface Offer {
  key: string
  content: ReactNode
  run: () => void
}

function PaletteContent({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('frame')
  const id = useId()
  const [typed, setTyped] = useState('')
  const [index, setIndex] = useState(0)
  const [entered, setEntered] = useState(false)
  // Taken once: with the dialog in front, the commands behind it do not change.
  const [commands] = useState(() => commandsNow().filter(command => !command.keyOnly))
  const text = typed.trim()
  const customers = useQuery({
    ...api.customers.list.queryOptions({ input: { text, limit: 8 } }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  })
  const people: Offer[] = (text === '' ? [] : (customers.data?.rows ?? [])).map(({ id: customer, name }) => ({
    key: `customer ${customer}`,
    run: () => goTo({ at: 'customers', customer }),
    content: (
      <>
        <Avatar name={name} />
        <bdi className="min-w-0 grow truncate text-left">{name}</bdi>
      </>
    ),
  }))
  const acts: Offer[] = fuzzyFilter(typed, commands, command => command.label).map(({ id: key, label, shortcut, run }) => ({
    key,
    run,
    content: (
      <>
        <span className="min-w-0 grow truncate">{label}</span>
        {shortcut && <Keys keys={shortcut} />}
      </>
    ),
  }))
  const offers = [...people, ...acts]
  const active = Math.min(index, offers.length - 1)
  const choose = (offer: Offer | undefined): void => {
    if (!offer) return
    onClose()
    offer.run()
  }
  // Enter may come before the customers of the last letter do: what it means is known when they are here.
  const settled = text === '' || !customers.isFetching
  useEffect(() => {
    if (!entered || !settled) return
    setEntered(false)
    choose(offers[active])
  })
  const optionId = (at: number): string => `${id}-${at}`
  const group = (heading: string, members: Offer[], from: number): ReactNode =>
    members.length > 0 && (
      // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
      <div role="group" aria-labelledby={`${id}-${heading}`}>
        <div id={`${id}-${heading}`} role="presentation" className="px-2.5 pt-1 pb-1.5 text-12 font-strong text-ink-2">
          {heading}
        </div>
        {members.map((offer, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text field has the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the text field keeps the focus and points here
          <div
            key={offer.key}
            ref={element => {
              if (from + at === active) element?.scrollIntoView({ block: 'nearest' })
            }}
            id={optionId(from + at)}
            role="option"
            aria-selected={from + at === active}
            className={`flex h-9 items-center gap-2.5 rounded-2 px-2.5 ${from + at === active ? 'bg-selected' : 'hover:bg-hover'}`}
            onClick={() => choose(offer)}
          >
            {offer.content}
          </div>
        ))}
      </div>
    )

  return (
    <>
      <input
        // biome-ignore lint/a11y/noAutofocus: the palette is opened to type
        autoFocus
        role="combobox"
        aria-label={t('command.palette')}
        aria-expanded={offers.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? optionId(active) : undefined}
        placeholder={t('palette.placeholder')}
        value={typed}
        onChange={event => {
          setTyped(event.target.value)
          setIndex(0)
        }}
        onKeyDown={event => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'ArrowDown') setIndex((active + 1) % Math.max(1, offers.length))
          else if (event.key === 'ArrowUp') setIndex((active - 1 + offers.length) % Math.max(1, offers.length))
          else if (event.key === 'Enter') setEntered(true)
          else return
          event.preventDefault()
        }}
        className="h-12 w-full border-b border-line bg-transparent px-5 text-15 outline-none"
      />
      <div id={id} role="listbox" aria-label={t('palette.results')} className="max-h-[50vh] overflow-auto p-2">
        {group(t('place.customers'), people, 0)}
        {group(t('palette.commands'), acts, people.length)}
      </div>
      {offers.length === 0 && (
        <p role="status" className="px-5 pb-6 text-center text-ink-2">
          {t('palette.nothing', { text })}
        </p>
      )}
    </>
  )
}
