import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { CornerDownLeft } from 'lucide-react'
import { useState } from 'react'
import { Autocomplete, Dialog, Header, Input, Menu, MenuItem, MenuSection, Modal, ModalOverlay, SearchField } from 'react-aria-components'
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

const row = 'flex h-9 items-center gap-2.5 rounded-2 px-2.5 text-13 outline-none data-[focused]:bg-selected'

function PaletteContent({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('frame')
  const [typed, setTyped] = useState('')
  // Taken once: with the dialog in front, the commands behind it do not change.
  const [commands] = useState(() => commandsNow().filter(command => !command.keyOnly))
  const text = typed.trim()
  const customers = useQuery({
    ...api.customers.list.queryOptions({ input: { text, limit: 8 } }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  })
  const found = text === '' ? [] : (customers.data?.rows ?? [])
  const offered = fuzzyFilter(typed, commands, command => command.label)
  const pickAnd = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <SearchField aria-label={t('command.palette')} autoFocus className="border-b border-line">
        <Input
          placeholder={t('palette.placeholder')}
          className="h-12 w-full bg-transparent px-5 text-15 outline-none [&::-webkit-search-cancel-button]:hidden"
        />
      </SearchField>
      <Menu
        aria-label={t('palette.results')}
        className="max-h-[50vh] overflow-auto p-2 outline-none"
        renderEmptyState={() => <p className="px-3 py-6 text-center text-ink-2">{t('palette.nothing', { text })}</p>}
      >
        {found.length > 0 && (
          <MenuSection>
            <Header className="px-2.5 pt-1 pb-1.5 text-12 font-strong text-ink-2">{t('place.customers')}</Header>
            {found.map(customer => (
              <MenuItem
                key={customer.id}
                id={`customer ${customer.id}`}
                textValue={customer.name}
                className={row}
                onAction={pickAnd(() => goTo({ at: 'customers', customer: customer.id }))}
              >
                <Avatar name={customer.name} />
                <span dir="auto" className="min-w-0 grow truncate">
                  {customer.name}
                </span>
                <CornerDownLeft aria-hidden size={14} className="text-ink-3" />
              </MenuItem>
            ))}
          </MenuSection>
        )}
        {offered.length > 0 && (
          <MenuSection>
            <Header className="px-2.5 pt-1 pb-1.5 text-12 font-strong text-ink-2">{t('palette.commands')}</Header>
            {offered.map(command => (
              <MenuItem key={command.id} id={command.id} textValue={command.label} className={row} onAction={pickAnd(command.run)}>
                <span className="min-w-0 grow truncate">{command.label}</span>
                {command.shortcut && <Keys keys={command.shortcut} />}
              </MenuItem>
            ))}
          </MenuSection>
        )}
      </Menu>
    </Autocomplete>
  )
}
