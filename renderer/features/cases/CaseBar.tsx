import { useQuery } from '@tanstack/react-query'
import { Ellipsis, ListFilter, X } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { CaseView } from '#shared/contract/cases.ts'
import { api } from '../../api/client.ts'
import { type Command, useCommands } from '../../commands/registry.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button, IconButton, Press } from '../../ui/button.tsx'
import { Keys } from '../../ui/keys.tsx'
import { Popover } from '../../ui/overlay.tsx'
import { Tip } from '../../ui/tip.tsx'
import { CaseTimeLeft } from '../day/TimeLeft.tsx'
import { useDetailWords } from '../profile/details/words.ts'
import { useAskSurvey } from '../surveys/ask.ts'
import { useCaseActs } from './acts.ts'
import { forgetAttention, pickNone, togglePicked, useAttention } from './attention.ts'
import { DetailsDialog } from './dialogs/DetailsDialog.tsx'
import { type Field, FieldDialog } from './dialogs/FieldDialogs.tsx'
import { HistoryDialog } from './dialogs/HistoryDialog.tsx'
import { JoinDialog, MoveDialog } from './dialogs/MoveDialogs.tsx'
import { StateMark } from './State.tsx'
import { useCaseShown } from './views.ts'
import { atWork, useCaseWords } from './words.ts'

type Open = Field | 'details' | 'move' | 'join' | 'history'

interface CaseBarProps {
  customer: number
  /** The only case shown, if one is. */
  only: number | undefined
  onOnly: (id: number | undefined) => void
  /** The rows that are loaded: those picked among them are moved together. */
  rows: Parameters<typeof MoveDialog>[0]['rows']
}

/** The case of what the keys stand on: its fields, why that is in it, and all that can be done with it. As high from the first moment. */
export function CaseBar({ customer, only, onOnly, rows }: CaseBarProps) {
  const { t } = useTranslation('cases')
  const words = useCaseWords()
  const acts = useCaseActs()
  const askSurvey = useAskSurvey()
  const { t: surveys } = useTranslation('surveys')
  const [open, setOpen] = useState<Open>()
  const close = (): void => setOpen(undefined)
  const attended = useAttention(now => now.rows)
  const picked = useAttention(now => now.picked)
  const place = attended.find(row => row.case)?.case
  const one = useCaseShown(only ?? place?.id)
  const moving = picked.size > 0 ? rows.filter(row => picked.has(row.id)) : attended
  useEffect(() => forgetAttention, [])
  const { data: known } = useQuery(api.cases.known.queryOptions())
  const me = known?.me

  const group = t('group')
  const some = (): boolean => one !== undefined
  const ask = (what: Open, shortcut: string, when = some): Command => ({
    id: `cases.${what}`,
    label: t(`command.${what}`),
    group,
    shortcut,
    when,
    run: () => setOpen(what),
  })
  const commands: Command[] = [
    {
      id: 'cases.solve',
      label: t(one && !atWork(one.state) ? 'command.reopen' : 'command.solve'),
      group,
      shortcut: 'e',
      when: some,
      run: () => one && void acts.solve(one),
    },
    {
      id: 'cases.ask',
      label: surveys('ask'),
      group,
      shortcut: 'Shift+e',
      when: () => one !== undefined && !atWork(one.state),
      run: () => one && void askSurvey(one),
    },
    ask('state', 's'),
    ask('priority', 'p'),
    ask('queue', 'q'),
    ask('assignee', 'a'),
    ask('handOver', 'Shift+a'),
    {
      id: 'cases.mine',
      label: t('command.mine'),
      group,
      shortcut: 'i',
      when: () => one !== undefined && me !== undefined && one.assignee !== me,
      run: () => one && me !== undefined && void acts.assign(one, me),
    },
    ask('tags', 't'),
    ask('subject', 'F2'),
    ask('details', 'Shift+d'),
    {
      id: 'cases.only',
      label: t(only === undefined ? 'command.only' : 'command.all'),
      group,
      shortcut: 'o',
      when: () => only !== undefined || one !== undefined,
      run: () => onOnly(only === undefined ? one?.id : undefined),
    },
    ask('move', 'm', () => moving.length > 0),
    ask('join', 'Shift+m'),
    ask('history', 'h'),
  ]
  useCommands([
    ...commands,
    {
      id: 'cases.pick',
      label: t('command.pick'),
      group,
      shortcut: 'x',
      when: () => attended.length > 0,
      run: () => togglePicked(attended.map(row => row.id)),
    },
    {
      id: 'cases.pick-none',
      label: t('command.pickNone'),
      group,
      shortcut: 'Escape',
      when: () => picked.size > 0,
      run: pickNone,
      keyOnly: true,
    },
  ])

  return (
    <section aria-label={t('bar')} className="@container flex h-9 shrink-0 items-center gap-1 border-b border-line bg-side ps-2 pe-4">
      {moving.length > 0 && picked.size > 0 ? (
        <>
          <span className="min-w-0 grow truncate px-2 text-13 font-strong">{t('picked', { count: moving.length })}</span>
          <Button look="primary" onPress={() => setOpen('move')}>
            {t('move.do')}
          </Button>
          <IconButton small icon={X} label={t('command.pickNone')} shortcut="Escape" onPress={pickNone} />
        </>
      ) : one ? (
        <>
          <Chip tip={words.means(one.state)} shortcut="s" label={t('command.state')} onPress={() => setOpen('state')} room="keep">
            <StateMark state={one.state} />
            {words.state(one.state)}
          </Chip>
          <Chip tip={t('command.subject')} shortcut="F2" label={t('command.subject')} onPress={() => setOpen('subject')} room="take">
            <bdi className="truncate text-13 font-strong text-ink">{words.title(one)}</bdi>
          </Chip>
          <span className="hidden px-1 @xs:flex">
            <CaseTimeLeft id={one.id} />
          </span>
          <Fields one={one} onOpen={setOpen} />
          {only === undefined && place && (
            <span className={`hidden max-w-[40%] shrink-0 ${isPlain(one) ? '@lg:flex' : '@3xl:flex'}`}>
              <Chip tip={t('why')} shortcut="m" label={t('why')} onPress={() => setOpen('move')}>
                <span className="truncate">{words.reason(place.reason)}</span>
              </Chip>
            </span>
          )}
          <Tip text={t(only === undefined ? 'command.only' : 'command.all')} shortcut="o" placement="bottom">
            <Press
              aria-label={t('command.only')}
              aria-pressed={only !== undefined}
              onPress={() => onOnly(only === undefined ? one.id : undefined)}
              className="inline-flex size-6 shrink-0 items-center justify-center rounded-2 text-ink-2 hover:bg-hover hover:text-ink aria-pressed:bg-selected aria-pressed:text-link"
            >
              <ListFilter aria-hidden size={16} strokeWidth={1.75} />
            </Press>
          </Tip>
        </>
      ) : (
        <span className="min-w-0 grow truncate px-2 text-13 text-ink-3">{attended.length > 0 && !place ? t('none') : ''}</span>
      )}
      {(one || attended.length > 0) && picked.size === 0 && <Menu commands={commands} why={place && words.reason(place.reason)} />}
      {one && open && open !== 'move' && open !== 'join' && open !== 'history' && open !== 'details' && (
        <FieldDialog field={open} one={one} onClose={close} />
      )}
      {open === 'move' && (
        <MoveDialog
          customer={customer}
          rows={moving}
          onClose={() => {
            close()
            pickNone()
          }}
        />
      )}
      {one && open === 'details' && <DetailsDialog one={one} onClose={close} />}
      {one && open === 'join' && <JoinDialog one={one} onClose={close} onJoined={into => only !== undefined && onOnly(into)} />}
      {one && open === 'history' && <HistoryDialog one={one} onClose={close} />}
    </section>
  )
}

/** Nothing was said of it that takes room. */
function isPlain({ priority, queue, assignee, tags, values }: CaseView): boolean {
  return priority === 'normal' && queue === undefined && assignee === undefined && tags.length === 0 && Object.keys(values).length === 0
}

/** Only what was said of it: all else waits behind its key and in the menu. */
function Fields({ one, onOpen }: { one: CaseView; onOpen: (field: Field | 'details') => void }) {
  const { t } = useTranslation('cases')
  const words = useCaseWords()
  const { data: queues = [] } = useQuery(api.cases.queues.queryOptions())
  const queue = queues.find(each => each.id === one.queue)?.name
  const { data: details } = useQuery(api.profile.caseAttributes.queryOptions())
  const detailWords = useDetailWords()
  const known = details?.attributes.flatMap(({ id, type }) => {
    const value = one.values[id]
    return value === undefined ? [] : [detailWords.value(type, value)]
  })
  const chip = (field: Field | 'details', shortcut: string, text: string | undefined, look = '') =>
    text !== undefined && (
      <Chip tip={t(`command.${field}`)} shortcut={shortcut} label={t(`command.${field}`)} onPress={() => onOpen(field)}>
        <bdi className={`max-w-24 truncate ${look}`}>{text}</bdi>
      </Chip>
    )
  const priority = one.priority === 'normal' ? undefined : words.priority(one.priority)
  return (
    <span className="hidden shrink-0 items-center @md:flex">
      {chip('priority', 'p', priority, one.priority === 'urgent' ? 'text-red' : '')}
      {chip('queue', 'q', queue)}
      {chip('assignee', 'a', one.assignee)}
      {chip('details', 'Shift+d', known?.length ? known.join(' · ') : undefined)}
      {chip('tags', 't', one.tags.length > 0 ? one.tags.map(tag => `#${tag}`).join(' ') : undefined)}
    </span>
  )
}

const ROOM = { give: 'min-w-0 shrink', keep: 'shrink-0', take: 'min-w-0 grow' }

interface ChipProps {
  tip: string
  shortcut: string
  /** What pressing it does. */
  label: string
  onPress: () => void
  children: ReactNode
  /** give: shrinks when it must. keep: never. take: gets what is left. */
  room?: keyof typeof ROOM
}

function Chip({ tip, shortcut, onPress, children, room = 'give' }: ChipProps) {
  return (
    <Tip text={tip} shortcut={shortcut} placement="bottom">
      <Press
        onPress={onPress}
        className={`flex h-7 items-center gap-1.5 rounded-2 px-2 text-start text-12 whitespace-nowrap text-ink-2 hover:bg-hover hover:text-ink ${ROOM[room]}`}
      >
        {children}
      </Press>
    </Tip>
  )
}

/** Everything that can be done with it, with its keys. */
function Menu({ commands, why }: { commands: readonly Command[]; why: string | undefined }) {
  const { t } = useTranslation('cases')
  return (
    <Popover label={t('menu')} trigger={<IconButton small icon={Ellipsis} label={t('menu')} />}>
      {hide => (
        <div className="-m-2 flex min-w-56 flex-col">
          {why !== undefined && <p className="px-2 py-1.5 text-12 text-ink-2">{t('because', { reason: why })}</p>}
          {commands
            .filter(({ when }) => when?.() ?? true)
            .map(({ id, label, shortcut, run }) => (
              <Press
                key={id}
                onPress={() => {
                  hide()
                  run()
                }}
                className="flex h-8 items-center justify-between gap-4 rounded-1 px-2 text-start text-13 focus-visible:bg-hover hover:bg-hover"
              >
                <span>{label}</span>
                {shortcut && <Keys keys={shortcut} />}
              </Press>
            ))}
        </div>
      )}
    </Popover>
  )
}
