import { Coffee } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { create } from 'zustand'
import { client } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useCommands } from '../../commands/registry.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Bar, Empty, ErrorPane, Skeleton } from '../../ui/states.tsx'
import { useNow } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import { useCaseActs } from '../cases/acts.ts'
import { foldNotes } from '../notes/state.ts'
import { underWay, useUndo } from '../profile/undo.ts'
import { AgentTimes } from './AgentTimes.tsx'
import { EntryRow } from './EntryRow.tsx'
import { areCases, type Entry, placeOf, useDay } from './entries.ts'
import { useMe } from './me.ts'
import { WhatCounts } from './WhatCounts.tsx'

/** Where the keys stand, also after the agent was elsewhere: what was done there is gone, and its place is the next one's. */
const useStand = create<{ key: string | undefined; index: number }>(() => ({ key: undefined, index: 0 }))

/** What waits for the agent, the most pressing first. */
export function DayPlace() {
  const { t } = useTranslation('day')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const now = useNow()
  const { sections, error, retry } = useDay()
  return (
    <div className="flex h-full min-h-0 flex-col" data-pane="middle" tabIndex={-1}>
      <header className="mx-auto flex w-full max-w-220 shrink-0 flex-wrap items-baseline gap-x-4 gap-y-1 px-4 pt-4 pb-2">
        <h1 className="text-18 font-strong">{t('title')}</h1>
        <span className="text-13 text-ink-2">{formats.day(now)}</span>
        <span className="grow" />
        <AgentTimes />
      </header>
      {error && !sections ? (
        <ErrorPane title={t('failed')} onRetry={retry}>
          {failureText(error, problem)}
        </ErrorPane>
      ) : !sections ? (
        <Skeleton>
          <div className="mx-auto flex max-w-220 flex-col gap-5 p-5">
            {[60, 75, 50, 66, 58, 70].map(width => (
              <Bar key={width} width={width} />
            ))}
          </div>
        </Skeleton>
      ) : sections.length === 0 ? (
        <Empty icon={Coffee} title={t('empty.title')}>
          {t('empty.text')}
        </Empty>
      ) : (
        <Lists sections={sections} />
      )}
    </div>
  )
}

function Lists({ sections }: { sections: NonNullable<ReturnType<typeof useDay>['sections']> }) {
  const { t } = useTranslation('day')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const acts = useCaseActs()
  const { done } = useUndo()
  const me = useMe()
  const entries = sections.flatMap(section => section.entries)
  const stand = useStand()
  const found = entries.findIndex(entry => entry.key === stand.key)
  const at = found >= 0 ? found : Math.min(stand.index, entries.length - 1)
  const here = entries[at]
  const list = useRef<HTMLDivElement>(null)
  const wants = useRef(false)
  const standOn = (index: number): void => useStand.setState({ key: entries[index]?.key, index })
  const step = (by: number): void => {
    const begun = list.current?.contains(document.activeElement)
    standOn(Math.min(entries.length - 1, Math.max(0, begun || by < 0 ? at + by : at)))
    wants.current = true
  }
  useEffect(() => {
    if (wants.current) list.current?.querySelector<HTMLElement>('[data-pane-focus]')?.focus()
    wants.current = false
  })
  const open = (entry: Entry): void => {
    const place = placeOf(entry)
    if (!place) return
    // What it is about is in a note: it is to be seen.
    if (entry.what === 'followUp' || entry.what === 'mention') foldNotes(true)
    goTo(place)
  }
  const finish = async (entry: Entry): Promise<void> => {
    if (entry.what === 'case') await acts.solve(entry.one)
    try {
      if (entry.what === 'followUp') {
        const { op } = await client.notes.change({ note: entry.note.key, changes: { done: true } })
        done(op, t('followUp.done', { name: entry.note.customerName }), () => client.notes.undo({ op }))
      } else if (entry.what === 'callBack') {
        const { key, customer } = entry.call
        await client.calls.followed({ key, done: true })
        done(key, t('followUp.done', { name: customer?.name ?? '' }), () => client.calls.followed({ key, done: false }))
      } else if (entry.what === 'mention') {
        const { key: note, customerName: name } = entry.mention.note
        await client.notes.readMention({ note, read: true })
        done(`mention ${note}`, t('mention.read', { name }), () => client.notes.readMention({ note, read: false }))
      }
    } catch (wrong) {
      toast({ text: failureText(wrong, problem) })
    }
  }
  const onCase = (): boolean => here?.what === 'case'
  const group = t('title')
  useCommands([
    { id: 'day.next', label: t('command.next'), group, shortcut: 'j', run: () => step(1), keyOnly: true },
    { id: 'day.before', label: t('command.before'), group, shortcut: 'k', run: () => step(-1), keyOnly: true },
    { id: 'day.down', label: t('command.next'), group, shortcut: 'ArrowDown', run: () => step(1), keyOnly: true },
    { id: 'day.up', label: t('command.before'), group, shortcut: 'ArrowUp', run: () => step(-1), keyOnly: true },
    { id: 'day.open', label: t('command.open'), group, shortcut: 'Enter', run: () => here && open(here), keyOnly: true },
    {
      id: 'day.done',
      label: t('command.done'),
      group,
      shortcut: 'e',
      when: () => here !== undefined && here.what !== 'reply',
      run: () => here && void underWay(finish(here)),
    },
    {
      id: 'day.mine',
      label: t('command.mine'),
      group,
      shortcut: 'i',
      when: () => onCase() && me !== undefined,
      run: () => here?.what === 'case' && me !== undefined && void acts.assign(here.one, me),
    },
  ])
  return (
    <div ref={list} className="min-h-0 grow overflow-auto pb-6">
      <div className="mx-auto flex max-w-220 flex-col gap-4 px-1">
        {sections.map(section => (
          <section key={section.id} aria-labelledby={`day-${section.id}`}>
            <div className="flex min-h-6 items-center gap-1 px-3">
              <h2 id={`day-${section.id}`} className="flex items-baseline gap-2 text-12 font-strong text-ink-2">
                {t(`section.${section.id}`)}
                <span className="tabular text-ink-3">
                  {areCases(section.id) ? t('cases', { count: section.count }) : formats.number(section.count)}
                </span>
              </h2>
              {section.id === 'waiting' && <WhatCounts />}
            </div>
            <ul aria-labelledby={`day-${section.id}`} className="flex flex-col gap-px">
              {section.entries.map(entry => (
                <li key={entry.key}>
                  <EntryRow
                    entry={entry}
                    active={entry === here}
                    onFocus={() => standOn(entries.indexOf(entry))}
                    onOpen={() => open(entry)}
                  />
                </li>
              ))}
            </ul>
            {section.count > section.entries.length && (
              <p className="px-3 py-1 text-12 text-ink-2">{t('more', { count: section.count - section.entries.length })}</p>
            )}
          </section>
        ))}
      </div>
    </div>
  )
}
