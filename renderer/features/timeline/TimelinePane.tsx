import { useQuery } from '@tanstack/react-query'
import { Filter, Inbox } from 'lucide-react'
import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Interaction } from '#shared/contract/timeline.ts'
import type { Channel } from '#shared/model/interaction.ts'
import { highlight, marksOf } from '#shared/search/mark.ts'
import { buildTimeline, type TimelineItem } from '#shared/timeline/items.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { focusPaneNamed } from '../../commands/panes.ts'
import { expectCommands } from '../../commands/registry.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { usePlace } from '../../state/place.ts'
import { Button } from '../../ui/button.tsx'
import { Bar, Empty, ErrorPane, Skeleton } from '../../ui/states.tsx'
import { Brief } from '../brief/Brief.tsx'
import { useAttention } from '../cases/attention.ts'
import { CaseBar } from '../cases/CaseBar.tsx'
import { CasesShown, useCasesOf } from '../cases/views.ts'
import { Composer } from '../composer/Composer.tsx'
import { Notes } from '../notes/Notes.tsx'
import { useKnown } from './data/known.ts'
import { usePainted } from './data/painted.ts'
import { type Opened, type View, ViewContext } from './data/view.ts'
import { useTimelineWindow } from './data/window.ts'
import { List, type Target } from './List.tsx'
import { Find } from './tools/Find.tsx'
import { Header } from './tools/Header.tsx'
import { makeWords } from './words.ts'

const noRows: TimelineItem[] = []
const noInteractions: Interaction[] = []

/** The room of a folded brief or of folded notes, kept until they are there: nothing moves when they come. */
const ROOM = 'h-9.25 shrink-0 border-b border-line bg-side'

/** Where the reader stood in the customer who was open last: coming back to them from another place returns there. */
let left: { customer: number; id: number } | undefined

/** Another workspace has other customers under the same numbers. */
export function forgetReader(): void {
  left = undefined
}

/** Everything with one customer, oldest above, newest in view. Mount it anew (`key`) for another customer. */
export function TimelinePane({ customer }: { customer: number }) {
  const { t } = useTranslation('timeline')
  const { t: problem } = useTranslation('problems')
  const formats = useFormats()
  const { timeZone } = formats
  const place = usePlace(now => now.place)
  const [channels, setChannels] = useState<Channel[]>()
  const [only, setOnly] = useState<number>()
  const [finding, setFinding] = useState<string>()
  const [opened, setOpened] = useState<ReadonlyMap<number, Opened>>(new Map())
  const [sessions, setSessions] = useState<ReadonlyMap<number, boolean>>(new Map())
  const [target, setTarget] = useState<Target | undefined>(() =>
    left?.customer === customer ? { id: left.id, align: 'row', focus: false, mark: false } : undefined,
  )
  const onTop = useCallback(
    (id: number | undefined): void => {
      left = id === undefined ? undefined : { customer, id }
    },
    [customer],
  )
  const { query, moves } = useTimelineWindow(customer, channels, only)
  const { data: profile } = useQuery(api.customers.get.queryOptions({ input: { id: customer } }))
  const known = useKnown(customer, profile)
  const window = query.data
  const { cases, coming } = useCasesOf(window?.rows)

  const items = useMemo(
    () =>
      window
        ? buildTimeline(window.rows, {
            timeZone,
            older: window.older,
            newer: window.newer,
            switches: channels === undefined,
            cases: only === undefined,
            opened: sessions,
          })
        : noRows,
    [window, timeZone, channels, only, sessions],
  )

  // What stood open by itself stays open when something newer comes in: it may be what is being read.
  useEffect(() => {
    const open = items.filter(item => item.kind === 'session' && item.open && !item.rows.some(row => sessions.has(row.id)))
    if (open.length === 0) return
    // Not before what is shown is painted: it draws nothing else.
    startTransition(() =>
      setSessions(
        now =>
          new Map([...now, ...open.flatMap(item => (item.kind === 'session' && item.rows[0] ? [[item.rows[0].id, true] as const] : []))]),
      ),
    )
  }, [items, sessions])

  const latest = useRef(items)
  useEffect(() => {
    latest.current = items
  }, [items])
  const onSession = useCallback((id: number, open: boolean): void => {
    setSessions(now => {
      const session = latest.current.find(item => item.kind === 'session' && item.rows.some(row => row.id === id))
      const next = new Map(now)
      if (session?.kind === 'session') for (const row of session.rows) next.delete(row.id)
      return next.set(id, open)
    })
  }, [])
  const onOpen = useCallback((id: number, change: Opened): void => {
    setOpened(now => new Map(now).set(id, { ...now.get(id), ...change }))
    if (change.tall) setTarget({ id, align: 'row', focus: false, mark: false })
  }, [])
  const openSession = useCallback((id: number): void => onSession(id, true), [onSession])
  const wanted = finding?.trim() ?? ''
  const name = known?.name
  const words = useMemo(() => makeWords(t, formats, name), [t, formats, name])
  const view: View = useMemo(
    () => ({
      customer: { id: customer, name: name ?? '' },
      words,
      formats,
      wanted: wanted === '' ? [] : marksOf({ words: wanted.split(/\s+/).map(text => ({ text, phrase: false })) }),
      onOpen,
      onSession,
    }),
    [customer, name, words, formats, wanted, onOpen, onSession],
  )

  const asked = place.at === 'customers' && place.customer === customer ? place.interaction : undefined
  // Coming to the same hit a second time is a new place object, and goes there again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (asked !== undefined) setTarget({ id: asked, align: 'center', focus: true, mark: true })
  }, [asked, place])

  const [arrived, setArrived] = useState<typeof place>()
  // The target may lie outside what is loaded, or be filtered out.
  const tried = useRef<{ target: Target; moves: unknown } | undefined>(undefined)
  const missing = window !== undefined && target !== undefined && !window.rows.some(row => row.id === target.id)
  useEffect(() => {
    if (!missing || !target) return
    if (tried.current?.target === target && tried.current.moves === moves) return
    tried.current = { target, moves }
    moves.around(target.id).then(
      () => {
        if (!moves.get()?.rows.some(row => row.id === target.id)) {
          if (channels) setChannels(undefined)
          else if (only !== undefined) setOnly(undefined)
          else {
            setTarget(undefined)
            setArrived(place)
          }
        }
      },
      () => {
        setTarget(undefined)
        setArrived(place)
      },
    )
  }, [missing, target, moves, channels, only, place])

  const go = useCallback((id: Promise<number | undefined>, align: Target['align'], focus: boolean): void => {
    id.then(
      found => found !== undefined && setTarget({ id: found, align, focus, mark: false }),
      () => {},
    )
  }, [])
  const showOnly = (id: number | undefined): void => {
    const { rows } = useAttention.getState()
    const row = rows.at(-1)
    setOnly(id)
    setTarget(row && { id: row.id, align: 'center', focus: true, mark: false })
  }
  const onHit = useCallback((id: number): void => setTarget({ id, align: 'center', focus: false, mark: true }), [])
  const field = useRef<HTMLInputElement>(null)
  const onShow = useCallback((next: Channel[] | undefined): void => {
    setTarget(undefined)
    setChannels(next)
  }, [])
  const onFind = useCallback((): void => {
    setFinding(now => now ?? '')
    field.current?.select()
  }, [])
  const onDate = useCallback((at: number): void => go(moves.toTime(at), 'start', true), [go, moves])
  const closeFind = (): void => {
    setFinding(undefined)
    if (target) setTarget({ ...target, align: 'auto', focus: true, mark: false })
    else focusPaneNamed('middle')
  }

  // What was found may lie in what is folded.
  const hit = finding !== undefined && target?.mark && !missing ? target.id : undefined
  const inQuoted = useMemo(() => {
    const row = window?.rows.find(each => each.id === hit)
    return row?.quoted !== undefined && !highlight(row.text, view.wanted).some(piece => piece.hit)
  }, [window, hit, view.wanted])
  useEffect(() => {
    if (hit !== undefined) onOpen(hit, { whole: true, ...(inQuoted && { quoted: true }) })
  }, [hit, inQuoted, onOpen])

  // Coming from elsewhere the newest are not shown first only to be left again.
  const arriving = asked !== undefined && arrived !== place && (target?.id !== asked || missing)
  useEffect(() => {
    if (asked !== undefined && target?.id === asked && !missing) setArrived(place)
  }, [target, asked, missing, place])

  const rest = usePainted(window !== undefined || query.isError)
  const there = rest && !coming
  useEffect(() => (there ? undefined : expectCommands()), [there])
  // Not drawn again with every change of the list between them.
  const brief = useMemo(() => <Brief customer={customer} />, [customer])
  const composer = useMemo(() => <Composer customer={customer} />, [customer])

  return (
    <ViewContext value={view}>
      <Header customer={customer} shown={channels} onShow={onShow} onFind={onFind} onDate={onDate}>
        {finding !== undefined && <Find customer={customer} onText={setFinding} onHit={onHit} onClose={closeFind} field={field} />}
      </Header>
      {rest ? brief : <div className={ROOM} />}
      {rest ? <Notes customer={customer} about={only} /> : <div className={ROOM} />}
      <CasesShown value={cases}>
        {rest ? (
          <CaseBar customer={customer} only={only} onOnly={showOnly} rows={window?.rows ?? noInteractions} />
        ) : (
          <div className="h-9 shrink-0 border-b border-line bg-side" />
        )}
        {window && window.rows.length > 0 && !arriving ? (
          <List
            key={`${channels?.join() ?? ''} ${only ?? ''}`}
            window={window}
            items={items}
            opened={opened}
            target={target}
            filtered={only !== undefined ? 'case' : channels && 'channels'}
            lastAt={known?.lastAt}
            painted={rest}
            onOpenSession={openSession}
            onTop={onTop}
            onOlder={moves.loadOlder}
            onNewer={moves.loadNewer}
            onOldest={() => go(moves.toOldest(), 'top', true)}
            onNewest={() => go(moves.toNewest(), 'end', true)}
          />
        ) : window && !arriving ? (
          <Empty
            icon={channels || only !== undefined ? Filter : Inbox}
            title={channels ? t('empty.filtered') : only !== undefined ? t('empty.case') : t('empty.title')}
            action={
              channels ? (
                <Button onPress={() => setChannels(undefined)}>{t('empty.clear')}</Button>
              ) : (
                only !== undefined && <Button onPress={() => setOnly(undefined)}>{t('empty.whole')}</Button>
              )
            }
          />
        ) : query.isError ? (
          <ErrorPane title={t('failed')} onRetry={() => void query.refetch()}>
            {failureText(query.error, problem)}
          </ErrorPane>
        ) : (
          <Skeleton>
            <div className="mx-auto flex max-w-[calc(72ch+64px)] flex-col gap-3 p-4 pt-10">
              {[55, 80, 35, 70, 62, 48, 76, 40, 66, 58].map((width, index) => (
                <div key={width} className={`flex flex-col gap-2 rounded-3 p-3 ${index % 2 === 0 ? 'me-10 bg-theirs' : 'ms-10'}`}>
                  <Bar width={30} />
                  <Bar width={width} />
                  <Bar width={width - 20} />
                </div>
              ))}
            </div>
          </Skeleton>
        )}
      </CasesShown>
      {rest ? composer : <div className="h-10.25 shrink-0 border-t border-line" />}
    </ViewContext>
  )
}
