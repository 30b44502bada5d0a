import { Bookmark, BookmarkCheck, Pencil, X } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { SavedSearch } from '#shared/contract/search.ts'
import { failureText } from '../../api/failure.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { useRemoveSearch, useSavedSearches, useSaveSearch } from './saved.ts'

/** The searches kept in this workspace: open, rename, remove. Nothing when there are none. */
export function SavedSearches({ onOpen }: { onOpen: (text: string) => void }) {
  const { t } = useTranslation('search')
  const searches = useSavedSearches()
  const remove = useRemoveSearch()
  const [renamed, setRenamed] = useState<SavedSearch>()
  if (searches.length === 0) return null
  return (
    <section aria-labelledby="search-saved" className="flex flex-col gap-1">
      <h2 id="search-saved" className="text-15 font-strong">
        {t('saved.title')}
      </h2>
      <ul className="flex flex-col">
        {searches.map(search => (
          <li key={search.id} className="-mx-2 flex items-center gap-1 rounded-2 hover:bg-hover">
            <AriaButton
              onPress={() => onOpen(search.text)}
              className="flex min-h-9 min-w-0 grow flex-wrap items-center gap-x-4 gap-y-0.5 rounded-2 px-2 py-1.5 text-start text-13"
            >
              <bdi className="w-56 max-w-full shrink-0 truncate">{search.name}</bdi>
              <bdi className="min-w-0 max-w-full truncate text-ink-2">{search.text}</bdi>
            </AriaButton>
            <IconButton small icon={Pencil} label={t('saved.rename', { name: search.name })} onPress={() => setRenamed(search)} />
            <IconButton small icon={X} label={t('saved.remove', { name: search.name })} onPress={() => remove(search)} />
          </li>
        ))}
      </ul>
      {renamed && <NameDialog title={t('saved.renaming')} search={renamed} onClose={() => setRenamed(undefined)} />}
    </section>
  )
}

/** Keeps the search at hand under a name, or says that it is kept and lets go of it. */
export function SaveButton({ text }: { text: string }) {
  const { t } = useTranslation('search')
  const saved = useSavedSearches().find(search => search.text === text.trim())
  const remove = useRemoveSearch()
  const [named, setNamed] = useState<SavedSearch>()
  return (
    <>
      <IconButton
        small
        icon={saved ? BookmarkCheck : Bookmark}
        label={saved ? t('saved.remove', { name: saved.name }) : t('saved.save')}
        isDisabled={text.trim() === ''}
        onPress={() => (saved ? remove(saved) : setNamed({ id: crypto.randomUUID(), name: '', text: text.trim() }))}
      />
      {named && <NameDialog title={t('saved.saving')} search={named} onClose={() => setNamed(undefined)} />}
    </>
  )
}

function NameDialog({ title, search, onClose }: { title: string; search: SavedSearch; onClose: () => void }) {
  const { t } = useTranslation('search')
  const { t: problem } = useTranslation('problems')
  const [name, setName] = useState(search.name)
  const { mutate, error, isPending } = useSaveSearch()
  const save = (): void => {
    if (name.trim() !== '') mutate({ ...search, name: name.trim().slice(0, 80) }, { onSuccess: onClose })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      footer={
        <Button look="primary" isDisabled={name.trim() === '' || isPending} onPress={save}>
          {t('saved.keep')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <TextField
          autoFocus
          label={t('saved.name')}
          hint={search.text}
          error={error ? failureText(error, problem) : undefined}
          value={name}
          onChange={setName}
          onEnter={save}
        />
      </div>
    </Dialog>
  )
}
