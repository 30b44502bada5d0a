import { SearchX } from 'lucide-react'
import type { RefObject } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/states.tsx'
import { SavedSearches } from './Saved.tsx'
import { filtersIn, withoutFilters } from './suggest.ts'

const examples = ['words', 'phrase', 'part', 'from', 'either', 'after'] as const

/** Before anything is typed: what can be. */
export function Hints({ onTry, field }: { onTry: (text: string) => void; field: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation('search')
  return (
    <div className="mx-auto flex max-w-160 flex-col gap-4 px-2 pt-[10vh] pb-8">
      <SavedSearches
        onOpen={text => {
          onTry(text)
          field.current?.focus()
        }}
      />
      <div className="flex flex-col gap-1">
        <h2 className="text-15 font-strong">{t('empty.title')}</h2>
        <p className="text-13 leading-read text-ink-2">{t('empty.text')}</p>
      </div>
      <ul className="flex flex-col">
        {examples.map(id => (
          <li key={id}>
            <AriaButton
              onPress={() => {
                onTry(t(`hint.${id}.example`))
                field.current?.focus()
              }}
              className="-mx-2 flex min-h-9 w-[calc(100%+1rem)] flex-wrap items-center gap-x-4 gap-y-0.5 rounded-2 px-2 py-1.5 text-start text-13 data-[hovered]:bg-hover"
            >
              <span className="w-56 shrink-0">{t(`hint.${id}.example`)}</span>
              <span className="text-ink-2">{t(`hint.${id}.text`)}</span>
            </AriaButton>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface NothingProps {
  text: string
  ignored: readonly string[]
  onType: (text: string) => void
  /** Below customers who do match. */
  below?: boolean
}

const LONGEST = 80

/** A pasted mail is known by its beginning. */
export function brief(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST).trim()}…` : text
}

/** Searched and not found: what was searched, and the way out. */
export function Nothing({ text, ignored, onType, below = false }: NothingProps) {
  const { t } = useTranslation('search')
  const formats = useFormats()
  const filters = filtersIn(text).filter(filter => !ignored.includes(filter))
  const words = withoutFilters(text)
  const where = filters.length > 0 ? t('nothing.filters', { filters: formats.list(filters) }) : t('nothing.text')
  const out = filters.length > 0 && words !== '' && <Button onPress={() => onType(words)}>{t('nothing.without')}</Button>
  if (below) {
    return (
      <div className="mx-auto flex max-w-200 flex-col items-start gap-2 px-2 py-4">
        <p className="text-13 font-strong">{t('nothing.said')}</p>
        <p className="text-13 leading-read text-ink-2">{where}</p>
        {out}
      </div>
    )
  }
  return (
    <Empty icon={SearchX} title={t('nothing.title', { text: brief(text.trim()) })} action={out}>
      {where}
    </Empty>
  )
}
