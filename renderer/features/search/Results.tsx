import { CornerDownLeft, Paperclip, StickyNote } from 'lucide-react'
import { type ReactNode, useEffect, useMemo } from 'react'
import type { SearchGroup, SearchHit, SearchResult, SnippetPart } from '#shared/contract/search.ts'
import { highlight, type Mark } from '#shared/search/mark.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { ChannelMark, useChannelWord } from '../../ui/channel.tsx'
import { rowLook } from '../../ui/row.ts'
import { Time } from '../../ui/time.tsx'
import { channelOf } from '../profile/identity-words.ts'
import { makeWords, type Words } from '../timeline/words.ts'
import { marksIn } from './highlight.ts'

/** A row the keys can be on. */
export interface Entry {
  id: string
  customer: number
  interaction?: number
  note?: string
}

/** Every row in the order on screen. */
export function entriesOf(data: SearchResult | undefined): Entry[] {
  if (!data) return []
  return [
    ...data.customers.map(({ id }) => ({ id: `customer-${id}`, customer: id })),
    ...data.notes.map(({ key, customer }) => ({ id: `note-${key}`, customer, note: key })),
    ...data.hits.map(({ id, customer }) => ({ id: `hit-${id}`, customer, interaction: id })),
  ]
}

interface ResultsProps {
  data: SearchResult
  /** What was searched for. */
  text: string
  newest: boolean
  active: string
  onActive: (id: string) => void
  onOpen: (entry: Entry) => void
  onStep: (by: number) => void
  onEnter: () => void
  more: (() => void) | undefined
  tooMany: boolean
}

/** Customers first, then what was said: in one list, or by customer. */
export function Results({ data, text, newest, active, onOpen, onStep, onEnter, more, tooMany }: ResultsProps) {
  const { t } = useTranslation('search')
  const formats = useFormats()
  const marks = useMemo(() => marksIn(text), [text])
  const { t: timeline } = useTranslation('timeline')
  const calls = useMemo(() => makeWords(timeline, formats, undefined), [timeline, formats])
  const row = (hit: SearchHit, grouped: boolean): ReactNode => (
    <Row key={hit.id} entry={{ id: `hit-${hit.id}`, customer: hit.customer, interaction: hit.id }} active={active} onOpen={onOpen}>
      <Hit hit={hit} marks={marks} calls={calls} grouped={grouped} />
    </Row>
  )
  const ofGroup = ({ count, customer }: SearchGroup): string => {
    const shown = data.hits.filter(hit => hit.customer === customer).length
    return shown < count
      ? t('countOf', { shown: formats.number(shown), n: formats.number(count) })
      : t('count', { count, n: formats.number(count) })
  }
  useEffect(() => {
    if (active) document.getElementById(`search-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div className="mx-auto max-w-200 pb-4">
      <div
        id="search-results"
        role="listbox"
        aria-label={t('results')}
        aria-activedescendant={active ? `search-${active}` : undefined}
        tabIndex={0}
        data-pane-focus
        className="-outline-offset-2"
        onKeyDown={event => {
          if (event.ctrlKey || event.metaKey || event.altKey) return
          if (event.key === 'ArrowDown') onStep(1)
          else if (event.key === 'ArrowUp') onStep(-1)
          else if (event.key === 'PageDown') onStep(8)
          else if (event.key === 'PageUp') onStep(-8)
          else if (event.key === 'Home') onStep(-Number.MAX_SAFE_INTEGER)
          else if (event.key === 'End') onStep(Number.MAX_SAFE_INTEGER)
          else if (event.key === 'Enter') onEnter()
          else return
          event.preventDefault()
        }}
      >
        {data.customers.length > 0 && (
          <Group id="customers" title={t('customers')}>
            {data.customers.map(({ id, name, match, kind }) => (
              <Row key={id} entry={{ id: `customer-${id}`, customer: id }} active={active} onOpen={onOpen}>
                <Avatar name={name} />
                <bdi className="min-w-0 max-w-[60%] shrink-0 truncate text-13 font-strong">
                  <Parts parts={highlight(name, marks)} />
                </bdi>
                {kind && <ChannelMark channel={channelOf[kind]} />}
                <bdi className="min-w-0 grow truncate text-start text-12 text-ink-2">
                  <Parts parts={match} />
                </bdi>
                {active === `customer-${id}` && <CornerDownLeft aria-hidden size={14} className="shrink-0 text-ink-3 rtl:-scale-x-100" />}
              </Row>
            ))}
          </Group>
        )}
        {data.notes.length > 0 && (
          <Group id="notes" title={t('notes')}>
            {data.notes.map(({ key, customer, customerName, changedAt, snippet }) => (
              <Row key={key} entry={{ id: `note-${key}`, customer, note: key }} active={active} onOpen={onOpen}>
                <span className="inline-flex w-7 shrink-0 justify-center text-ink-2">
                  <StickyNote aria-hidden size={16} strokeWidth={1.75} />
                </span>
                <span className="flex min-w-0 grow flex-col gap-0.5">
                  <span className="flex items-baseline justify-between gap-2">
                    <bdi className="min-w-0 truncate text-13 font-strong">{customerName}</bdi>
                    <span className="shrink-0 text-12 text-ink-2">
                      <Time at={changedAt} form="short" plain />
                    </span>
                  </span>
                  <bdi className="min-w-0 truncate text-start text-12 leading-read text-ink-2">
                    <Parts parts={snippet} />
                  </bdi>
                </span>
              </Row>
            ))}
          </Group>
        )}
        {data.groups?.map(group => (
          <Group
            key={group.customer}
            id={`of-${group.customer}`}
            title={<bdi className="text-13 font-strong text-ink">{group.name}</bdi>}
            count={ofGroup(group)}
          >
            {data.hits.filter(hit => hit.customer === group.customer).map(hit => row(hit, true))}
          </Group>
        ))}
        {!data.groups && data.hits.length > 0 && (
          <Group
            id="interactions"
            title={t('interactions')}
            count={t(data.more ? (newest ? 'countMore' : 'countBest') : 'count', {
              count: data.hits.length,
              n: formats.number(data.hits.length),
            })}
          >
            {data.hits.map(hit => row(hit, false))}
          </Group>
        )}
      </div>
      {more && (
        <div className="flex justify-center pt-3">
          <Button onPress={more}>{t('more')}</Button>
        </div>
      )}
      {tooMany && (
        <p className="pt-3 text-center text-12 text-ink-2">{t('most', { count: data.hits.length, n: formats.number(data.hits.length) })}</p>
      )}
    </div>
  )
}

function Group({ id, title, count, children }: { id: string; title: ReactNode; count?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: options inside a list box are grouped, not form fields
    <div role="group" aria-labelledby={`search-${id}`} className="flex flex-col">
      <div role="presentation" className="flex items-baseline justify-between gap-3 px-2 pt-4 pb-1.5 text-12 text-ink-2">
        <h2 id={`search-${id}`} role="presentation" className="min-w-0 truncate">
          {title}
        </h2>
        {count && (
          // Read aloud by the status line already.
          <span aria-hidden className="tabular shrink-0">
            {count}
          </span>
        )}
      </div>
      {children}
    </div>
  )
}

function Row({ entry, active, onOpen, children }: { entry: Entry; active: string; onOpen: (entry: Entry) => void; children: ReactNode }) {
  const isActive = entry.id === active
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field and the list box have the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the field or the list box has the focus and points here
    <div
      id={`search-${entry.id}`}
      role="option"
      aria-selected={isActive}
      onClick={() => onOpen(entry)}
      className={`flex min-h-13 scroll-my-10 items-center gap-2.5 px-2 py-1.5 in-data-[density=compact]:min-h-10 ${rowLook({ selected: isActive })}`}
    >
      {children}
    </div>
  )
}

/** Names of attachments, those that hold what was looked for first. They keep some room beside what was said, which may be long. */
function Files({ names, marks }: { names: readonly string[]; marks: readonly Mark[] }) {
  const isHit = (name: string) => highlight(name, marks).some(({ hit }) => hit)
  const ordered = names.length === 1 ? names : names.toSorted((a, b) => Number(isHit(b)) - Number(isHit(a)))
  return (
    <span className="inline-flex min-w-0 max-w-[40%] shrink-0 items-center gap-1">
      <Paperclip aria-hidden size={12} strokeWidth={1.75} className="shrink-0 text-ink-3" />
      <Line parts={highlight(ordered.join(', '), marks)} />
    </span>
  )
}

/**
 * One line, in which the first hit stays in view: what comes after it gives way first, then the end of what comes before. By factors so far apart that
 * one does not begin to before the other is gone: the hundredth of a pixel is an ellipsis.
 */
function Line({ parts, className = '' }: { parts: readonly SnippetPart[]; className?: string }) {
  const first = parts.findIndex(({ hit }) => hit)
  if (first < 1) {
    return (
      <bdi className={`min-w-0 truncate text-start ${className}`}>
        <Parts parts={parts} />
      </bdi>
    )
  }
  const after = parts.slice(first + 1)
  return (
    <bdi className={`flex min-w-0 text-start ${className}`}>
      <span className="min-w-0 shrink-[1e4] overflow-hidden text-ellipsis whitespace-pre">
        <Parts parts={parts.slice(0, first)} />
      </span>
      <span className="min-w-0 overflow-hidden text-ellipsis whitespace-pre">
        <Parts parts={parts.slice(first, first + 1)} />
      </span>
      {after.length > 0 && (
        // Never without a sign of it.
        <span className="min-w-4 shrink-[1e9] overflow-hidden text-ellipsis whitespace-pre">
          <Parts parts={after} />
        </span>
      )}
    </bdi>
  )
}

interface HitProps {
  hit: SearchHit
  marks: readonly Mark[]
  /** Says of a call how it ended, as the timeline does. */
  calls: Pick<Words, 'call'>
  /** Below the customer's name already. */
  grouped: boolean
}

function Hit({ hit, marks, calls, grouped }: HitProps) {
  const { t } = useTranslation('search')
  const word = useChannelWord()
  const said = [hit.call && calls.call(hit), hit.snippet.length > 0 && <Parts key="snippet" parts={hit.snippet} />].filter(Boolean)
  /** Below the customer's name, what has no subject needs no line for one. */
  const oneLine = grouped && !hit.subject
  const bare = said.length === 0 && hit.files.length === 0
  return (
    <>
      <span className="inline-flex w-7 shrink-0 justify-center">
        <ChannelMark channel={hit.channel} size={16} />
      </span>
      <span className={`flex min-w-0 grow gap-0.5 ${oneLine ? 'flex-row-reverse items-baseline justify-between gap-2' : 'flex-col'}`}>
        <span className="flex items-baseline gap-2">
          {!grouped && <bdi className="max-w-[60%] shrink-0 truncate text-13 font-strong">{hit.customerName}</bdi>}
          <Line className="grow text-13" parts={hit.subject ? highlight(hit.subject, marks) : []} />
          <span className="shrink-0 text-12 text-ink-2">
            <Time at={hit.occurredAt} form="short" plain />
          </span>
        </span>
        <span className="flex min-w-0 gap-1.5 text-12 leading-read text-ink-2">
          {hit.direction === 'out' && !hit.system && <span className="shrink-0">{t('us')}</span>}
          {(said.length > 0 || bare) && (
            <bdi className="min-w-0 truncate text-start">
              {bare ? word(hit.channel) : said.map((part, index) => (index === 0 ? part : [' · ', part]))}
            </bdi>
          )}
          {hit.files.length > 0 && <Files names={hit.files} marks={marks} />}
        </span>
      </span>
    </>
  )
}

function Parts({ parts }: { parts: readonly SnippetPart[] }) {
  return parts.map(({ text, hit }, index) =>
    hit ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
      <mark key={index} className="text-ink">
        {text}
      </mark>
    ) : (
      text
    ),
  )
}
