import { useMutation } from '@tanstack/react-query'
import { CalendarClock, Pause, PenLine, Play, RotateCw, Trash2 } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { ConnectorView } from '#shared/contract/connectors.ts'
import { api } from '../../api/client.ts'
import { failureText } from '../../api/failure.ts'
import { useCommands } from '../../commands/registry.ts'
import { useFormats } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { goTo } from '../../state/place.ts'
import { Button } from '../../ui/button.tsx'
import { Banner, ProgressBar } from '../../ui/states.tsx'
import { Time, useNow } from '../../ui/time.tsx'
import { ErrorChart } from './ErrorChart.tsx'
import { iconOf, useKindWords } from './kinds.ts'
import { Log } from './Log.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'
import { RereadDialog } from './RereadDialog.tsx'
import { StateMark } from './StateMark.tsx'
import { rateWords, stateHelp, stateWords } from './words.ts'

const MINUTE = 60_000

/** One source: how it is in words, what it brought, what can be done, what it did. */
export function SourcePane({ connector }: { connector: ConnectorView }) {
  const { t } = useTranslation('connectors')
  const { t: problem } = useTranslation('problems')
  const kinds = useKindWords()
  const [dialog, setDialog] = useState<'reread' | 'remove'>()
  const pause = useMutation(api.connectors.pause.mutationOptions())
  const resume = useMutation(api.connectors.resume.mutationOptions())
  const reconnect = useMutation(api.connectors.reconnect.mutationOptions())
  const { id, kind, name, state } = connector
  const failed = pause.error ?? resume.error ?? reconnect.error
  const off = state.state === 'off'
  const stuck = state.state === 'waiting' || state.state === 'attention'
  const toggle = (): void => {
    if (!pause.isPending && !resume.isPending) (off ? resume : pause).mutate({ id })
  }
  const change = (): void => goTo({ at: 'connectors', connector: id, task: 'change' })
  const group = t('group')
  useCommands([
    { id: 'connectors.pause', label: t('command.pause'), group, shortcut: 'p', run: toggle },
    { id: 'connectors.reconnect', label: t('act.reconnect'), group, shortcut: 'r', run: () => reconnect.mutate({ id }), when: () => stuck },
    { id: 'connectors.change', label: t('act.change'), group, shortcut: 'c', run: change },
    { id: 'connectors.reread', label: t('act.reread'), group, run: () => setDialog('reread') },
    { id: 'connectors.remove', label: t('act.remove'), group, run: () => setDialog('remove') },
  ])
  const pane = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // After a form was saved the focus would be nowhere.
    if (document.activeElement === document.body) pane.current?.focus()
  }, [])
  const Icon = iconOf(kind)
  const close = (): void => setDialog(undefined)
  return (
    <div ref={pane} data-pane-focus tabIndex={-1} className="relative min-h-0 grow overflow-auto outline-none">
      {failed && <Banner tone="failure">{failureText(failed, problem)}</Banner>}
      <div className="mx-auto flex max-w-180 flex-col gap-6 px-4 py-6 two:px-8">
        <header className="flex items-center gap-3">
          <Icon aria-hidden size={22} strokeWidth={1.5} className="shrink-0 text-ink-2" />
          <div className="min-w-0">
            <h2 className="text-18 font-strong wrap-anywhere">
              <bdi>{name}</bdi>
            </h2>
            <p className="text-12 text-ink-2">{kinds.name(kind)}</p>
          </div>
        </header>
        <State connector={connector} />
        <div className="flex flex-wrap gap-2">
          <Button
            look={off ? 'primary' : 'plain'}
            icon={off ? Play : Pause}
            isDisabled={pause.isPending || resume.isPending}
            onPress={toggle}
          >
            {t(off ? 'act.resume' : 'act.pause')}
          </Button>
          <Button
            look={state.state === 'waiting' ? 'primary' : 'plain'}
            icon={RotateCw}
            isDisabled={!stuck}
            onPress={() => reconnect.mutate({ id })}
          >
            {t('act.reconnect')}
          </Button>
          <Button look={state.state === 'attention' ? 'primary' : 'plain'} icon={PenLine} onPress={change}>
            {t('act.change')}
          </Button>
          <Button icon={CalendarClock} onPress={() => setDialog('reread')}>
            {t('act.reread')}
          </Button>
          <Button icon={Trash2} onPress={() => setDialog('remove')}>
            {t('act.remove')}
          </Button>
        </div>
        <Facts connector={connector} />
        <ErrorChart byHour={connector.errorsByHour} />
        <Log connector={id} />
      </div>
      {dialog === 'reread' && <RereadDialog connector={connector} onClose={close} />}
      {dialog === 'remove' && <RemoveDialog connector={connector} onClose={close} />}
    </div>
  )
}

function State({ connector }: { connector: ConnectorView }) {
  const { t } = useTranslation('connectors')
  const formats = useFormats()
  const { state } = connector
  const now = useSeconds(state.state === 'waiting')
  const words = stateWords(connector, now, t, formats)
  const tint = state.state === 'attention' ? 'bg-red-tint' : state.state === 'waiting' ? 'bg-amber-tint' : 'bg-side'
  const detail = state.state === 'waiting' || state.state === 'attention' ? state.detail : undefined
  const share = state.state === 'catching-up' && state.total ? Math.min(1, state.done / state.total) : undefined
  return (
    <section aria-label={words} className={`flex flex-col gap-1.5 rounded-3 px-4 py-3 ${tint}`}>
      <p className="tabular flex items-center gap-2 text-15 font-strong">
        <StateMark state={state.state} size={16} />
        {words}
      </p>
      {share !== undefined && <ProgressBar label={words} value={share} />}
      <p className="max-w-read text-13 leading-read text-ink-2 wrap-anywhere">{stateHelp(connector, t)}</p>
      {detail !== undefined && <p className="text-12 text-ink-2 wrap-anywhere select-text">{t('state.said', { words: detail })}</p>}
    </section>
  )
}

function Facts({ connector: { state, lastEventAt, rate, interactions, createdAt } }: { connector: ConnectorView }) {
  const now = useNow()
  const { t } = useTranslation('connectors')
  const formats = useFormats()
  // A rate is of the last minute: where nothing happened since, it is over.
  const quiet = state.state !== 'catching-up' && lastEventAt !== undefined && now - lastEventAt > MINUTE
  const backlog = (): string => {
    if (state.state === 'live') return t('fact.backlogNone')
    if (state.state !== 'catching-up' || state.total === undefined) return t('fact.backlogUnknown')
    return formats.number(Math.max(0, state.total - state.done))
  }
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(6.5rem,1fr))] gap-x-4 gap-y-4">
      <Fact term={t('fact.brought')}>{formats.number(interactions)}</Fact>
      <Fact term={t('fact.rate')}>{rateWords(quiet ? 0 : rate, t, formats) ?? t('rate.none')}</Fact>
      <Fact term={t('fact.backlog')}>{backlog()}</Fact>
      <Fact term={t('fact.last')}>{lastEventAt === undefined ? t('fact.never') : <Time at={lastEventAt} />}</Fact>
      <Fact term={t('fact.since')}>{formats.date(createdAt)}</Fact>
    </dl>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <dt className="text-12 text-ink-2">{term}</dt>
      <dd className="tabular text-13">{children}</dd>
    </div>
  )
}

/** The time now, moving on every second while somebody counts down. */
function useSeconds(counting: boolean): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!counting) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [counting])
  return now
}
