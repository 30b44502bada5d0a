import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { LONGEST_SEARCH } from '#shared/contract/search.ts'
import { useConnection } from '../../api/connection.ts'
import { failureText } from '../../api/failure.ts'
import { useCommands } from '../../commands/registry.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo, usePlace } from '../../state/place.ts'
import { useChannelWord } from '../../ui/channel.tsx'
import { SearchField } from '../../ui/field.tsx'
import { Bar, ErrorPane, Skeleton } from '../../ui/states.tsx'
import { openNote } from '../notes/state.ts'
import { useAnswer } from './answer.ts'
import { Filters } from './Filters.tsx'
import { brief, Hints, Nothing } from './Hints.tsx'
import { wordsOf } from './highlight.ts'
import { LookChoice } from './LookChoice.tsx'
import { useLook } from './look.ts'
import { type Entry, entriesOf, Results } from './Results.tsx'
import { SaveButton } from './Saved.tsx'
import { isUnfinished } from './suggest.ts'

/** Everything, by what was said in it. The search is part of the place, so that going back returns to it. */
export function SearchPlace() {
  const { t } = useTranslation('search')
  const { t: problem } = useTranslation('problems')
  // Whoever pastes a whole mail sees how much of it is looked for.
  const text = usePlace(now => (now.place.at === 'search' ? (now.place.query ?? '').slice(0, LONGEST_SEARCH) : ''))
  const lost = useConnection(now => now.state === 'lost')
  const { asks, data, fresh, error, again, more, tooMany } = useAnswer(text)
  const byAge = useLook(now => now.order === 'newest')
  // Filters alone say nothing of better or worse.
  const newest = byAge || wordsOf(text).length === 0
  const field = useRef<HTMLInputElement>(null)
  const [active, setActive] = useActive(text)
  const [opening, setOpening] = useState(false)
  const entries = entriesOf(data)
  const type = (query: string): void => {
    setOpening(false)
    goTo({ at: 'search', query }, true)
  }
  const open = (entry: Entry | undefined): void => {
    if (!entry) return
    setActive(entry.id)
    if (entry.note !== undefined) openNote(entry.customer, entry.note)
    goTo({ at: 'customers', customer: entry.customer, ...(entry.interaction !== undefined && { interaction: entry.interaction }) })
  }
  const current = entries.find(entry => entry.id === active)
  const step = (by: number): void => {
    const index = current ? entries.indexOf(current) + by : by > 0 ? 0 : entries.length - 1
    const next = entries[Math.max(0, Math.min(entries.length - 1, index))]
    if (next) setActive(next.id)
  }
  /** Enter before the answer is there waits for it. */
  const enter = (): void => (fresh ? open(current ?? entries[0]) : setOpening(true))
  useEffect(() => {
    if (!opening || !fresh) return
    setOpening(false)
    open(entries[0])
  })
  const group = t('title')
  useCommands([
    { id: 'search.next', label: t('command.next'), group, shortcut: 'j', run: () => step(1), keyOnly: true },
    { id: 'search.before', label: t('command.before'), group, shortcut: 'k', run: () => step(-1), keyOnly: true },
    { id: 'search.open', label: t('command.open'), group, shortcut: 'o', run: enter, keyOnly: true },
    { id: 'search.field', label: t('command.field'), group, shortcut: '/', run: () => field.current?.select(), keyOnly: true },
  ])

  const body = (): React.ReactNode => {
    if (!asks) return <Hints onTry={type} field={field} />
    if (error) {
      return (
        <ErrorPane title={t('failed')} onRetry={again}>
          {failureText(error, problem)}
        </ErrorPane>
      )
    }
    if (!data) return lost ? <p className="p-8 text-center text-13 text-ink-2">{t('offline')}</p> : <Waiting />
    if (entries.length === 0) return fresh ? <Nothing text={text} ignored={data.ignored} onType={type} /> : null
    return (
      <>
        <Results
          data={data}
          text={data.instead ?? text}
          newest={newest}
          active={active}
          onActive={setActive}
          onOpen={open}
          onStep={step}
          onEnter={enter}
          more={more}
          tooMany={tooMany}
        />
        {data.hits.length + data.notes.length === 0 && fresh && <Nothing below text={text} ignored={data.ignored} onType={type} />}
      </>
    )
  }
  // The letter typed is painted before the rows found until then are drawn again for it.
  const found = useDeferredValue(body())
  return (
    <section aria-label={t('title')} data-pane tabIndex={-1} className="relative flex min-h-0 grow flex-col outline-none">
      <h1 className="sr-only">{t('title')}</h1>
      <div className="shrink-0 border-line border-b px-2 pt-2 two:px-4">
        <div className="mx-auto flex max-w-200 flex-col">
          <SearchField
            ref={field}
            autoFocus
            label={t('placeholder')}
            value={text}
            onChange={type}
            {...(entries.length > 0 && { 'aria-controls': 'search-results' })}
            aria-activedescendant={current ? `search-${current.id}` : undefined}
            onKeyDown={event => {
              if (event.nativeEvent.isComposing) return
              if (event.key === 'ArrowDown') step(1)
              else if (event.key === 'ArrowUp') step(-1)
              else if (event.key === 'Enter') enter()
              else return
              event.preventDefault()
            }}
          />
          <div className="flex items-center gap-2">
            <Filters
              text={text}
              onType={query => {
                type(query)
                field.current?.focus()
              }}
            />
            <SaveButton text={text} />
            <LookChoice />
          </div>
        </div>
      </div>
      {data && fresh && (
        <Said
          text={text}
          instead={data.instead}
          ignored={data.ignored.filter(filter => !isUnfinished(text, filter))}
          count={data.hits.length + data.notes.length}
          more={data.more}
          newest={newest}
        />
      )}
      <div className="relative min-h-0 grow overflow-auto px-2 two:px-4">{found}</div>
    </section>
  )
}

/** Where the keys are; another search begins anew, but going back finds the row again. */
let remembered = { text: '', active: '' }
function useActive(text: string): [string, (active: string) => void] {
  const [kept, setKept] = useState(remembered)
  const set = (active: string): void => {
    remembered = { text, active }
    setKept(remembered)
  }
  return [kept.text === text ? kept.active : '', set]
}

interface SaidProps {
  text: string
  instead: string | undefined
  ignored: readonly string[]
  count: number
  more: boolean
  newest: boolean
}

/** How many there are, read aloud; and, on screen, what was searched for instead and what was not understood. */
function Said({ text, instead, ignored, count, more, newest }: SaidProps) {
  const { t } = useTranslation('search')
  const { number } = useFormats()
  const word = useChannelWord()
  const channels = (['email', 'chat', 'phone', 'sms'] as const).map(channel => `${channel} (${word(channel)})`).join(', ')
  return (
    <div
      role="status"
      className={
        ignored.length > 0 || instead !== undefined
          ? 'border-line border-b bg-amber-tint px-4 py-1.5 text-13 leading-read wrap-anywhere'
          : 'sr-only'
      }
    >
      <p className="sr-only">{t(more ? (newest ? 'countMore' : 'countBest') : 'count', { count, n: number(count) })}</p>
      {instead !== undefined && (
        <p className="mx-auto max-w-200">
          {t('instead.nothing', { text: brief(text.trim()) })}{' '}
          <strong className="font-strong">{t('instead.shown', { text: brief(instead) })}</strong>
        </p>
      )}
      {ignored.length > 0 && (
        <p className="mx-auto max-w-200">
          {t('ignored', { filters: ignored.join(' ') })}
          {ignored.some(filter => /^(?:after|before):/i.test(filter)) && ` ${t('ignoredDate')}`}
          {ignored.some(filter => /^channel:/i.test(filter)) && ` ${t('ignoredChannel', { channels })}`}
          {ignored.some(filter => /^(?:has|is|in):/i.test(filter)) && ` ${t('ignoredValue')}`}
          {ignored.some(filter => filter.startsWith('-')) && ` ${t('ignoredMinus')}`}
          {ignored.includes('OR') && ` ${t('ignoredOr')}`}
        </p>
      )}
    </div>
  )
}

function Waiting() {
  return (
    <Skeleton>
      <div className="mx-auto max-w-200 pt-4">
        {[70, 55, 80, 62, 74, 50].map(width => (
          <div key={width} className="flex h-13 flex-col justify-center gap-2 px-2">
            <Bar width={width / 2} />
            <Bar width={width} />
          </div>
        ))}
      </div>
    </Skeleton>
  )
}
