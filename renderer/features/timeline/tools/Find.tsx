import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type RefObject, startTransition, useDeferredValue, useEffect, useState } from 'react'
import { api } from '../../../api/client.ts'
import { useCommands } from '../../../commands/registry.ts'
import { useFormats } from '../../../i18n/format.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { IconButton } from '../../../ui/button.tsx'
import { SearchField } from '../../../ui/field.tsx'

interface FindProps {
  customer: number
  /** To be marked in the timeline: once the field shows what was typed. */
  onText: (text: string) => void
  /** Goes to an interaction without taking the keys from the field. */
  onHit: (id: number) => void
  onClose: () => void
  field: RefObject<HTMLInputElement | null>
}

/** More hits than this are not counted. */
const MOST = 1000

/** Finds words in this timeline: newest first, Enter to the one before, Shift+Enter back. */
export function Find({ customer, onText, onHit, onClose, field }: FindProps) {
  const { t } = useTranslation('timeline')
  const { number } = useFormats()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const [position, setPosition] = useState(0)
  const { data } = useQuery(
    api.timeline.find.queryOptions({ input: { customer, text: wanted }, enabled: wanted !== '', placeholderData: keepPreviousData }),
  )
  const ids = wanted === '' ? undefined : data?.ids
  const first = ids?.[0]

  // What is typed goes to its newest hit at once; hits that come in later do not move what is being read.
  const [gone, setGone] = useState('')
  useEffect(() => {
    if (gone === wanted || first === undefined) return
    setGone(wanted)
    setPosition(0)
    onHit(first)
  }, [gone, wanted, first, onHit])

  const step = (by: 1 | -1): void => {
    if (!ids || ids.length === 0) return
    const next = (position + by + ids.length) % ids.length
    setPosition(next)
    const id = ids[next]
    if (id !== undefined) onHit(id)
  }
  const group = t('title')
  useCommands([
    { id: 'timeline.hit-before', label: t('find.before'), group, shortcut: 'F3', run: () => step(1), keyOnly: true },
    { id: 'timeline.hit-next', label: t('find.next'), group, shortcut: 'Shift+F3', run: () => step(-1), keyOnly: true },
  ])

  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not in React's element types of every version
    <div role="search" className="flex items-center gap-1">
      <SearchField
        autoFocus
        ref={field}
        label={t('find.label')}
        value={text}
        onChange={typed => {
          setText(typed)
          startTransition(() => onText(typed))
        }}
        onKeyDown={event => {
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
          else if (event.key === 'Escape') onClose()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <output className="tabular min-w-20 text-center text-12 text-ink-2">
        {ids &&
          (ids.length === 0
            ? t('find.none')
            : t('find.place', { place: number(position + 1), count: number(ids.length) + (ids.length >= MOST ? '+' : '') }))}
      </output>
      <IconButton icon={ChevronUp} label={t('find.before')} shortcut="Enter" isDisabled={!ids?.length} onPress={() => step(1)} />
      <IconButton icon={ChevronDown} label={t('find.next')} shortcut="Shift+Enter" isDisabled={!ids?.length} onPress={() => step(-1)} />
      <IconButton icon={X} label={t('find.close')} shortcut="Escape" onPress={onClose} />
    </div>
  )
}
